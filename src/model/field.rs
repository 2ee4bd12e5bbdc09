//! What a field is.

use crate::value::Type;

/// One field of a record kind.
#[derive(Debug)]
pub struct Field {
    /// As files and queries write it.
    pub name: &'static str,
    /// The type of one of its values.
    pub ty: Type,
    /// Whether it may hold several values.
    pub many: bool,
    /// Whether a record without it is an error.
    pub required: bool,
    /// Where its values come from.
    pub origin: Origin,
    /// The field text operators look at instead: `content` for `text`.
    pub searched: Option<&'static str>,
    /// One phrase for help.
    pub help: &'static str,
}

/// Where a field's values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The files write it.
    Stored,
    /// The files may not write it; the loader settles it once.
    Settled,
    /// The records of this field's kind that point here through their field of this name.
    Inverse(&'static str),
    /// Stands for this expression of the language over the record's other fields.
    Shorthand(&'static str),
}
