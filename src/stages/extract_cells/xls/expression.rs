//! Comes in: operands and operators in the order in which a machine computes them. Goes out: the
//! formula as people write it, with brackets where the order needs them. Knows nothing of files.
//! Never works longer than its fuel lasts.

/// How tightly the parts of an operand hold together, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Compare,
    Concat,
    Add,
    Multiply,
    Power,
    /// Signs and per cent bind tighter than powers: `-2^2` is 4 in Excel.
    Sign,
    Union,
    Intersect,
    Range,
    Whole,
}

/// Operands that wait for their operators: all in one text, each from its start to the next one's.
#[derive(Debug)]
pub(super) struct Expression<'f> {
    text: String,
    operands: Vec<(usize, Binding)>,
    max_bytes: usize,
    fuel: &'f mut u64,
}

impl<'f> Expression<'f> {
    /// An empty expression. Each byte that is written or moved costs one of `fuel`, which several
    /// formulas share, so that forged ones cannot keep the machine busy.
    pub(super) fn new(max_bytes: usize, fuel: &'f mut u64) -> Self {
        Self {
            text: String::new(),
            operands: Vec::new(),
            max_bytes,
            fuel,
        }
    }

    fn burn(&mut self, n_bytes: usize) -> Option<()> {
        *self.fuel = self.fuel.checked_sub(n_bytes as u64 + 1)?;
        (self.text.len() + n_bytes <= self.max_bytes).then_some(())
    }

    /// A new operand.
    pub(super) fn operand(&mut self, text: &str) -> Option<()> {
        self.burn(text.len())?;
        self.operands.push((self.text.len(), Binding::Whole));
        self.text.push_str(text);
        Some(())
    }

    fn insert(&mut self, at: usize, text: &str) -> Option<()> {
        self.burn(text.len() + self.text.len().checked_sub(at)?)?;
        self.text.is_char_boundary(at).then_some(())?;
        self.text.insert_str(at, text);
        Some(())
    }

    fn append(&mut self, text: &str) -> Option<()> {
        self.burn(text.len())?;
        self.text.push_str(text);
        Some(())
    }

    /// Puts brackets round the last operand.
    pub(super) fn brackets(&mut self) -> Option<()> {
        let (start, binding) = self.operands.last_mut()?;
        *binding = Binding::Whole;
        let start = *start;
        self.insert(start, "(")?;
        self.append(")")
    }

    /// A sign before the last operand.
    pub(super) fn before(&mut self, sign: &str) -> Option<()> {
        let (start, binding) = *self.operands.last()?;
        if binding < Binding::Sign {
            self.brackets()?;
        }
        self.insert(start, sign)?;
        self.operands.last_mut()?.1 = Binding::Sign;
        Some(())
    }

    /// A sign behind the last operand.
    pub(super) fn behind(&mut self, sign: &str) -> Option<()> {
        let (_, binding) = *self.operands.last()?;
        if binding < Binding::Sign {
            self.brackets()?;
        }
        self.append(sign)?;
        self.operands.last_mut()?.1 = Binding::Sign;
        Some(())
    }

    /// An operator between the last two operands. Operators of one kind are computed from the left,
    /// so the right operand needs brackets even where it binds as tightly.
    pub(super) fn between(&mut self, operator: &str, binding: Binding) -> Option<()> {
        let (_, right) = *self.operands.last()?;
        if right <= binding {
            self.brackets()?;
        }
        let (right_start, _) = self.operands.pop()?;
        let (left_start, left) = *self.operands.last()?;
        self.insert(right_start, operator)?;
        if left < binding {
            self.insert(right_start, ")")?;
            self.insert(left_start, "(")?;
        }
        self.operands.last_mut()?.1 = binding;
        Some(())
    }

    /// A call with the last `n_args` operands.
    pub(super) fn call(&mut self, name: &str, n_args: usize) -> Option<()> {
        self.bracket_unions(n_args)?;
        let first_arg = self.operands.len().checked_sub(n_args)?;
        let starts = self.operands.split_off(first_arg);
        let start = starts.first().map_or(self.text.len(), |&(start, _)| start);
        let args = self.text.split_off(start);
        self.burn(name.len() + args.len() + n_args + 2)?;
        self.text.push_str(name);
        self.text.push('(');
        for (idx, &(from, _)) in starts.iter().enumerate() {
            if idx > 0 {
                self.text.push(',');
            }
            let to = starts
                .get(idx + 1)
                .map_or(args.len(), |&(to, _)| to - start);
            self.text.push_str(args.get(from - start..to)?);
        }
        self.text.push(')');
        self.operands.push((start, Binding::Whole));
        Some(())
    }

