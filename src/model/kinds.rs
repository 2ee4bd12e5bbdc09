//! The tables of fields, a file for each record kind.
//!
//! A kind's fields stand in its table in this order: those the files write, those the loader
//! settles, inverses, shorthands. The first is always `id`. Vocabularies stand beside the kind
//! that uses them.

mod assessments;
mod claims;
mod denials;
mod documents;
mod entities;
mod events;
mod figures;
mod names;
mod propositions;
mod reports;
mod roles;
mod sources;

pub use assessments::JUDGED;
pub use claims::{CERTAINTY, SIDE, STANCE, Side, Stance};
pub use denials::{SCOPE, Scope};
pub use entities::EntityKind;
pub use names::NameKind;
pub use sources::SourceKind;

use super::Kind;
use super::kind::Schema;
use crate::value::{Type, Word};

/// Returns what the kind's file says of it.
pub const fn schema(kind: Kind) -> &'static Schema {
    match kind {
        Kind::Documents => &documents::SCHEMA,
        Kind::Entities => &entities::SCHEMA,
        Kind::Names => &names::SCHEMA,
        Kind::Sources => &sources::SCHEMA,
        Kind::Propositions => &propositions::SCHEMA,
        Kind::Claims => &claims::SCHEMA,
        Kind::Reports => &reports::SCHEMA,
        Kind::Figures => &figures::SCHEMA,
        Kind::Events => &events::SCHEMA,
        Kind::Denials => &denials::SCHEMA,
        Kind::Roles => &roles::SCHEMA,
        Kind::Assessments => &assessments::SCHEMA,
    }
}

const DOCUMENT: Type = Kind::Documents.reference();
const ENTITY: Type = Kind::Entities.reference();
const SOURCE: Type = Kind::Sources.reference();
const PROPOSITION: Type = Kind::Propositions.reference();
const CLAIM: Type = Kind::Claims.reference();
const REPORT: Type = Kind::Reports.reference();
const EVENT: Type = Kind::Events.reference();

/// Makes a word of a vocabulary: its name, other forms of it, and what it means.
const fn word(name: &'static str, also: &'static [&'static str], help: &'static str) -> Word {
    Word { name, also, help }
}

#[cfg(test)]
mod tests;
