//! Aggregates: the least and the greatest result over every choice of the possible values.

use whosaid::model::Link;
use whosaid::syntax::tree::Expr;

use whosaid::value::{Basis, Type};

use super::{Item, Naive, Row, Scope, Tri, Val};
use crate::agree::values::Span;

/// Tells whether a function is an aggregate.
pub(super) fn is_aggregate(name: &str) -> bool {
    let names = [
        "count", "min", "max", "sum", "mean", "first", "last", "list", "share",
    ];
    names.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// In so many choices the possible rows and the doubtful values are tried; where there are more,
/// the query is given up.
const CHOICES: usize = 1 << 12;

/// The values that one row brings.
struct Member {
    /// Whether the row is certain.
    certain: bool,
    items: Vec<Item>,
}

impl Naive<'_> {
    /// Computes an aggregate over the values of rows.
    pub(super) fn aggregate(
        &self,
        name: &str,
        distinct: bool,
        args: &[Expr],
        scope: Scope<'_>,
        rows: &[&Row],
    ) -> Vec<Item> {
        if name == "share" {
            let truths = rows
                .iter()
                .map(|row| (row.certain, self.test(&args[0], scope, row)));
            let share = share(&truths.collect::<Vec<_>>());
            return share.map(Item::number).into_iter().collect();
        }
        let members: Vec<Member> = rows
            .iter()
            .map(|row| Member {
                certain: row.certain,
                items: self.values(&args[0], scope, row),
            })
            .collect();
        // `first`, `last` and `list` read the certain rows.
        let certain = members.iter().filter(|member| member.certain);
        let mut read = certain
            .flat_map(|member| member.items.clone())
            .filter(Item::is_written);
        match name {
            "count" => vec![Item::number(self.count(distinct, &members))],
            "first" => read.next().into_iter().collect(),
            "last" => {
                // The first value of the last row that has one.
                let certain = members.iter().rev().filter(|member| member.certain);
                let mut firsts =
                    certain.filter_map(|member| member.items.iter().find(|item| item.is_written()));
                firsts.next().cloned().into_iter().collect()
            }
            "list" => {
                let mut seen: Vec<String> = Vec::new();
                let mut kept = Vec::new();
                for item in read {
                    let text = self.text(&item);
                    if !(distinct && seen.contains(&text)) {
                        kept.push(item);
                    }
                    seen.push(text);
                }
                kept
            }
            _ranged => {
                let shape = self.shape(&args[0], scope);
                let ty = shape.expect("what is ranged has a type").ty;
                self.ranged(name, ty, &members).into_iter().collect()
            }
        }
    }

    /// Counts values, or different values: at least those that are surely there, at most all.
    fn count(&self, distinct: bool, members: &[Member]) -> Span {
        let items = members.iter().flat_map(|member| {
            let written = member.items.iter().filter(|item| item.is_written());
            written.map(|item| (item, member.certain && !item.doubtful))
        });
        let all: Vec<(&Item, bool)> = items.collect();
        if !distinct {
            let sure = all.iter().filter(|(_, sure)| *sure).count();
            return Span::new(number(sure), number(all.len()));
        }
        // Somebody not known may be one more, or one of the others.
        let is_unknown = |item: &Item| {
            matches!(
                item.val,
                Val::Anything | Val::Record(_, Link::SOMEBODY) | Val::Truth(Tri::Maybe)
            )
        };
        let different = |sure_only: bool| {
            let kept = all
                .iter()
                .filter(|(item, sure)| !is_unknown(item) && (*sure || !sure_only));
            let mut texts: Vec<String> = kept
                .map(|(item, _)| {
                    self.text(&Item {
                        doubtful: false,
                        ..(*item).clone()
                    })
                })
                .collect();
            texts.sort();
            texts.dedup();
            texts.len()
        };
        let unknown: Vec<bool> = all
            .iter()
            .filter(|(item, _)| is_unknown(item))
            .map(|(_, sure)| *sure)
            .collect();
        let at_least_one = usize::from(unknown.contains(&true));
        let least = different(true).max(at_least_one);
        Span::new(number(least), number(different(false) + unknown.len()))
    }

    /// Computes the least, the greatest, the sum or the mean.
    fn ranged(&self, name: &str, ty: Type, members: &[Member]) -> Option<Item> {
        let known = || members.iter().flat_map(|member| &member.items);
        let units = known().filter_map(|item| match &item.val {
            Val::Number(_, unit) => Some(unit),
            _other => None,
        });
        let mut units: Vec<&Option<String>> = units.collect();
        units.dedup();
        // Numbers of different units have no common sum, and no order.
        if units.iter().any(|unit| *unit != units[0]) {
            return None;
        }
        let parts = members.iter().map(|member| Part {
            certain: member.certain,
            sure: spans(member, false),
            doubtful: spans(member, true),
        });
        let parts: Vec<Part> = parts.collect();
        let result = match over_choices(name, &parts) {
            Ok(result) => result?,
            Err(TooMany) => {
                self.given_up.set(true);
                return None;
            }
        };
        let unit = units.first().and_then(|unit| (*unit).clone());
        Some(Item::sure(made(ty, result, unit)))
    }
}

