//! Sources: who commits to claims, or relays them.

use super::{DOCUMENT, ENTITY, SOURCE, word};
use crate::model::kind::Schema;
use crate::model::{Field, Kind};
use crate::value::{Type, Vocabulary};

pub(super) static SCHEMA: Schema = Schema {
    collection: "sources",
    singular: "source",
    help: "Who commits to claims or relays them, named or not.",
    fields: FIELDS,
    shown: &["id", "name", "kind", "party", "anonymous"],
    label: "name",
    texts: &["name", "aka"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::stored("id", Type::Text, "its unique id").required(),
    Field::stored("name", Type::Text, "its name, or a neutral description").required(),
    Field::stored("kind", Type::Word(&KIND), "what it is").required(),
    Field::stored("entity", ENTITY, "the entity it is, where known"),
    Field::stored("document", DOCUMENT, "the document it stands for"),
    Field::stored(
        "party",
        ENTITY,
        "on whose behalf it speaks; its entity's whole where not written",
    ),
    Field::stored(
        "country",
        ENTITY,
        "its country; its entity's where not written",
    ),
    Field::stored("anonymous", Type::Truth, "whether it is left unnamed"),
    Field::stored("number", Type::Word(&NUMBER), "how many speak"),
    Field::stored("access", Type::Word(&ACCESS), "how it knows"),
    Field::stored(
        "condition",
        Type::Word(&CONDITION),
        "on what terms it spoke",
    ),
    Field::stored("same", SOURCE, "sources that are this one; merged at load").many(),
    Field::stored("perhaps", SOURCE, "sources that may be this one").many(),
    Field::stored("different", SOURCE, "sources that are not this one").many(),
    Field::stored("note", Type::Text, "what else a reader should know"),
    Field::settled(
        "aka",
        Type::Text,
        "the names of the sources that were merged into it",
    )
    .many(),
    Field::inverse("claims", Kind::Claims, "source", "the claims it makes"),
    Field::inverse(
        "relayed",
        Kind::Reports,
        "via",
        "the reports that came through it",
    ),
    Field::inverse(
        "assessments",
        Kind::Assessments,
        "source",
        "what our analyst thinks of it",
    ),
];

/// What a source is; the order is that of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SourceKind {
    /// One human being.
    Person,
    /// Somebody who speaks for an office.
    Office,
    /// A body of people under one name.
    Organisation,
    /// Who publishes.
    Outlet,
    /// Papers, recordings, data.
    Records,
    /// People unnumbered.
    Crowd,
    /// Not stated.
    Unstated,
}

impl SourceKind {
    /// All kinds, in the order of their codes.
    pub const ALL: [SourceKind; 7] = [
        SourceKind::Person,
        SourceKind::Office,
        SourceKind::Organisation,
        SourceKind::Outlet,
        SourceKind::Records,
        SourceKind::Crowd,
        SourceKind::Unstated,
    ];
}

static KIND: Vocabulary = Vocabulary {
    name: "source kind",
    words: &[
        word("person", &["people"], "one human being, named or not"),
        word(
            "office",
            &["official"],
            "somebody who speaks for an office: a diplomat, a spokesman",
        ),
        word(
            "organisation",
            &["organization"],
            "a body of people under one name",
        ),
        word("outlet", &[], "a newspaper, agency, broadcaster or site"),
        word(
            "records",
            &["record"],
            "papers, transcripts, recordings, data",
        ),
        word("crowd", &[], "people unnumbered: residents, observers"),
        word("unstated", &[], "the text does not say"),
    ],
    ordered: false,
    origin: "whosaid's own, after the source types of PolNeAR",
};

static NUMBER: Vocabulary = Vocabulary {
    name: "number of speakers",
    words: &[
        word("one", &[], "one speaker"),
        word("several", &[], "more than one speaker"),
        word("unstated", &[], "the text does not say"),
    ],
    ordered: false,
    origin: "whosaid's own",
};

static ACCESS: Vocabulary = Vocabulary {
    name: "access",
    words: &[
        word("firsthand", &["first_hand"], "saw or took part"),
        word("document", &[], "read it in a document"),
        word("hearsay", &[], "heard it from somebody"),
        word("inference", &["inferred"], "concluded it"),
        word("unstated", &[], "the text does not say"),
    ],
    ordered: false,
    origin: "whosaid's own, after the source descriptors ICD 206 asks for",
};

static CONDITION: Vocabulary = Vocabulary {
    name: "condition",
    words: &[
        word("on_record", &["on_the_record"], "to be named and quoted"),
        word("background", &["on_background"], "to be used, not named"),
        word("anonymity", &["anonymous"], "asked not to be named"),
        word("custody", &["interrogation"], "spoke while held"),
        word("leak", &["leaked"], "was not meant to come out"),
        word("unstated", &[], "the text does not say"),
    ],
    ordered: false,
    origin: "whosaid's own, after newsroom rules of attribution and ICD 206",
};
