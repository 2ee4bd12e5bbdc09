//! Windows: every row looks through all the others.

use whosaid::syntax::tree::{Expr, ExprKind, Item as Named};

use super::{Frame, Item, Naive, Row, Val};
use crate::agree::values::Span;

impl Naive<'_> {
    /// Returns what a row reads from the rows round it; none where the expression is no window.
    pub(super) fn windowed(
        &self,
        expr: &Expr,
        frame: &Frame,
        place: usize,
        per: &[Named],
    ) -> Option<Vec<Item>> {
        let ExprKind::Call { name, args, .. } = &expr.kind else {
            return None;
        };
        let row = &frame.rows[place];
        let key = |row: &Row| -> Vec<Vec<String>> {
            let keys = per.iter().map(|key| {
                let items = self.values(&key.expr, frame.scope(), row);
                let mut texts: Vec<String> = items.iter().map(|item| self.text(item)).collect();
                texts.sort();
                texts.dedup();
                texts
            });
            keys.collect()
        };
        let own = key(row);
        let alike = |row: &&Row| key(row) == own;
        let before: Vec<&Row> = frame.rows[..place].iter().filter(alike).collect();
        let behind: Vec<&Row> = frame.rows[place + 1..].iter().filter(alike).collect();
        let value = |row: Option<&&Row>| {
            row.map_or(Vec::new(), |row| self.values(&args[0], frame.scope(), row))
        };
        let counted = |rows: Vec<&Row>| {
            let certain = rows.iter().filter(|row| row.certain).count();
            let number = |count: usize| f64::from(u32::try_from(count).expect("few rows")) + 1.0;
            vec![Item::number(Span::new(number(certain), number(rows.len())))]
        };
        Some(match name.text.as_str() {
            "row" => counted(before),
            "rank" => {
                let lesser = before
                    .into_iter()
                    .filter(|other| other.sorted != row.sorted);
                counted(lesser.collect())
            }
            "lag" => value(before.iter().rev().find(|row| row.certain)),
            "lead" => value(behind.iter().find(|row| row.certain)),
            "running" => {
                let ExprKind::Call { name, args, .. } = &args[0].kind else {
                    panic!("an aggregate runs")
                };
                let mut here = row.clone();
                here.certain = true;
                let rows: Vec<&Row> = before.into_iter().chain([&here]).collect();
                if args.is_empty() {
                    let certain = rows.iter().filter(|row| row.certain).count();
                    let number = |count: usize| f64::from(u32::try_from(count).expect("few rows"));
                    return Some(vec![Item::number(Span::new(
                        number(certain),
                        number(rows.len()),
                    ))]);
                }
                self.aggregate(&name.text, false, args, frame.scope(), &rows)
            }
            "percent" => {
                let others: Vec<&Row> = before.into_iter().chain(behind).collect();
                self.percent(&args[0], frame, row, &others)
            }
            _no_window => return None,
        })
    }

    /// Returns a row's part of it and others, in percent: the least and the greatest over every
    /// choice of ends and of the rows that may not be there.
    fn percent(&self, arg: &Expr, frame: &Frame, row: &Row, others: &[&Row]) -> Vec<Item> {
        let value = |row: &Row| self.values(arg, frame.scope(), row).into_iter().next();
        let Some(own) = value(row) else {
            return Vec::new();
        };
        let others: Vec<(bool, Item)> = others
            .iter()
            .filter_map(|other| Some((other.certain, value(other)?)))
            .collect();
        let all = || others.iter().map(|(_, item)| item).chain([&own]);
        let units: Vec<_> = all().filter_map(unit).collect();
        if all().any(|item| span(item).lo < 0.0) || units.iter().any(|unit| *unit != units[0]) {
            return Vec::new();
        }
        let mut sums = vec![0.0];
        for (certain, item) in &others {
            let Span { lo, hi } = span(item);
            let mut choices = vec![lo, hi];
            if !certain || item.doubtful {
                choices.push(0.0);
            }
            let more = |sum: &f64| choices.iter().map(move |choice| sum + choice).collect();
            sums = sums.iter().flat_map::<Vec<f64>, _>(more).collect();
            sums.sort_by(f64::total_cmp);
            sums.dedup();
            if sums.len() > SUMS {
                self.given_up.set(true);
                return Vec::new();
            }
        }
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for sum in sums {
            for value in [span(&own).lo, span(&own).hi] {
                let part = match (value.is_infinite(), sum.is_infinite()) {
                    (true, true) => continue,
                    (true, false) => 100.0,
                    (false, _) if value + sum == 0.0 => continue,
                    (false, _) => 100.0 * value / (value + sum),
                };
                (least, greatest) = (least.min(part), greatest.max(part));
            }
        }
        if least > greatest {
            return Vec::new();
        }
        let (down, up): (Cut, Cut) = match least < greatest {
            true => (f64::floor, f64::ceil),
            false => (f64::round, f64::round),
        };
        let part = Span::new(readable(least, down), readable(greatest, up));
        vec![Item::number(part).doubted_if(own.doubtful)]
    }
}

/// So many sums of the other rows are tried; where there are more, the query is given up.
const SUMS: usize = 1 << 12;

type Cut = fn(f64) -> f64;

/// Cuts a part to one place behind the point, below one to two digits.
fn readable(part: f64, cut: Cut) -> f64 {
    let mut unit = 10.0;
    while part > 0.0 && part < 1.0 && part * unit < 10.0 {
        unit *= 10.0;
    }
    let near = (part * unit).round();
    if (near - part * unit).abs() < 1e-6 {
        near / unit
    } else {
        cut(part * unit) / unit
    }
}

fn span(item: &Item) -> Span {
    match &item.val {
        Val::Number(span, _) | Val::Length(span) => *span,
        // What nobody wrote may be anything.
        _unknown => Span::UNKNOWN,
    }
}

fn unit(item: &Item) -> Option<&Option<String>> {
    match &item.val {
        Val::Number(_, unit) => Some(unit),
        _no_unit => None,
    }
}
