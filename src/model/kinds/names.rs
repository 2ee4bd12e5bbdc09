//! Names: the spellings of entities, one row each.

use super::{DOCUMENT, ENTITY, word};
use crate::model::Field;
use crate::model::kind::Schema;
use crate::value::{Type, Vocabulary};

pub(super) static SCHEMA: Schema = Schema {
    collection: "names",
    singular: "name",
    help: "The spellings of entities, one row each.",
    fields: FIELDS,
    shown: &["entity", "text", "kind", "documents"],
    label: "text",
    texts: &["text"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::settled("id", Type::Text, "its unique id, `ENTITY/1`").required(),
    Field::stored("entity", ENTITY, "whose name it is").required(),
    Field::stored("text", Type::Text, "the spelling").required(),
    Field::stored("kind", Type::Word(&KIND), "how far it names"),
    Field::stored("documents", DOCUMENT, "where it occurs").many(),
];

/// How far a name names; the order is that of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum NameKind {
    /// The name it goes by.
    Name,
    /// Another name or spelling.
    Aka,
    /// A mistaken spelling.
    Hidden,
    /// A name others bear too.
    Weak,
    /// A description.
    Described,
}

impl NameKind {
    /// All kinds, in the order of their codes.
    pub const ALL: [NameKind; 5] = [
        NameKind::Name,
        NameKind::Aka,
        NameKind::Hidden,
        NameKind::Weak,
        NameKind::Described,
    ];
}

static KIND: Vocabulary = Vocabulary {
    name: "name kind",
    words: &[
        word("name", &[], "the name it goes by here; resolves"),
        word("aka", &["alias"], "another name or spelling; resolves"),
        word("hidden", &["misspelling"], "a mistaken spelling; resolves"),
        word(
            "weak",
            &[],
            "a name others bear too; resolves when one entity alone bears it",
        ),
        word(
            "described",
            &["description"],
            "a description; never resolves",
        ),
    ],
    ordered: false,
    origin: "SKOS labels (preferred, alternative, hidden) and FollowTheMoney (weakAlias); described is whosaid's own",
};
