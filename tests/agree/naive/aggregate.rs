//! Aggregates: the least and the greatest result over every choice of the possible values.

use whosaid::model::Link;
use whosaid::syntax::tree::Expr;

use super::{Item, Naive, Row, Scope, Tri, Val};
use crate::agree::values::{Span, Unit};

/// Tells whether a function is an aggregate.
pub(super) fn is_aggregate(name: &str) -> bool {
    let names = [
        "count", "min", "max", "sum", "mean", "first", "last", "list", "share",
    ];
    names.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// So many values that may or may not be there are tried in every combination; of more the result
/// follows from the definition, which the tests hold against trying.
const TRIED: usize = 10;

/// A value of some row and whether it may be missing: its row is only possible, or it is reached
/// through a doubtful reference.
struct Member {
    item: Item,
    possible: bool,
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
        let mut members = Vec::new();
        for row in rows {
            for item in self.values(&args[0], scope, row) {
                let possible = !row.certain || item.doubtful;
                members.push(Member { item, possible });
            }
        }
        let read_rows = rows.iter().filter(|row| row.certain);
        let read = || {
            let items = read_rows.flat_map(|row| self.values(&args[0], scope, row));
            items.filter(Item::is_written)
        };
        match name {
            "count" => {
                members.retain(|member| member.item.is_written());
                let count = if distinct {
                    self.count_distinct(&members)
                } else {
                    let sure = members.iter().filter(|member| !member.possible).count();
                    Span::new(number(sure), number(members.len()))
                };
                vec![Item::number(count)]
            }
            "first" => read().next().into_iter().collect(),
            "last" => read().last().into_iter().collect(),
            "list" => {
                let mut items: Vec<Item> = read().collect();
                if distinct {
                    let mut seen: Vec<String> = Vec::new();
                    items.retain(|item| {
                        let text = self.text(item);
                        let new = !seen.contains(&text);
                        seen.push(text);
                        new
                    });
                }
                items
            }
            _ranged => ranged(name, &members).into_iter().collect(),
        }
    }

    /// Counts different values: surely those that are surely there, at most all of them, each
    /// somebody not known being one more.
    fn count_distinct(&self, members: &[Member]) -> Span {
        let unknown =
            |member: &&Member| matches!(member.item.val, Val::Anything | Val::Record(_, Link::SOMEBODY));
        let different = |members: Vec<&Member>| {
            let mut texts: Vec<String> = members
                .iter()
                .map(|member| {
                    self.text(&Item {
                        doubtful: false,
                        ..member.item.clone()
                    })
                })
                .collect();
            texts.sort();
            texts.dedup();
            texts.len()
        };
        let known = || members.iter().filter(|member| !unknown(member));
        let least = different(known().filter(|member| !member.possible).collect());
        let somebody = members.iter().filter(unknown).any(|member| !member.possible);
        let least = if least == 0 && somebody { 1 } else { least };
        let most = different(known().collect()) + members.iter().filter(unknown).count();
        Span::new(number(least), number(most))
    }
}

/// Computes least, greatest, sum or mean.
fn ranged(name: &str, members: &[Member]) -> Option<Item> {
    let span = |member: &Member| match &member.item.val {
        Val::Date(span, ..) | Val::Length(span) | Val::Number(span, _) => *span,
        Val::Unwritten(_) | Val::Anything => Span::UNKNOWN,
        other => panic!("{other:?} is no interval"),
    };
    let of = |possible: bool| -> Vec<Span> {
        let members = members.iter().filter(|member| member.possible == possible);
        members.map(span).collect()
    };
    let (sure, possible) = (of(false), of(true));
    let result = if possible.len() <= TRIED {
        tried(name, &sure, &possible)
    } else {
        defined(name, &sure, &possible)
    }?;
    let known = members.iter().map(|member| &member.item.val);
    let like = known
        .clone()
        .find(|val| !matches!(val, Val::Anything | Val::Unwritten(_)))
        .or_else(|| known.clone().next());
    Some(Item::sure(match like {
        Some(Val::Date(_, unit, basis)) => Val::Date(result, *unit, *basis),
        Some(Val::Length(_)) => Val::Length(result),
        Some(Val::Number(_, unit)) => Val::Number(result, unit.clone()),
        Some(Val::Unwritten(whosaid::value::Type::Date(_))) => {
            Val::Date(result, Unit::Day, 0)
        }
        _ => Val::Number(result, None),
    }))
}

