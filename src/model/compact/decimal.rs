//! Decimals digit by digit: no text in between, and a zero below zero stays one.

/// A decimal, digit by digit.
pub mod exact {
    use rust_decimal::Decimal;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Beside the number of decimals: a zero below zero, whose digits do not say so.
    const NEGATIVE_ZERO: u32 = 1 << 7;

    /// Writes it.
    pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        let is_negative_zero = value.is_zero() && value.is_sign_negative();
        let sign = if is_negative_zero { NEGATIVE_ZERO } else { 0 };
        (value.mantissa(), value.scale() | sign).serialize(serializer)
    }

    /// Reads it; digits that a decimal does not hold are refused.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let (digits, scale) = <(i128, u32)>::deserialize(deserializer)?;
        let value = Decimal::try_from_i128_with_scale(digits, scale & !NEGATIVE_ZERO);
        let mut value = value.map_err(D::Error::custom)?;
        if scale & NEGATIVE_ZERO != 0 {
            value.set_sign_negative(true);
        }
        Ok(value)
    }
}

/// A decimal that may be missing.
pub mod exact_option {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Exact(#[serde(with = "super::exact")] Decimal);

    /// Writes it.
    pub fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(Exact).serialize(serializer)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        let value = Option::<Exact>::deserialize(deserializer)?;
        Ok(value.map(|Exact(value)| value))
    }
}
