//! Scalar types, uncertain ranges, dates, folding, ordering, and text made safe and fitted for a screen.
//!
//! Everything here is plain data: no record kinds, no fields, no store. A date is a [`Range`] of
//! [`Day`]s, a figure a [`Range`] of [`Real`]s, and a test of either against literals is
//! membership in a [`RangeSet`], judged by [`RangeSet::judge`] to a [`Truth`].

mod arithmetic;
mod calendar;
mod counted;
mod date;
mod duration;
pub(crate) mod fit;
mod fold;
mod locator;
mod near;
mod number;
mod quotation;
mod range;
mod term;
mod truth;
mod types;
mod words;

pub use arithmetic::{add, days_between, divide, move_days, multiply, negate, subtract};
pub use calendar::{Day, Unit, days_of_week};
pub(crate) use counted::counted;
pub use date::{Basis, Date, DateError};
pub use duration::{Duration, duration_text};
pub use fold::{fold_name, fold_text, fold_text_onto};
pub use locator::Locator;
pub use near::{Shape, is_near, near_part};
pub use number::{Number, NumberError, Real, leads_with_multiplier, quantity};
pub use quotation::unquoted;
pub use range::{Comparison, Cut, Point, Range, RangeSet, compare};
pub use term::{json_safe, term_masked, term_safe};
pub use truth::Truth;
pub use types::{Type, Vocabulary, Word};
pub use words::words;
