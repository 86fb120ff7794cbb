//! SHA-256 as text: of bytes at hand, or of a digest that was made piece by piece. Never reads
//! anything itself.

use sha2::{Digest, Sha256};

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The bytes of a digest in hexadecimal, in small letters.
pub fn hexadecimal(digest: &[u8]) -> String {
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_written_in_full() {
        assert_eq!(hexadecimal(&[0x00, 0x0F, 0xA0]), "000fa0");
        // The hash of no bytes, as FIPS 180-4's examples give it.
        assert_eq!(
            sha256_hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