/// What one row brings to an aggregate.
#[derive(Debug, Clone)]
struct Part {
    certain: bool,
    /// What is there if the row is.
    sure: Vec<Span>,
    /// What may be there if the row is.
    doubtful: Vec<Span>,
}

/// There are too many choices to try.
#[derive(Debug, PartialEq)]
struct TooMany;

fn spans(member: &Member, doubtful: bool) -> Vec<Span> {
    let items = member.items.iter().filter(|item| item.doubtful == doubtful);
    let spans = items.map(|item| match &item.val {
        Val::Date(span, ..) | Val::Length(span) | Val::Number(span, _) => *span,
        // What nobody wrote may be anything.
        Val::Unwritten(_) | Val::Anything => Span::UNKNOWN,
        other => panic!("{other:?} is no interval"),
    });
    spans.collect()
}

/// Makes the value that an interval is; one of which nothing is known counts as unwritten.
fn made(ty: Type, span: Span, unit: Option<String>) -> Val {
    match ty {
        _ if span == Span::UNKNOWN => Val::Unwritten(ty),
        Type::Date(unit) => Val::Date(span, unit, Basis::Stated as u8),
        Type::Duration => Val::Length(span),
        _number => Val::Number(span, unit),
    }
}

/// Tries every choice of the possible rows and of the doubtful values in them, and returns the
/// least and the greatest result; none where no choice has one.
fn over_choices(name: &str, parts: &[Part]) -> Result<Option<Span>, TooMany> {
    // A choice is the values that are there.
    let mut choices: Vec<Vec<Span>> = vec![Vec::new()];
    for part in parts {
        let mut with: Vec<Vec<Span>> = choices
            .iter()
            .map(|choice| choice.iter().chain(&part.sure).copied().collect())
            .collect();
        for span in &part.doubtful {
            let more: Vec<Vec<Span>> = with
                .iter()
                .map(|choice| choice.iter().chain([span]).copied().collect())
                .collect();
            with.extend(more);
            if with.len() > CHOICES {
                return Err(TooMany);
            }
        }
        if part.certain {
            choices = with;
        } else {
            choices.extend(with);
        }
        if choices.len() > CHOICES {
            return Err(TooMany);
        }
    }
    let results = choices.iter().filter_map(|choice| of_all(name, choice));
    let whole = results.reduce(|a, b| Span::new(a.lo.min(b.lo), a.hi.max(b.hi)));
    // Nothing adds up to nought where there might have been something.
    let any = parts
        .iter()
        .any(|part| !part.sure.is_empty() || !part.doubtful.is_empty());
    let nothing = name == "sum" && any && choices.iter().any(Vec::is_empty);
    Ok(whole.map(|whole| {
        if nothing {
            Span::new(whole.lo.min(0.0), whole.hi.max(0.0))
        } else {
            whole
        }
    }))
}

/// Computes an aggregate of values that are all there.
fn of_all(name: &str, spans: &[Span]) -> Option<Span> {
    let lows = spans.iter().map(|span| span.lo);
    let highs = spans.iter().map(|span| span.hi);
    let count = number(spans.len());
    if spans.is_empty() {
        return None;
    }
    Some(match name {
        "min" => Span::new(
            lows.fold(f64::INFINITY, f64::min),
            highs.fold(f64::INFINITY, f64::min),
        ),
        "max" => Span::new(
            lows.fold(f64::NEG_INFINITY, f64::max),
            highs.fold(f64::NEG_INFINITY, f64::max),
        ),
        "sum" => Span::new(lows.sum(), highs.sum()),
        "mean" => Span::new(lows.sum::<f64>() / count, highs.sum::<f64>() / count),
        other => panic!("no aggregate {other}"),
    })
}

