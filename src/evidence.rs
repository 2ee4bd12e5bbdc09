//! What a ledger has to show for a record: who said it, where it stands, how it came there.
//!
//! [`Evidence`] is plain data and borrows nothing; every kind of record has some. Where the original
//! texts are at hand ([`Originals`]) it has the passages too, and says whether they are still those
//! that were read.

mod beneath;
mod chain;
mod claim;
mod facts;
mod find;
mod originals;
mod places;
mod reader;
mod report;

pub use chain::{Node, Step};
pub use claim::{Claim, Figure, Source};
pub use facts::Fact;
pub(crate) use find::like;
pub use find::{find, row};
pub use originals::Originals;
pub use places::{Place, Places};
pub use report::{Document, Paragraph, Report, Standing};

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::model::Kind;
use crate::store::Store;
use reader::Reader;

/// What a ledger has to show for one record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The record.
    pub record: Mention,
    /// Where it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What is recorded of it; empty for what is shown whole below.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The claims it is or rests on, the first of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// How many such claims there are.
    pub claims_of: usize,
    /// The reports that stand in it, in order of place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Report>,
    /// Other records beneath it, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<List>,
    /// How many reports beneath it a view leaves out.
    #[serde(skip_serializing_if = "is_none")]
    pub unseen: usize,
}

/// A record, named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Its kind.
    #[serde(serialize_with = "singular")]
    pub kind: Kind,
    /// Its id; `?` for somebody not known.
    pub id: Arc<str>,
    /// The text that stands for it.
    pub label: Arc<str>,
    /// Whether it is only possibly the one that is meant.
    #[serde(skip_serializing_if = "is_false")]
    pub doubtful: bool,
    /// Its row in its collection.
    #[serde(skip)]
    pub(crate) row: u32,
}

/// Records of one relation to another, the first of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct List {
    /// What they are to it: `claims it makes`.
    pub heading: &'static str,
    /// The first of them.
    pub lines: Vec<Line>,
    /// How many there are.
    pub of: usize,
}

/// A record in one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The record.
    pub record: Mention,
    /// What it says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who says it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Mention>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Where it stands: `003 p7`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<String>,
    /// How a denial stands to what it is said to deny.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'static str>,
}

/// A date as recorded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct When {
    /// As written or derived.
    pub text: String,
    /// How it is known.
    pub basis: &'static str,
    /// The evidence for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The reports that the views of a query leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(BTreeSet<u32>);

impl Seen {
    /// Makes it from the reports' rows.
    pub fn of(reports: impl IntoIterator<Item = u32>) -> Seen {
        Seen(reports.into_iter().collect())
    }
}

/// What evidence is drawn from besides the ledger.
#[derive(Clone, Copy, Debug, Default)]
pub struct With<'a> {
    /// The original texts, where they are at hand.
    pub originals: Option<&'a Originals>,
    /// What a view leaves; everything without one.
    pub seen: Option<&'a Seen>,
}

/// Gathers what a ledger has to show for a record; none where there is no such record.
pub fn evidence(
    store: &Store,
    places: &Places,
    kind: Kind,
    row: u32,
    with: With<'_>,
) -> Option<Evidence> {
    let reader = Reader {
        store,
        places,
        with,
    };
    (row < store.collection(kind).somebody()).then(|| reader.evidence(kind, row))
}

/// Names a record.
pub fn mention(store: &Store, kind: Kind, row: u32, doubtful: bool) -> Mention {
    reader::mention(store, kind, row, doubtful)
}

impl Evidence {
    /// Tells whether all of it is one claim, which is its own heading.
    pub fn is_claim(&self) -> bool {
        self.record.kind == Kind::Claims && !self.claims.is_empty()
    }
}

fn singular<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.schema().singular)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
fn is_false(truth: &bool) -> bool {
    !truth
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
fn is_none(count: &usize) -> bool {
    *count == 0
}
