//! The parts of dates, numbers and lengths of time.

use crate::value::Unit;

/// A part of a value that may be uncertain, written behind a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// `.year`, `.quarter`, `.month`, `.week`: the date known to that unit.
    Unit(Unit),
    /// `.weekday`
    Weekday,
    /// `.lo`
    Lo,
    /// `.hi`
    Hi,
    /// `.exact`
    Exact,
    /// `.known`
    Known,
    /// `.basis`
    Basis,
    /// `.why`
    Why,
}

/// One row of the table of parts.
#[derive(Debug)]
pub struct PartRow {
    /// Which part.
    pub part: Part,
    /// As queries write it.
    pub name: &'static str,
    /// Whether numbers and lengths of time have it too.
    pub of_numbers: bool,
    /// One phrase for help.
    pub help: &'static str,
}

/// Every part of a date.
pub const PARTS: &[PartRow] = &[
    of_dates(Part::Unit(Unit::Year), "year", "its year"),
    of_dates(Part::Unit(Unit::Quarter), "quarter", "its quarter"),
    of_dates(Part::Unit(Unit::Month), "month", "its month"),
    of_dates(
        Part::Unit(Unit::Week),
        "week",
        "its week, from Monday to Sunday",
    ),
    of_dates(
        Part::Weekday,
        "weekday",
        "its day of the week, monday to sunday",
    ),
    of_all(
        Part::Lo,
        "lo",
        "the first day, or the least number, it may mean",
    ),
    of_all(
        Part::Hi,
        "hi",
        "the last day, or the greatest number, it may mean",
    ),
    of_all(
        Part::Exact,
        "exact",
        "whether it means one day or one number only",
    ),
    of_all(Part::Known, "known", "whether anybody wrote or derived it"),
    of_dates(
        Part::Basis,
        "basis",
        "how it is known: stated, resolved, inferred, derived",
    ),
    of_dates(Part::Why, "why", "the evidence for it"),
];

const fn of_dates(part: Part, name: &'static str, help: &'static str) -> PartRow {
    PartRow {
        part,
        name,
        of_numbers: false,
        help,
    }
}

const fn of_all(part: Part, name: &'static str, help: &'static str) -> PartRow {
    PartRow {
        part,
        name,
        of_numbers: true,
        help,
    }
}