/// Returns the least and the greatest part of the rows of which a condition may hold; each row
/// comes with whether it is certain.
fn share(rows: &[(bool, Tri)]) -> Option<Span> {
    if rows.is_empty() {
        return None;
    }
    let count = |test: fn(bool, Tri) -> bool| {
        number(
            rows.iter()
                .filter(|(certain, truth)| test(*certain, *truth))
                .count(),
        )
    };
    let certain = count(|certain, _| certain);
    // At worst the possible rows of which it need not hold are there too, at best those of which
    // it may.
    let worst = certain + count(|certain, truth| !certain && truth != Tri::Yes);
    let best = certain + count(|certain, truth| !certain && truth != Tri::No);
    let surely = count(|certain, truth| certain && truth == Tri::Yes);
    let perhaps = count(|_, truth| truth != Tri::No);
    let part = |part: f64, whole: f64, empty: f64| if whole == 0.0 { empty } else { part / whole };
    Some(Span::new(
        part(surely, worst, 1.0),
        part(perhaps, best, 0.0),
    ))
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("there are few rows"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_choice_of_rows_and_doubtful_values_is_tried() {
        let span = |numbers: &[f64]| numbers.iter().copied().map(Span::exactly).collect();
        let part = |certain, sure: &[f64], doubtful: &[f64]| Part {
            certain,
            sure: span(sure),
            doubtful: span(doubtful),
        };
        let certain = part(true, &[5.0], &[]);
        for (name, parts, lo, hi) in [
            (
                "min",
                vec![certain.clone(), part(false, &[3.0], &[])],
                3.0,
                5.0,
            ),
            ("min", vec![part(false, &[1.0, 4.0], &[])], 1.0, 1.0),
            (
                "max",
                vec![certain.clone(), part(true, &[], &[9.0])],
                5.0,
                9.0,
            ),
            (
                "sum",
                vec![certain.clone(), part(false, &[-2.0, 1.0], &[])],
                4.0,
                5.0,
            ),
            ("sum", vec![part(false, &[7.0], &[])], 0.0, 7.0),
            ("sum", vec![part(false, &[7.0], &[-9.0])], -2.0, 7.0),
            (
                "mean",
                vec![certain.clone(), part(false, &[1.0, 3.0], &[])],
                3.0,
                5.0,
            ),
            ("mean", vec![part(false, &[7.0], &[1.0])], 4.0, 7.0),
        ] {
            let result = over_choices(name, &parts);
            assert_eq!(result, Ok(Some(Span::new(lo, hi))), "{name} {parts:?}");
        }
        assert_eq!(over_choices("sum", &[part(true, &[], &[])]), Ok(None));
        let doubts = [1.0; 13];
        assert_eq!(
            over_choices("sum", &[part(true, &[], &doubts)]),
            Err(TooMany)
        );
    }

    proptest! {
        #[test]
        fn a_share_is_what_trying_finds(rows in rows()) {
            let mut found: Option<Span> = None;
            for choice in 0..1_u32 << (rows.len() * 2) {
                let bit = |place: usize| choice >> place & 1 == 1;
                let chosen = |(place, (certain, truth)): (usize, &(bool, Tri))| {
                    let there = *certain || bit(place * 2);
                    let holds = *truth == Tri::Yes || *truth == Tri::Maybe && bit(place * 2 + 1);
                    there.then_some(holds)
                };
                let chosen: Vec<bool> = rows.iter().enumerate().filter_map(chosen).collect();
                if chosen.is_empty() {
                    continue;
                }
                let part = number(chosen.iter().filter(|holds| **holds).count()) / number(chosen.len());
                let so_far = found.unwrap_or(Span::exactly(part));
                found = Some(Span::new(so_far.lo.min(part), so_far.hi.max(part)));
            }
            prop_assert_eq!(share(&rows), found);
        }
    }

    fn rows() -> impl Strategy<Value = Vec<(bool, Tri)>> {
        let truth = prop_oneof![Just(Tri::No), Just(Tri::Maybe), Just(Tri::Yes)];
        proptest::collection::vec((any::<bool>(), truth), 0..6)
    }
}
