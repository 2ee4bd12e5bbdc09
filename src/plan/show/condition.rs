//! Conditions as trees: each test with where it is judged, and along which links that is carried.

use super::super::{Expr, ExprKind, Leaf, Predicate, Step};
use super::Node;
use super::lines::Lines;
use super::pen::Pen;
use super::test::{asked, found, judged, member, reached};

impl Lines<'_> {
    /// Writes a condition behind some words; its first line is of the node that is handed in.
    pub(super) fn condition(
        &mut self,
        lead: &str,
        predicate: &Predicate,
        pen: Pen<'_>,
        depth: usize,
        node: Node,
    ) {
        let text = format!("{lead}{}", pen.predicate(predicate));
        match predicate {
            Predicate::Constant(_) => self.line(depth, text, "known beforehand".to_owned(), node),
            Predicate::And(parts) => {
                let how = if predicate.reads().beyond_record() {
                    "each for every row"
                } else {
                    "the cheapest first, each only where the others may hold"
                };
                self.line(depth, format!("{lead}all of"), how.to_owned(), node);
                self.parts(parts, pen, depth + 1);
            }
            Predicate::Or(parts) => {
                let how = "each for every row".to_owned();
                self.line(depth, format!("{lead}any of"), how, node);
                self.parts(parts, pen, depth + 1);
            }
            Predicate::Not(inner) => {
                self.condition(&format!("{lead}not "), inner, pen, depth, node);
            }
            Predicate::Possibly(inner) => {
                self.condition(&format!("{lead}possibly "), inner, pen, depth, node);
            }
            Predicate::Test(value, test, _) => {
                self.line(depth, text, judged(value, test), node);
                self.conditions_of(value, pen, depth + 1);
            }
            Predicate::Exists(value, _) => {
                self.line(depth, text, found(value), node);
                self.conditions_of(value, pen, depth + 1);
            }
            Predicate::Compare(_, left, right, _) => {
                let how = if predicate.reads().outer {
                    "compared with the row around"
                } else {
                    "compared row by row"
                };
                self.line(depth, text, how.to_owned(), node);
                self.conditions_of(left, pen, depth + 1);
                self.conditions_of(right, pen, depth + 1);
            }
            Predicate::Any(root, steps, inner) => {
                let step = format!("{lead}any of {}", pen.from(*root, steps));
                self.line(depth, step, reached(*root, steps), node);
                self.filters(steps, pen, depth + 1);
                let (inside, own) = (Pen::default(), Node::test(inner));
                self.condition("", inner, inside, depth + 1, own);
            }
            Predicate::Member(value, query, _) => {
                let how = asked(query, false).unwrap_or_else(|| member(value, query));
                self.line(depth, format!("{lead}{} in", pen.expr(value)), how, node);
                self.conditions_of(value, pen, depth + 1);
                self.query(query, depth + 1);
            }
            Predicate::ExistsQuery(query) => {
                let how = asked(query, true).unwrap_or_else(|| "asked once".to_owned());
                self.line(depth, format!("{lead}exists"), how, node);
                self.query(query, depth + 1);
            }
        }
    }

    fn parts(&mut self, parts: &[Predicate], pen: Pen<'_>, depth: usize) {
        for part in parts {
            self.condition("", part, pen, depth, Node::test(part));
        }
    }

    /// Writes the conditions between the steps of a path.
    pub(super) fn filters(&mut self, steps: &[Step], pen: Pen<'_>, depth: usize) {
        for step in steps {
            if let Step::Filter(kind, predicate, carried) = step {
                let lead = format!("{}: ", kind.collection());
                let inside = pen.inside(carried);
                self.condition(&lead, predicate, inside, depth, Node::test(predicate));
            }
        }
    }

    /// Writes the conditions that stand in an expression.
    pub(super) fn conditions_of(&mut self, expr: &Expr, pen: Pen<'_>, depth: usize) {
        match &expr.kind {
            ExprKind::Constant(_) => {}
            ExprKind::Path(path) => {
                self.filters(&path.steps, pen, depth);
                if let Leaf::Computed(_, inner) = &path.leaf {
                    self.conditions_of(inner, Pen::default(), depth);
                }
            }
            ExprKind::Part(_, inner) | ExprKind::Negate(inner) | ExprKind::Fold(_, _, inner) => {
                self.conditions_of(inner, pen, depth);
            }
            ExprKind::Call(_, args) => {
                args.iter()
                    .for_each(|arg| self.conditions_of(arg, pen, depth));
            }
            ExprKind::Arithmetic(_, left, right) | ExprKind::Coalesce(left, right) => {
                self.conditions_of(left, pen, depth);
                self.conditions_of(right, pen, depth);
            }
            ExprKind::Condition(predicate) => {
                self.condition("", predicate, pen, depth, Node::test(predicate));
            }
        }
    }
}
