//! Conditions.

use whosaid::model::Kind;
use whosaid::value::Type;

use super::path::Wanted;
use super::{Operand, Scope, Writer};

const COMPARISONS: [&str; 6] = ["=", "!=", "<", "<=", ">", ">="];

impl Writer<'_, '_, '_> {
    /// Writes a condition, nested so deep.
    pub(super) fn condition(&mut self, scope: &Scope, depth: usize) -> String {
        if depth == 0 {
            return self.test(scope, depth);
        }
        match self.dice.below(10) {
            4 | 5 => {
                let (a, b) = (self.inner(scope, depth), self.inner(scope, depth));
                format!("{a} and {b}")
            }
            6 | 7 => {
                let (a, b) = (self.inner(scope, depth), self.inner(scope, depth));
                format!("{a} or {b}")
            }
            8 => format!("not {}", self.inner(scope, depth)),
            9 => match self.dice.below(3) {
                0 => format!("possibly {}", self.inner(scope, depth)),
                _ => self.about_one(scope),
            },
            _ => self.test(scope, depth),
        }
    }

    fn inner(&mut self, scope: &Scope, depth: usize) -> String {
        format!("({})", self.condition(scope, depth - 1))
    }

    /// Writes several tests of one date or number, to be united.
    fn about_one(&mut self, scope: &Scope) -> String {
        let Some(path) = self.single(scope, Wanted::Ranged) else {
            return self.test(scope, 0);
        };
        let mut tests = Vec::new();
        for _ in 0..2 + self.dice.below(2) {
            let test = self.ranged_test(&path).unwrap_or_else(|| "true".to_owned());
            let negation = if self.dice.once_in(4) { "not " } else { "" };
            tests.push(format!("{negation}({test})"));
        }
        let connective = *self.dice.pick(&[" and ", " or "]);
        match self.dice.below(4) {
            2 => tests.push(self.test(scope, 0)),
            3 => {
                // Brackets round some of what one connective joins change nothing.
                let other = self.test(scope, 0);
                let first = format!("({}{connective}{other})", tests[0]);
                tests[0] = first;
            }
            _alone => {}
        }
        tests.join(connective)
    }

    /// Writes one test.
    pub(super) fn test(&mut self, scope: &Scope, depth: usize) -> String {
        let written = (0..8).find_map(|_| self.one_test(scope, depth));
        written.unwrap_or_else(|| "true".to_owned())
    }

    fn one_test(&mut self, scope: &Scope, depth: usize) -> Option<String> {
        // Each level multiplies the rows that the naive evaluator goes through.
        let often = [3, 12, 1000][self.nested.min(2)];
        if self.dice.once_in(often) {
            self.nested += 1;
            let condition = self.about_row(scope);
            self.nested -= 1;
            if condition.is_some() {
                return condition;
            }
        }
        if self.dice.once_in(14) {
            return Some(format!("exists ({})", self.small_query(Kind::Claims)));
        }
        let operand = self.operand(scope, Wanted::Anything, depth)?;
        // Whether something is there can be asked of whatever is stored.
        if !operand.computed && operand.ty != Type::Truth && self.dice.once_in(6) {
            return Some(match self.dice.below(3) {
                0 => format!("exists {}", operand.text),
                1 => format!("{} is null", operand.text),
                _ => format!("{} is not null", operand.text),
            });
        }
        if !operand.computed
            && self.dice.once_in(7)
            && let Some(other) = self.same_type(scope, &operand)
        {
            if self.dice.once_in(4) {
                let negation = if self.dice.once_in(3) { "not " } else { "" };
                return Some(format!(
                    "{} {negation}in ({}, {})",
                    operand.text, other.text, operand.text
                ));
            }
            let ordered = match operand.ty {
                Type::Date(_) | Type::Number | Type::Duration | Type::Text => true,
                Type::Word(vocabulary) => vocabulary.ordered,
                Type::Truth | Type::Record(_) => false,
            };
            let ops = if ordered {
                &COMPARISONS[..]
            } else {
                &COMPARISONS[..2]
            };
            return Some(format!(
                "{} {} {}",
                operand.text,
                self.dice.pick(ops),
                other.text
            ));
        }
        match operand.ty {
            Type::Date(_) | Type::Number | Type::Duration => self.ranged_test(&operand),
            Type::Truth => Some(match self.dice.below(3) {
                0 => operand.text,
                1 => format!("{} = true", operand.text),
                _ => format!("{} = false", operand.text),
            }),
            Type::Word(vocabulary) => {
                let ops = if vocabulary.ordered {
                    &COMPARISONS[..]
                } else {
                    &COMPARISONS[..2]
                };
                let op = *self.dice.pick(ops);
                self.in_list(&operand).or_else(|| {
                    Some(format!(
                        "{} {op} {}",
                        operand.text,
                        self.literal_for(&operand)?
                    ))
                })
            }
            Type::Text => self.text_test(&operand),
            Type::Record(number) => self.record_test(&operand, Kind::from_number(number)),
        }
    }

    fn record_test(&mut self, operand: &Operand, kind: Kind) -> Option<String> {
        match self.dice.below(8) {
            5 => {
                let negation = if self.dice.once_in(3) { "not " } else { "" };
                let query = self.small_query(kind);
                Some(format!("{} {negation}in ({query})", operand.text))
            }
            6 => self.text_test(operand),
            7 => self.in_list(operand),
            _ => {
                let op = *self.dice.pick(&["=", "=", "!="]);
                let name = self.literal_for(operand)?;
                Some(format!("{} {op} {name}", operand.text))
            }
        }
    }

    fn text_test(&mut self, operand: &Operand) -> Option<String> {
        let negation = if self.dice.once_in(4) { "not " } else { "" };
        if self.dice.once_in(4)
            && let Some(literal) = self.literal_for(operand)
            && literal.starts_with(['"', '“'])
        {
            let op = *self.dice.pick(&["~", "~", "!~"]);
            return Some(format!(
                "{} {op} {}",
                operand.text,
                self.with_slip(&literal)
            ));
        }
        Some(match self.dice.below(6) {
            1 => format!(
                "{} {negation}starts with {}",
                operand.text,
                self.part(operand)
            ),
            2 => format!(
                "{} {negation}ends with {}",
                operand.text,
                self.part(operand)
            ),
            3 => format!("{} {negation}matches {}", operand.text, self.regex()),
            4 | 5 if operand.ty == Type::Text => {
                let op = *self.dice.pick(&["=", "!="]);
                format!("{} {op} {}", operand.text, self.literal_for(operand)?)
            }
            _ => format!("{} {negation}contains {}", operand.text, self.part(operand)),
        })
    }

    /// Leaves a letter out of a text in quotes, where it is long enough to be near all the same.
    fn with_slip(&mut self, literal: &str) -> String {
        let letters: Vec<char> = literal.chars().collect();
        if letters.len() < 8 || letters.contains(&'\\') || self.dice.once_in(3) {
            return literal.to_owned();
        }
        let left_out = 1 + self.dice.below(letters.len() - 2);
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != left_out);
        kept.map(|(_, letter)| *letter).collect()
    }

    /// Writes a test of a date, number or length of time against literals.
    pub(super) fn ranged_test(&mut self, operand: &Operand) -> Option<String> {
        let text = &operand.text;
        let negation = if self.dice.once_in(4) { "not " } else { "" };
        match self.dice.below(9) {
            6 => {
                let range = self.range(operand.ty)?;
                Some(format!("{text} {negation}in {range}"))
            }
            7 => {
                let (low, high) = match operand.ty {
                    Type::Date(_) => ("2018", "2019-06"),
                    Type::Number => ("2", "20"),
                    _length => return None,
                };
                Some(format!("{text} {negation}between {low} and {high}"))
            }
            8 => self.in_list(operand),
            _ => {
                let op = *self.dice.pick(&COMPARISONS);
                let literal = self.literal_for(operand)?;
                if self.dice.once_in(6) {
                    let mirrored = ["=", "!=", ">", ">=", "<", "<="];
                    let place = COMPARISONS.iter().position(|own| *own == op)?;
                    return Some(format!("{literal} {} {text}", mirrored[place]));
                }
                Some(format!("{text} {op} {literal}"))
            }
        }
    }

    fn in_list(&mut self, operand: &Operand) -> Option<String> {
        if !self.dice.once_in(2) || operand.ty == Type::Truth {
            return None;
        }
        let mut members = Vec::new();
        for _ in 0..2 + self.dice.below(2) {
            members.push(self.literal_for(operand)?);
        }
        if self.dice.once_in(3)
            && let Some(range) = self.range(operand.ty)
        {
            members.push(range);
        }
        let negation = if self.dice.once_in(4) { "not " } else { "" };
        Some(format!(
            "{} {negation}in ({})",
            operand.text,
            members.join(", ")
        ))
    }

    /// Writes an operand that compares with another.
    fn same_type(&mut self, scope: &Scope, operand: &Operand) -> Option<Operand> {
        (0..10).find_map(|_| {
            let other = self.path(scope, Wanted::Anything, 2)?;
            // Dates of different units have no common one to compare by.
            let fits = match (operand.ty, other.ty) {
                (Type::Date(unit), Type::Date(other)) => unit == other,
                (Type::Truth, _) => false,
                (a, b) => a == b,
            };
            fits.then_some(other)
        })
    }
}
