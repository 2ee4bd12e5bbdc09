//! Cells as texts that tell all there is to tell: ids, day numbers, bounds, truth words.

use whosaid::model::{Kind, Link};
use whosaid::value::Type;

use super::{Frame, Item, Naive, Row, Scope, Shown, Val};
use crate::agree::values::{Span, Tri};

impl Naive<'_> {
    /// Returns the cells that are shown of a row.
    pub(super) fn shown_cells(&self, frame: &Frame, row: &Row) -> Vec<String> {
        let cell = |shown: &Shown| {
            let (items, many) = self.shown(shown, frame, row);
            self.cell(&items, many)
        };
        frame.shown.iter().map(cell).collect()
    }

    /// Returns the values in the first column that is shown.
    pub(super) fn first_cell(&self, frame: &Frame, row: &Row) -> Vec<Item> {
        self.shown(&frame.shown[0], frame, row).0
    }

    fn shown(&self, shown: &Shown, frame: &Frame, row: &Row) -> (Vec<Item>, bool) {
        match (shown, frame.kind, row.node) {
            (Shown::Field(name), Some(kind), Some(node)) => {
                let (_, field) = kind.field(name).expect("a kind shows its own fields");
                (self.field(kind, node, name), field.many)
            }
            (Shown::Field(_), _, _) => panic!("only records have fields"),
            (Shown::Column(place), _, _) => {
                (row.cells[*place].clone(), frame.columns[*place].shape.many)
            }
        }
    }

    pub(super) fn cell(&self, items: &[Item], many: bool) -> String {
        if many {
            let written = items.iter().filter(|item| item.is_written());
            let texts: Vec<String> = written.map(|item| self.text(item)).collect();
            return format!("[{}]", texts.join(", "));
        }
        items
            .first()
            .map_or_else(|| NULL.to_owned(), |item| self.text(item))
    }

    /// Returns the text of one value.
    pub(super) fn text(&self, item: &Item) -> String {
        let text = match &item.val {
            Val::Unwritten(_) => return NULL.to_owned(),
            Val::Anything | Val::Record(_, Link::SOMEBODY) => return UNKNOWN.to_owned(),
            // So is a truth that hangs on them.
            Val::Truth(Tri::Maybe) if item.doubtful => return UNKNOWN.to_owned(),
            Val::Date(span, ..) | Val::Number(span, _) | Val::Length(span)
                if *span == Span::UNKNOWN =>
            {
                return UNKNOWN.to_owned();
            }
            Val::Text(text) => format!("{text:?}"),
            Val::Word(words, code) => words.word(*code).to_owned(),
            Val::Truth(truth) => truth_text(*truth).to_owned(),
            Val::Date(days, ..) => span_text("day", *days),
            Val::Number(span, unit) => {
                let unit = unit.as_deref().unwrap_or_default();
                format!("{}{unit}", span_text("", *span))
            }
            Val::Length(span) => span_text("days", *span),
            Val::Record(kind, row) => self.id(*kind, *row).to_owned(),
        };
        if item.doubtful {
            format!("{text}?")
        } else {
            text
        }
    }

    /// Returns the text that stands for a record in an order.
    pub(super) fn label(&self, kind: Kind, row: u32) -> String {
        let label = kind.schema().label;
        if label == "id" {
            return self.id(kind, row).to_owned();
        }
        let ty = kind.field(label).map(|(_, field)| field.ty);
        assert_eq!(ty, Some(Type::Text), "a label is a text");
        self.texts(kind, row, label).concat()
    }
}

impl Scope<'_> {
    /// Makes the scope of the fields of a kind.
    pub(super) fn of(kind: Kind) -> Scope<'static> {
        Scope {
            kind: Some(kind),
            columns: &[],
            place: None,
        }
    }
}

/// Nothing is there, or nobody knows it.
pub(crate) const NULL: &str = "null";

/// What somebody not known is, and what is reached through them.
pub(crate) const UNKNOWN: &str = "?";

pub(crate) fn truth_text(truth: Tri) -> &'static str {
    match truth {
        Tri::No => "no",
        Tri::Maybe => "maybe",
        Tri::Yes => "yes",
    }
}

/// Writes an interval; infinities are open ends. Numbers that differ by less than rounding does
/// are written alike.
pub(crate) fn span_text(what: &str, span: Span) -> String {
    let end = |end: f64| {
        let rounded = (end * 1e6).round() / 1e6;
        if end.is_infinite() {
            "∞".to_owned()
        } else {
            (rounded + 0.0).to_string()
        }
    };
    format!("{what} {}..{}", end(span.lo), end(span.hi))
        .trim_start()
        .to_owned()
}
