//! The operators that stand between two operands, and those that stand before one.

use crate::value::{Comparison, Type};

/// How tightly an operator binds, from the loosest to the tightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Power {
    /// Looser than every operator: where a whole expression begins.
    Whole,
    /// `or`
    Or,
    /// `and`
    And,
    /// `not`, `possibly`: they reach over one test.
    Not,
    /// Comparisons, `in`, `between`, `is null`, text tests, `exists`; they do not chain.
    Test,
    /// `??`
    Coalesce,
    /// `..`, which does not chain.
    Range,
    /// `+`, `-`
    Sum,
    /// `*`, `/`
    Product,
    /// The minus of a negative number.
    Sign,
    /// Tighter than every operator: names, literals, brackets.
    Primary,
}

/// What an operator between two operands does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Infix {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=` and the other five
    Compare(Comparison),
    /// `in`
    In,
    /// `between … and …`
    Between,
    /// `is null`, `is not null`
    Is,
    /// `contains`
    Contains,
    /// `starts with`
    StartsWith,
    /// `ends with`
    EndsWith,
    /// `matches`
    Matches,
    /// `~`
    Near,
    /// `!~`
    NotNear,
    /// `??`
    Coalesce,
    /// `..`
    Range,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// What an operator before its operand does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Prefix {
    /// `not`
    Not,
    /// `possibly`
    Possibly,
    /// `exists`
    Exists,
    /// `-`
    Negate,
}

/// One operator that stands between two operands.
#[derive(Debug)]
pub struct InfixOperator {
    /// What it does.
    pub op: Infix,
    /// Its words or signs, with one blank between words.
    pub spelling: &'static str,
    /// How tightly it binds; equal powers group from the left.
    pub power: Power,
    /// Whether `not` may stand right before it.
    pub negatable: bool,
    /// What it means, in one line.
    pub help: &'static str,
}

/// One operator that stands before its operand.
#[derive(Debug)]
pub struct PrefixOperator {
    /// What it does.
    pub op: Prefix,
    /// Its word or sign.
    pub spelling: &'static str,
    /// How tightly it binds: it reaches over every operator that binds tighter.
    pub power: Power,
    /// What it means, in one line.
    pub help: &'static str,
}

/// The operators between operands, loosest first; of two that begin alike the longer comes first.
pub const INFIX: &[InfixOperator] = &[
    row(Infix::Or, "or", Power::Or, "either condition holds"),
    row(Infix::And, "and", Power::And, "both conditions hold"),
    row(
        Infix::Compare(Comparison::Equal),
        "=",
        Power::Test,
        "the same; on names, any spelling of them",
    ),
    row(
        Infix::Compare(Comparison::NotEqual),
        "!=",
        Power::Test,
        "exactly what `not (… = …)` says",
    ),
    row(
        Infix::Compare(Comparison::LessOrEqual),
        "<=",
        Power::Test,
        "not after, not more",
    ),
    row(
        Infix::Compare(Comparison::GreaterOrEqual),
        ">=",
        Power::Test,
        "not before, not less",
    ),
    row(
        Infix::Compare(Comparison::Less),
        "<",
        Power::Test,
        "before, or less than",
    ),
    row(
        Infix::Compare(Comparison::Greater),
        ">",
        Power::Test,
        "after, or more than",
    ),
    row(
        Infix::Near,
        "~",
        Power::Test,
        "nearly the same; on names, weak ones and descriptions too",
    ),
    row(
        Infix::NotNear,
        "!~",
        Power::Test,
        "exactly what `not (… ~ …)` says",
    ),
    negatable(
        Infix::In,
        "in",
        Power::Test,
        "one of a list, a range or the rows of a query",
    ),
    negatable(
        Infix::Between,
        "between",
        Power::Test,
        "`between a and b`: from a to b, both included",
    ),
    row(
        Infix::Is,
        "is",
        Power::Test,
        "`is null`, `is not null`: nothing was recorded, something was",
    ),
    negatable(
        Infix::Contains,
        "contains",
        Power::Test,
        "has the text somewhere in it",
    ),
    negatable(
        Infix::StartsWith,
        "starts with",
        Power::Test,
        "begins with the text",
    ),
    negatable(
        Infix::EndsWith,
        "ends with",
        Power::Test,
        "ends with the text",
    ),
    negatable(
        Infix::Matches,
        "matches",
        Power::Test,
        "the regex `/…/` is found in it",
    ),
    row(
        Infix::Coalesce,
        "??",
        Power::Coalesce,
        "the left side or, where it is null, the right",
    ),
    row(
        Infix::Range,
        "..",
        Power::Range,
        "from the left to the right, both included; either may be left out",
    ),
    row(
        Infix::Add,
        "+",
        Power::Sum,
        "the sum; a date and a length of time give a date",
    ),
    row(
        Infix::Subtract,
        "-",
        Power::Sum,
        "the difference; between two dates a length of time",
    ),
    row(Infix::Multiply, "*", Power::Product, "the product"),
    row(Infix::Divide, "/", Power::Product, "the quotient"),
];