/// Tries every choice of the possible values; none where no choice has a result.
fn tried(name: &str, sure: &[Span], possible: &[Span]) -> Option<Span> {
    let mut whole: Option<Span> = None;
    for choice in 0..1_u32 << possible.len() {
        let mut chosen = sure.to_vec();
        let picked = |(place, _): &(usize, &Span)| choice >> place & 1 == 1;
        chosen.extend(possible.iter().enumerate().filter(picked).map(|(_, span)| *span));
        if let Some(result) = of_all(name, &chosen) {
            let so_far = whole.unwrap_or(result);
            whole = Some(Span::new(
                so_far.lo.min(result.lo),
                so_far.hi.max(result.hi),
            ));
        }
    }
    whole
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

/// Says what trying every choice would find.
fn defined(name: &str, sure: &[Span], possible: &[Span]) -> Option<Span> {
    let all: Vec<Span> = sure.iter().chain(possible).copied().collect();
    let of = |spans: &[Span], end: fn(&Span) -> f64| -> Vec<f64> { spans.iter().map(end).collect() };
    let (lo, hi): (fn(&Span) -> f64, fn(&Span) -> f64) = (|span| span.lo, |span| span.hi);
    let least = |ends: Vec<f64>| ends.into_iter().fold(f64::INFINITY, f64::min);
    let greatest = |ends: Vec<f64>| ends.into_iter().fold(f64::NEG_INFINITY, f64::max);
    if all.is_empty() {
        return None;
    }
    Some(match name {
        "min" if sure.is_empty() => Span::new(least(of(&all, lo)), greatest(of(&all, hi))),
        "min" => Span::new(least(of(&all, lo)), least(of(sure, hi))),
        "max" if sure.is_empty() => Span::new(least(of(&all, lo)), greatest(of(&all, hi))),
        "max" => Span::new(greatest(of(sure, lo)), greatest(of(&all, hi))),
        // Taking the possible values one by one from the least on, or from the greatest on, some
        // beginning of them gives the least or the greatest result.
        _sum_or_mean => {
            let ends = |end: fn(&Span) -> f64, turn: f64| {
                let mut rest = of(possible, end);
                rest.sort_by(|a, b| (a * turn).total_cmp(&(b * turn)));
                let mut chosen = of(sure, end);
                let mut results = Vec::new();
                for next in std::iter::once(None).chain(rest.into_iter().map(Some)) {
                    chosen.extend(next);
                    let exact: Vec<Span> = chosen.iter().copied().map(Span::exactly).collect();
                    results.extend(of_all(name, &exact).map(|result| result.lo));
                }
                results
            };
            Span::new(least(ends(lo, 1.0)), greatest(ends(hi, -1.0)))
        }
    })
}

/// Returns the least and the greatest part of the rows of which a condition may hold; each row
/// comes with whether it is certain.
fn share(rows: &[(bool, Tri)]) -> Option<Span> {
    if rows.is_empty() {
        return None;
    }
    let count = |test: fn(bool, Tri) -> bool| {
        number(rows.iter().filter(|(certain, truth)| test(*certain, *truth)).count())
    };
    let certain = count(|certain, _| certain);
    // At worst the possible rows of which it need not hold are there too, at best those of which
    // it may.
    let worst = certain + count(|certain, truth| !certain && truth != Tri::Yes);
    let best = certain + count(|certain, truth| !certain && truth != Tri::No);
    let surely = count(|certain, truth| certain && truth == Tri::Yes);
    let perhaps = count(|_, truth| truth != Tri::No);
    let part = |part: f64, whole: f64, empty: f64| if whole == 0.0 { empty } else { part / whole };
    Some(Span::new(part(surely, worst, 1.0), part(perhaps, best, 0.0)))
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("there are few rows"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_definition_is_what_trying_finds(
            sure in spans(),
            possible in spans(),
            name in prop_oneof![Just("min"), Just("max"), Just("sum"), Just("mean")],
        ) {
            let (tried, defined) = (tried(name, &sure, &possible), defined(name, &sure, &possible));
            let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
            let same = match (tried, defined) {
                (Some(a), Some(b)) => near(a.lo, b.lo) && near(a.hi, b.hi),
                (a, b) => a == b,
            };
            prop_assert!(same, "{} {:?} {:?}: {:?} {:?}", name, sure, possible, tried, defined);
        }

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

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        let span = (-9..9_i32, 0..5_i32)
            .prop_map(|(lo, length)| Span::new(f64::from(lo), f64::from(lo + length)));
        proptest::collection::vec(span, 0..5)
    }

    fn rows() -> impl Strategy<Value = Vec<(bool, Tri)>> {
        let truth = prop_oneof![Just(Tri::No), Just(Tri::Maybe), Just(Tri::Yes)];
        proptest::collection::vec((any::<bool>(), truth), 0..6)
    }
}
