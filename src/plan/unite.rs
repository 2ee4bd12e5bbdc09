//! Uniting: tests of one single-valued date or number are judged once, as one set.
//!
//! `year >= 2019 and year <= 2020` asks whether *some* day lies in both; two tests judged apart
//! and then joined would call a date that spans the whole of 2019 and 2020 merely possible twice.

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::{Expr, ExprKind, Predicate, Root, Test};
use crate::diagnostic::Span;
use crate::value::{Day, Point, RangeSet, Real};

/// Unites the tests of each single-valued date or number within each connective.
pub(super) fn unite(predicate: Predicate) -> Predicate {
    match predicate {
        Predicate::And(parts) => connect(Connective::And, parts),
        Predicate::Or(parts) => connect(Connective::Or, parts),
        Predicate::Not(inner) => {
            let inner = unite(*inner);
            match Judged::read(&inner) {
                Some(judged) => judged.negated().into_predicate(),
                None => Predicate::Not(Box::new(inner)),
            }
        }
        Predicate::Possibly(inner) => Predicate::Possibly(Box::new(unite(*inner))),
        leaf @ (Predicate::Constant(_)
        | Predicate::Test(..)
        | Predicate::Compare(..)
        | Predicate::Exists(..)
        | Predicate::Any(..)
        | Predicate::Member(..)
        | Predicate::ExistsQuery(_)) => leaf,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Connective {
    And,
    Or,
}

fn connect(connective: Connective, parts: Vec<Predicate>) -> Predicate {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        flatten(connective, unite(part), false, &mut flat);
    }
    let mut united: IndexMap<String, Option<Judged>> = IndexMap::new();
    let mut places: Vec<Result<Predicate, usize>> = Vec::new();
    for part in flat {
        let Some(judged) = Judged::read(&part) else {
            places.push(Ok(part));
            continue;
        };
        match united.entry(judged.key()) {
            Entry::Occupied(mut earlier) => {
                let earlier = earlier.get_mut().as_mut();
                earlier
                    .expect("taken out only below")
                    .join(connective, judged);
            }
            Entry::Vacant(new) => {
                places.push(Err(new.index()));
                new.insert(Some(judged));
            }
        }
    }
    let mut whole = places.into_iter().map(|place| match place {
        Ok(part) => part,
        Err(set) => {
            let judged = united[set].take().expect("each set has one place");
            judged.into_predicate()
        }
    });
    match (whole.len(), connective) {
        (1, _) => whole.next().expect("there is one"),
        (_, Connective::And) => Predicate::And(whole.collect()),
        (_, Connective::Or) => Predicate::Or(whole.collect()),
    }
}

/// Adds a part to those of a connective, or the parts that it is made of: `not (a or b)` within an
/// `and` is `not a and not b`, so that either way of saying it unites the same tests.
fn flatten(connective: Connective, part: Predicate, negated: bool, flat: &mut Vec<Predicate>) {
    match (part, connective, negated) {
        (Predicate::Not(inner), ..) => flatten(connective, *inner, !negated, flat),
        (Predicate::And(parts), Connective::And, false)
        | (Predicate::Or(parts), Connective::And, true)
        | (Predicate::Or(parts), Connective::Or, false)
        | (Predicate::And(parts), Connective::Or, true) => {
            for part in parts {
                flatten(connective, part, negated, flat);
            }
        }
        (part, _, true) => flat.push(Predicate::Not(Box::new(part))),
        (part, _, false) => flat.push(part),
    }
}

/// One value, the set it is tested for, and what holds where there is no value.
struct Judged {
    value: Expr,
    set: Set,
    absent: bool,
    span: Span,
}

enum Set {
    Days(RangeSet<Day>),
    Numbers(RangeSet<Real>, Option<String>),
    Durations(RangeSet<Real>),
}

impl Judged {
    fn read(predicate: &Predicate) -> Option<Judged> {
        match predicate {
            Predicate::Test(value, test, span) if !value.many => {
                let set = match test {
                    Test::Days(set) => Set::Days(set.clone()),
                    Test::Numbers(set, unit) => Set::Numbers(set.clone(), unit.clone()),
                    Test::Durations(set) => Set::Durations(set.clone()),
                    Test::Texts(..)
                    | Test::Words(_)
                    | Test::Truth(_)
                    | Test::Named(_)
                    | Test::Search(_) => return None,
                };
                Some(Judged {
                    value: value.clone(),
                    set,
                    absent: false,
                    span: *span,
                })
            }
            Predicate::Not(inner) => Judged::read(inner).map(Judged::negated),
            Predicate::Constant(_)
            | Predicate::And(_)
            | Predicate::Or(_)
            | Predicate::Possibly(_)
            | Predicate::Test(..)
            | Predicate::Compare(..)
            | Predicate::Exists(..)
            | Predicate::Any(..)
            | Predicate::Member(..)
            | Predicate::ExistsQuery(_) => None,
        }
    }

    /// Names what is tested: the value, and the unit of its numbers.
    fn key(&self) -> String {
        let unit = if let Set::Numbers(_, Some(unit)) = &self.set {
            unit.as_str()
        } else {
            ""
        };
        format!("{} {unit}", self.value)
    }

    fn negated(self) -> Judged {
        let set = match self.set {
            Set::Days(set) => Set::Days(set.complement()),
            Set::Numbers(set, unit) => Set::Numbers(set.complement(), unit),
            Set::Durations(set) => Set::Durations(set.complement()),
        };
        Judged {
            set,
            absent: !self.absent,
            ..self
        }
    }

    fn join(&mut self, connective: Connective, other: Judged) {
        fn joined<T: Point>(
            connective: Connective,
            a: &RangeSet<T>,
            b: &RangeSet<T>,
        ) -> RangeSet<T> {
            match connective {
                Connective::And => a.intersection(b),
                Connective::Or => a.union(b),
            }
        }
        match (&mut self.set, &other.set) {
            (Set::Days(a), Set::Days(b)) => *a = joined(connective, a, b),
            (Set::Numbers(a, _), Set::Numbers(b, _)) | (Set::Durations(a), Set::Durations(b)) => {
                *a = joined(connective, a, b);
            }
            (Set::Days(_) | Set::Numbers(..) | Set::Durations(_), _) => {
                unreachable!("one value has one type")
            }
        }
        self.absent = match connective {
            Connective::And => self.absent && other.absent,
            Connective::Or => self.absent || other.absent,
        };
        self.span = self.span.to(other.span);
    }

    /// Tells whether every row has the value: a date of the record that the row is.
    fn is_always_there(&self) -> bool {
        matches!(self.set, Set::Days(_))
            && matches!(&self.value.kind, ExprKind::Path(path)
                if path.steps.is_empty() && matches!(path.root, Root::Row(_)))
    }

    /// Writes it as a test; one that holds where there is no value is the negation of its opposite.
    fn into_predicate(self) -> Predicate {
        if self.absent && !self.is_always_there() {
            return Predicate::Not(Box::new(self.negated().into_predicate()));
        }
        let test = match self.set {
            Set::Days(set) => Test::Days(set),
            Set::Numbers(set, unit) => Test::Numbers(set, unit),
            Set::Durations(set) => Test::Durations(set),
        };
        Predicate::Test(self.value, test, self.span)
    }
}
