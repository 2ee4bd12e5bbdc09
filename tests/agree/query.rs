//! Random queries, as texts, about a loaded ledger: well formed, well typed, with values drawn
//! from the records so that they meet something.

mod alias;
mod computed;
mod condition;
mod ground;
mod path;
mod search;
mod stage;
mod value;
mod view;

use whosaid::model::{Kind, Ledger};
use whosaid::value::Type;

use super::dice::Dice;

pub(crate) use ground::Ground;

/// Writes a random query.
pub(crate) fn query(ledger: &Ledger, dice: &mut Dice<'_>) -> String {
    let mut writer = Writer {
        ledger,
        dice,
        made: 0,
        nested: 0,
    };
    writer.query()
}

/// Writes a random query that is one test of one date of the rows' own records against literals,
/// with the name of that date's field.
pub(crate) fn one_date(ledger: &Ledger, dice: &mut Dice<'_>) -> (Kind, &'static str, String) {
    let mut writer = Writer {
        ledger,
        dice,
        made: 0,
        nested: 0,
    };
    writer.one_date()
}

/// Writes what laws are written of.
pub(crate) fn ground(ledger: &Ledger, dice: &mut Dice<'_>) -> Ground {
    let mut writer = Writer {
        ledger,
        dice,
        made: 0,
        nested: 0,
    };
    writer.ground()
}

struct Writer<'l, 'd, 's> {
    ledger: &'l Ledger,
    dice: &'d mut Dice<'s>,
    /// How many columns have been named.
    made: usize,
    /// How many queries stand round what is being written that speak of rows around them.
    nested: usize,
}

/// What names mean where something is written.
#[derive(Clone)]
struct Scope {
    kind: Option<Kind>,
    columns: Vec<Column>,
    /// The rows that are called something: this one, and those around.
    called: Vec<(String, Kind)>,
}

#[derive(Clone)]
struct Column {
    name: String,
    ty: Type,
    many: bool,
    end: Option<(Kind, usize)>,
}

/// A path or another operand, written out.
#[derive(Clone)]
struct Operand {
    text: String,
    ty: Type,
    many: bool,
    /// Whether it is computed, so that nothing can be asked behind a dot.
    computed: bool,
    /// Whether it is a column as it stands.
    column: bool,
    /// The stored field that it ends at, by its place in the kind's table.
    end: Option<(Kind, usize)>,
}

impl Scope {
    fn of(kind: Kind) -> Scope {
        Scope {
            kind: Some(kind),
            columns: Vec::new(),
            called: Vec::new(),
        }
    }
}
