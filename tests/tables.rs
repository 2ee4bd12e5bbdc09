//! The tables of certain and possible, tried through the whole engine over all small intervals.
//!
//! A ledger has every interval over four points as a date, as a number and, two in a record, as a
//! pair of dates; one query asks a condition of all of them at once. What is expected is read off
//! the tables of the language, and told anew by listing every point that a value may be.

mod tables {
    mod ask;
    mod interval;
    mod ledger;
    mod pairs;
    mod single;
    mod united;
}
