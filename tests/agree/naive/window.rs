//! Windows: every row looks through all the others.

use whosaid::syntax::tree::{Expr, ExprKind, Item as Named};

use super::{Frame, Item, Naive, Row};
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
            _no_window => return None,
        })
    }
}
