//! What an answer has and what was written of it has not.

use super::Options;
use super::notes::one_line;
use crate::answer::Answer;
use crate::value::{counted, term_safe};

/// Something that was left out of what was written, or put together, for want of room.
///
/// What to type to see it is known to whoever asked: see [`Elision::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elision {
    /// Rows beyond the most that are written.
    Rows {
        /// The rows that are written.
        shown: usize,
        /// The rows there are.
        of: usize,
    },
    /// Columns that the width has no room for, by name, in their order.
    Columns(Vec<String>),
    /// The width has no room for a table, and each row is a block of lines in its place.
    Table,
    /// So many values were cut.
    Cells(usize),
    /// So many values of another unit than most have are not drawn.
    OtherUnits(usize),
    /// So many numbers are not drawn, as neither end of what they may be is known.
    NoEnds(usize),
    /// So many rows have the key of another of their series, and a lesser number.
    Hidden(usize),
    /// The total, which would dwarf what is drawn.
    Total,
    /// Rows that are not drawn, as their key may mean several steps, or none.
    Unplaced {
        /// So many.
        rows: usize,
        /// What a step is: `year`.
        step: &'static str,
    },
    /// Each mark stands for several steps of the key, and shows the greatest value of them.
    Merged {
        /// The steps a mark.
        steps: usize,
        /// What a step is: `year`.
        step: &'static str,
    },
}

impl Elision {
    /// Returns the elision of the rows beyond the most that are written, if there are any.
    pub(super) fn of_rows(answer: &Answer, options: &Options) -> Vec<Elision> {
        let shown = options.max_rows.unwrap_or(usize::MAX);
        let of = answer.certain_rows().count();
        let rows = (of > shown).then_some(Elision::Rows { shown, of });
        rows.into_iter().collect()
    }

    /// Returns the elision of a total, where there is one.
    pub(super) fn of_total(answer: &Answer) -> Option<Elision> {
        answer.total.then_some(Elision::Total)
    }

    /// Returns it as a sentence without a full stop; what to type may follow behind a semicolon.
    pub fn text(&self) -> String {
        let text = match self {
            Elision::Rows { shown, of } => {
                format!(
                    "only the first {shown} of {} are shown",
                    counted(*of, "row")
                )
            }
            Elision::Columns(names) => {
                let names: Vec<String> = names
                    .iter()
                    .map(|name| format!("‘{}’", one_line(name)))
                    .collect();
                let (columns, are) = match names.len() {
                    1 => ("the column", "is"),
                    _ => ("the columns", "are"),
                };
                format!("{columns} {} {are} not shown", names.join(", "))
            }
            Elision::Table => "each row is a block, as a table would leave too much out".to_owned(),
            Elision::Cells(1) => "1 value was cut".to_owned(),
            Elision::Cells(count) => format!("{count} values were cut"),
            Elision::OtherUnits(1) => "1 value of another unit is not drawn".to_owned(),
            Elision::OtherUnits(count) => format!("{count} values of another unit are not drawn"),
            Elision::NoEnds(1) => "1 number is not known at either end and is not drawn".to_owned(),
            Elision::NoEnds(count) => {
                format!("{count} numbers are not known at either end and are not drawn")
            }
            Elision::Hidden(1) => {
                "1 row has the key of another and is not drawn: of several the greatest is"
                    .to_owned()
            }
            Elision::Hidden(rows) => format!(
                "{rows} rows have the key of another and are not drawn: of several the greatest is"
            ),
            Elision::Total => "the total is not drawn".to_owned(),
            Elision::Unplaced { rows: 1, step } => {
                format!("1 row lies in no one {step} and is not drawn")
            }
            Elision::Unplaced { rows, step } => {
                format!("{rows} rows lie in no one {step} and are not drawn")
            }
            Elision::Merged { steps, step } => {
                format!("a mark stands for {steps} {step}s and shows the greatest value of them")
            }
        };
        term_safe(&text).into_owned()
    }
}
