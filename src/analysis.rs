//! What a view leaves of a ledger.
//!
//! A [`Lens`] shows the ledger as if later documents, or an outlet, did not exist: of each kind it
//! tells which records are there, surely or possibly ([`Lens::present`]), and of each reference
//! field the links that are left ([`Lens::links`]). What a report rests on decides about it
//! (`reports`), and what rests on reports follows them (`presence`).
//!
//! What a record rests on takes it along by one rule, `rests_on`: it is there as surely as the
//! surest of what it rests on, and a doubtful link can neither keep it nor take it away for certain.
//! A link between two records that are only possibly there is as sure as `ties` says.

mod lens;
mod presence;
mod removed;
mod reports;
mod ties;

pub use lens::{Lens, Taken};
pub use removed::Removed;

use crate::model::{Kind, Origin};
use crate::store::{Bits, Links, Truths};
use crate::value::{Day, Range, Truth, Type};

/// One view of a ledger.
#[derive(Debug, Clone, PartialEq)]
pub enum View {
    /// As it was on a day: later documents, and what rests on them alone, are gone.
    AsOf(Range<Day>),
    /// Without some sources, outlets and documents, and what came through them alone.
    Without(Removed),
}

/// How far each row of a kind is there, somebody's row included; absent where all are.
type Present = Option<Vec<Truth>>;

/// Tells how far a record is there that rests on what its links lead to, none meaning nothing.
fn rests_on(links: &Links, row: usize, present: impl Fn(u32) -> Truth) -> Truth {
    let (mut any, mut all) = (Truth::No, Truth::Yes);
    let (mut rests, mut surely) = (false, false);
    for (target, doubtful) in links.of(row) {
        rests = true;
        let there = present(target);
        if doubtful {
            any = any.or(there.doubted());
            all = all.and(there.or(Truth::Possible));
        } else {
            surely = true;
            any = any.or(there);
        }
    }
    match (rests, surely) {
        (false, _) => Truth::Yes,
        (true, true) => any,
        (true, false) => all,
    }
}

/// Makes the bitmaps of what is there.
fn bitmaps(present: &[Truth]) -> Truths {
    Truths::judge(&Bits::all(present.len()), |row| present[row])
}

/// Returns the links of a field that the store has.
fn links<'s>(store: &'s crate::store::Store, kind: Kind, field: &str) -> &'s Links {
    let (place, _) = kind.field(field).expect("the table has the field");
    store.collection(kind).links(place)
}

/// Returns the place of the field that holds the links of the other direction.
pub(crate) fn inverse(from: Kind, field: usize, to: Kind) -> Option<usize> {
    let own = &from.schema().fields[field];
    match own.origin {
        Origin::Inverse(forward) => to.field(forward).map(|(place, _)| place),
        Origin::Stored | Origin::Settled => to.schema().fields.iter().position(|other| {
            other.origin == Origin::Inverse(own.name) && other.ty == from.reference()
        }),
        Origin::Shorthand(_) => None,
    }
}

/// Returns the rows of a kind that a field leads from to any of some targets, and perhaps others.
fn leading_to(store: &crate::store::Store, (kind, field): (Kind, &str), targets: &Bits) -> Bits {
    let (place, own) = kind.field(field).expect("the table has the field");
    let few = targets.count() * 4 < targets.len();
    let back = match own.ty {
        Type::Record(to) if few => {
            let to = Kind::from_number(to);
            inverse(kind, place, to).map(|back| store.collection(to).links(back))
        }
        _many_or_no_record => None,
    };
    match back {
        Some(back) => back.image(targets),
        None => Bits::all(store.collection(kind).rows()),
    }
}
