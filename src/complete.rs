//! Completion: what may be written at a place of a text.
//!
//! The parser, run up to the cursor, says what it wants there ([`Cut`]); the planner says
//! what names mean there and which rows come so far; the engine counts their values. So nothing
//! here reads the language by itself, and what stands behind the cursor does not count.

mod context;
mod defined;
mod found;
mod likeliest;
mod names;
mod operators;
mod values;
mod words;

use std::ops::Range;

use crate::exec::{Kept, Limits};
use crate::plan::{self, Inputs, Place};
use crate::store::Store;
use crate::syntax::{Begun, Cut, Held, Requoted, Slot, Wanted};
use crate::value::Type;
use context::{Free, Stands};
use found::Found;

/// What may be written at a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completions {
    /// What a candidate takes the place of, in bytes: what was begun, up to the cursor.
    pub replaces: Range<usize>,
    /// The candidates, the likeliest first; at most 200.
    pub candidates: Vec<Candidate>,
    /// How many more there are than these.
    pub more: usize,
}

/// One thing that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// What to write.
    pub insert: String,
    /// What to list it as; safe to show on a terminal.
    pub label: String,
    /// What it is, or how many rows have it; safe to show on a terminal.
    pub detail: String,
    /// What kind of thing it is.
    pub kind: CandidateKind,
}

/// What kind of thing a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CandidateKind {
    /// A collection or a part of one.
    Collection,
    /// A query that the text names, or the query before.
    Query,
    /// A word that statements and stages are made of.
    Keyword,
    /// A stage.
    Stage,
    /// A field of a record.
    Field,
    /// A column that a stage has made.
    Column,
    /// A row that the query names.
    Row,
    /// A part of a date, a number or a length of time.
    Part,
    /// A function of values.
    Function,
    /// An aggregate.
    Aggregate,
    /// A window.
    Window,
    /// An expression that the text names.
    Definition,
    /// A parameter.
    Parameter,
    /// An operator.
    Operator,
    /// The type of a parameter.
    Type,
    /// A record, by its name or id.
    Record,
    /// A word of a vocabulary, or a truth.
    Word,
    /// A text that records have.
    Text,
    /// A date that records have.
    Date,
}

/// How many quotes may have been forgotten.
const MOST_QUOTES: usize = 4;

/// What is asked, and what has been found.
struct Asked<'a> {
    store: &'a Store,
    inputs: &'a Inputs<'a>,
    limits: &'a Limits,
    kept: &'a Kept,
    cut: Cut,
    found: Found,
}

/// Finds what may be written at a cursor, given in bytes; what is made for it is kept for the next
/// key there.
pub fn complete(
    (store, kept): (&Store, &Kept),
    (text, cursor): (&str, usize),
    inputs: &Inputs<'_>,
    limits: &Limits,
) -> Completions {
    let asked = |cut: Cut, text: &str| Asked {
        store,
        inputs,
        limits,
        kept,
        found: Found::new(&cut, text),
        cut,
    };
    let cursor = text.floor_char_boundary(cursor.min(text.len()));
    let found = with_quotes(&asked, (text, cursor), MOST_QUOTES);
    found.unwrap_or_else(|| Completions {
        replaces: cursor..cursor,
        ..Completions::default()
    })
}

/// Finds what may be written at a cursor, if anything; of the quotes before it so many may have been
/// forgotten.
fn with_quotes<'a>(
    asked: &impl Fn(Cut, &str) -> Asked<'a>,
    (text, cursor): (&str, usize),
    quotes: usize,
) -> Option<Completions> {
    let requoted = (quotes > 0).then(|| Requoted::of(text, cursor)).flatten();
    let again = |requoted: &Requoted| {
        let place = (requoted.text.as_str(), requoted.cursor);
        let mut found = with_quotes(asked, place, quotes - 1)?;
        let begun = requoted.cursor - found.replaces.start;
        found.replaces = cursor.checked_sub(begun)?..cursor;
        (!found.candidates.is_empty()).then_some(found)
    };
    let sure = requoted.as_ref().filter(|requoted| requoted.is_sure);
    if let Some(found) = sure.and_then(again) {
        return Some(found);
    }
    let own = as_it_is(asked, (text, cursor));
    let is_it = |own: &Asked<'_>| !own.found.is_empty() || own.may_be_any_text();
    let other = requoted.filter(|_| !own.as_ref().is_some_and(is_it));
    let other = other.as_ref().and_then(again);
    other.or_else(|| own.map(|own| own.found.finish()))
}

/// Finds what may be written at a cursor where all quotes are as they are meant.
fn as_it_is<'a>(
    asked: &impl Fn(Cut, &str) -> Asked<'a>,
    (text, cursor): (&str, usize),
) -> Option<Asked<'a>> {
    let cut = Cut::at(text, cursor)?;
    // Names are of several words, which nobody likes to put in quotes.
    let mut whole = cut.widened(text).map(|cut| asked(cut, text));
    whole.iter_mut().for_each(Asked::unquoted);
    if let Some(whole) = whole.filter(|whole| !whole.found.is_empty()) {
        return Some(whole);
    }
    let mut asked = asked(cut, text);
    asked.all();
    Some(asked)
}