    /// A call whose function is the first of the last `n_operands` operands.
    pub(super) fn call_by_name(&mut self, n_operands: usize) -> Option<()> {
        let n_args = n_operands.checked_sub(1)?;
        let idx = self.operands.len().checked_sub(n_operands)?;
        let (start, _) = *self.operands.get(idx)?;
        let end = self
            .operands
            .get(idx + 1)
            .map_or(self.text.len(), |&(end, _)| end);
        let name = self.text.get(start..end)?.to_owned();
        self.call(&name, n_args)?;
        // The name now stands twice: as the operand before the call, and in it.
        self.operands.pop()?;
        self.burn(self.text.len())?;
        self.text.replace_range(start..end, "");
        Some(())
    }

    /// A union as an argument would read as two arguments.
    fn bracket_unions(&mut self, n_args: usize) -> Option<()> {
        let first_arg = self.operands.len().checked_sub(n_args)?;
        let is_union = |&(_, binding): &(usize, Binding)| binding == Binding::Union;
        if !self.operands.get(first_arg..)?.iter().any(is_union) {
            return Some(());
        }
        let behind = self.operands.split_off(first_arg);
        let from = behind.first().map(|&(start, _)| start)?;
        let args = self.text.split_off(from);
        for (idx, &(start, binding)) in behind.iter().enumerate() {
            let end = behind
                .get(idx + 1)
                .map_or(args.len(), |&(end, _)| end - from);
            self.operand(args.get(start - from..end)?)?;
            self.operands.last_mut()?.1 = binding;
            if binding == Binding::Union {
                self.brackets()?;
            }
        }
        Some(())
    }

    /// The whole text, if exactly one operand is left.
    pub(super) fn finish(self) -> Option<String> {
        (self.operands.len() == 1 && !self.text.is_empty()).then_some(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Expression<'_>) -> Option<()>) -> Option<String> {
        let mut fuel = 10_000;
        let mut expression = Expression::new(200, &mut fuel);
        write(&mut expression)?;
        expression.finish()
    }

    #[test]
    fn brackets_stand_where_the_order_needs_them() {
        let text = written(|e| {
            e.operand("1")?;
            e.operand("2")?;
            e.operand("3")?;
            e.between("-", Binding::Add)?;
            e.between("-", Binding::Add)?;
            e.operand("A1")?;
            e.between("*", Binding::Multiply)?;
            e.before("-")?;
            e.behind("%")
        });
        assert_eq!(text.as_deref(), Some("-((1-(2-3))*A1)%"));
    }

    #[test]
    fn calls_take_their_operands() {
        let text = written(|e| {
            e.operand("7")?;
            e.operand("A1")?;
            e.operand("B1")?;
            e.between(",", Binding::Union)?;
            e.operand("")?;
            e.call("SUM", 2)?;
            e.operand("Harga")?;
            e.operand("1")?;
            e.call("PI", 0)?;
            e.call_by_name(3)?;
            e.between("+", Binding::Add)?;
            e.between("+", Binding::Add)
        });
        assert_eq!(text.as_deref(), Some("7+(SUM((A1,B1),)+Harga(1,PI()))"));
    }

    #[test]
    fn what_is_missing_or_too_much_gives_nothing() {
        assert_eq!(written(|e| e.between("+", Binding::Add)), None);
        assert_eq!(written(|e| e.call("SUM", 1)), None);
        assert_eq!(written(|e| e.call_by_name(0)), None);
        assert_eq!(written(|e| e.operand(&"x".repeat(201))), None);
        assert_eq!(
            written(|e| {
                e.operand("1")?;
                e.operand("2")
            }),
            None
        );
        let mut fuel = 20;
        let mut expression = Expression::new(1_000, &mut fuel);
        let burnt = expression
            .operand("1")
            .and_then(|()| (0..100).try_for_each(|_| expression.before("-")));
        assert_eq!(burnt, None);
    }
}
