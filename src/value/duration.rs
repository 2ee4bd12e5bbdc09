//! Lengths of time.

use super::{Range, Unit};

/// A count of calendar units, as a query writes it: `30 days`, `1 month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub count: i32,
    /// Of what.
    pub unit: Unit,
}

impl Duration {
    /// Returns the days it may last: a month 28 to 31, a quarter 90 to 92, a year 365 or 366.
    pub fn days(self) -> Range<super::Real> {
        todo!()
    }
}