impl Asked<'_> {
    fn all(&mut self) {
        if self.cut.follows_only(words::STATEMENTS) {
            return;
        }
        let held = self.cut.held("");
        if self.cut.begun == Begun::Parameter {
            self.parameters();
            return;
        }
        if let Some(held) = &held {
            self.at(held);
        }
        self.longer_operators();
        if self.cut.begun != Begun::Text {
            let mut wanted = self.cut.wanted();
            // Words come before operators, and the next stage last.
            wanted.sort_by_key(|wanted| match wanted {
                Wanted::Token("|") => 2,
                Wanted::Token(_) => 0,
                Wanted::Kind(_) => 1,
            });
            wanted.iter().for_each(|wanted| self.wanted(*wanted));
        }
    }

    /// Adds the names that go on with words which stand where a value may.
    fn unquoted(&mut self) {
        let Some(held) = self.cut.held("") else {
            return;
        };
        let is_word = !self.cut.typed.contains(|c: char| !c.is_alphanumeric());
        match context::stands(&held) {
            // A word may be something else there, too.
            Stands::Beside(..) if is_word => {}
            Stands::Beside(other, test) => {
                let place = self.place(&held, Some(other.span));
                let named = |place: &&Place| self.names_a_value(place);
                self.beside(test, place.as_ref().filter(named));
            }
            Stands::LeftOut => self.left_out(&held),
            Stands::Default(param) => self.default_of(param),
            Stands::Nowhere
            | Stands::Head
            | Stands::Field
            | Stands::Column
            | Stands::Day
            | Stands::RowCount
            | Stands::Free(_) => {}
        }
    }

    /// Tells whether what was begun may be any text.
    fn may_be_any_text(&self) -> bool {
        let held = (self.cut.begun == Begun::Text).then(|| self.cut.held(""));
        let Some(held) = held.flatten() else {
            return false;
        };
        let Stands::Beside(other, _) = context::stands(&held) else {
            return false;
        };
        let beside = self.place(&held, Some(other.span));
        let beside = beside.and_then(|place| place.beside);
        beside.is_some_and(|beside| beside.ty == Type::Text)
    }

    /// Tells whether the words that have been typed may be those of a name or text, and do not begin
    /// with what means something at the place.
    fn names_a_value(&self, place: &Place) -> bool {
        let first = self.cut.typed.split([' ', '.', '-']).next();
        let is_known = place
            .names
            .iter()
            .any(|known| first.is_some_and(|first| known.name.eq_ignore_ascii_case(first)));
        let beside = place.beside.as_ref().map(|beside| beside.ty);
        !is_known && matches!(beside, Some(Type::Record(_) | Type::Text))
    }

    /// Adds what may stand where something holds the place in the tree.
    fn at(&mut self, held: &Held) {
        match context::stands(held) {
            Stands::Nowhere => {}
            Stands::Head => self.rows_around(held),
            Stands::Beside(other, test) => {
                let place = self.place(held, Some(other.span));
                self.beside(test, place.as_ref());
                self.parameters();
                self.names_like(other, place.as_ref());
                if context::opens_list(held) {
                    self.rows_around(held);
                    self.heads();
                }
                // What has no values to be listed may still be computed.
                if self.found.is_empty() && self.cut.begun != Begun::Text {
                    self.expression(held, place.as_ref(), Free::default());
                }
            }
            Stands::Field => {
                if let Some(place) = self.place(held, None) {
                    self.names(&place.columns);
                    place.base.iter().for_each(|base| self.fields_of(base));
                }
            }
            Stands::Column => {
                if let Some(place) = self.place(held, None) {
                    self.names(&place.shown);
                }
            }
            Stands::LeftOut => {
                self.left_out(held);
                self.parameters();
            }
            Stands::Day => {
                self.days_of_pages();
                self.parameters();
            }
            Stands::Default(param) => self.default_of(param),
            Stands::RowCount => self.parameters(),
            Stands::Free(place) => {
                let known = self.place(held, None);
                self.expression(held, known.as_ref(), place);
            }
        }
    }

    /// Returns what the planner knows of a place.
    fn place(&self, held: &Held, beside: Option<crate::diagnostic::Span>) -> Option<Place> {
        let asked = plan::Asked {
            at: held.at,
            beside,
            fields: &[],
        };
        plan::place(&held.source, asked, self.inputs)
    }

    /// Adds the words for what the parser wants.
    fn wanted(&mut self, wanted: Wanted) {
        match wanted {
            Wanted::Token(token) => self.keyword(token),
            Wanted::Kind(slot) => match slot {
                Slot::Collection => self.heads(),
                Slot::Stage => self.stages(),
                Slot::Operator => self.operators(),
                Slot::NegatedTest => self.negated_tests(),
                Slot::Type => self.types(),
                // What holds the place tells more than the parser.
                Slot::Expression
                | Slot::Path
                | Slot::Field
                | Slot::Column
                | Slot::Literal
                | Slot::Text
                | Slot::Day
                | Slot::LeftOut
                | Slot::RowCount => {}
                Slot::Parameter | Slot::Times | Slot::New(_) => {}
            },
        }
    }
}