/// The operators before an operand, loosest first.
pub const PREFIX: &[PrefixOperator] = &[
    prefix(
        Prefix::Not,
        "not",
        Power::Not,
        "the test after it does not hold",
    ),
    prefix(
        Prefix::Possibly,
        "possibly",
        Power::Not,
        "the test after it is not ruled out",
    ),
    prefix(
        Prefix::Exists,
        "exists",
        Power::Test,
        "a path leads somewhere, or a query has rows",
    ),
    prefix(Prefix::Negate, "-", Power::Sign, "the number below zero"),
];

const fn row(op: Infix, spelling: &'static str, power: Power, help: &'static str) -> InfixOperator {
    InfixOperator {
        op,
        spelling,
        power,
        negatable: false,
        help,
    }
}

const fn negatable(
    op: Infix,
    spelling: &'static str,
    power: Power,
    help: &'static str,
) -> InfixOperator {
    InfixOperator {
        op,
        spelling,
        power,
        negatable: true,
        help,
    }
}

const fn prefix(
    op: Prefix,
    spelling: &'static str,
    power: Power,
    help: &'static str,
) -> PrefixOperator {
    PrefixOperator {
        op,
        spelling,
        power,
        help,
    }
}

impl InfixOperator {
    /// Tells whether another operator of the same power may follow without brackets.
    pub fn chains(&self) -> bool {
        !matches!(self.power, Power::Test | Power::Range)
    }

    /// Tells whether it may follow a value of this type.
    pub fn follows(&self, left: Type) -> bool {
        let ordered = match left {
            Type::Text | Type::Date(_) | Type::Number | Type::Duration => true,
            Type::Word(vocabulary) => vocabulary.ordered,
            Type::Truth | Type::Record(_) => false,
        };
        match self.op {
            Infix::Or | Infix::And => left == Type::Truth,
            Infix::Compare(Comparison::Equal | Comparison::NotEqual)
            | Infix::In
            | Infix::Is
            | Infix::Coalesce => true,
            Infix::Compare(
                Comparison::Less
                | Comparison::LessOrEqual
                | Comparison::Greater
                | Comparison::GreaterOrEqual,
            ) => ordered,
            Infix::Between => matches!(left, Type::Date(_) | Type::Number | Type::Duration),
            Infix::Contains
            | Infix::StartsWith
            | Infix::EndsWith
            | Infix::Matches
            | Infix::Near
            | Infix::NotNear => matches!(left, Type::Text | Type::Word(_) | Type::Record(_)),
            Infix::Range => matches!(left, Type::Date(_) | Type::Number),
            Infix::Add => matches!(
                left,
                Type::Date(_) | Type::Number | Type::Duration | Type::Text
            ),
            Infix::Subtract => matches!(left, Type::Date(_) | Type::Number | Type::Duration),
            Infix::Multiply | Infix::Divide => matches!(left, Type::Number | Type::Duration),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_loosest_first_and_no_spelling_hides_a_later_one() {
        for (at, row) in INFIX.iter().enumerate() {
            for later in &INFIX[at + 1..] {
                assert!(
                    row.power <= later.power,
                    "{} stands before {}",
                    row.spelling,
                    later.spelling
                );
                let word = row.spelling.starts_with(char::is_alphabetic);
                assert!(
                    word || !later.spelling.starts_with(row.spelling),
                    "{} hides {}",
                    row.spelling,
                    later.spelling
                );
            }
        }
        assert!(PREFIX.is_sorted_by_key(|row| row.power));
    }

    #[test]
    fn tests_and_ranges_alone_do_not_chain() {
        let single: Vec<&str> = INFIX
            .iter()
            .filter(|row| !row.chains())
            .map(|row| row.spelling)
            .collect();
        let expected = [
            "=",
            "!=",
            "<=",
            ">=",
            "<",
            ">",
            "~",
            "!~",
            "in",
            "between",
            "is",
            "contains",
            "starts with",
            "ends with",
            "matches",
            "..",
        ];
        assert_eq!(single, expected);
    }
}
