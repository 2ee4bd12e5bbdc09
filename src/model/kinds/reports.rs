//! Reports: passages that carry claims.

use super::{CLAIM, DOCUMENT, ENTITY, SOURCE, word};
use crate::model::kind::Schema;
use crate::model::{Field, Kind};
use crate::value::{Type, Vocabulary};

pub(super) static SCHEMA: Schema = Schema {
    collection: "reports",
    singular: "report",
    help: "One passage in one document that carries a claim, through zero or more relays.",
    fields: FIELDS,
    shown: &["id", "document", "at", "via", "claim"],
    label: "id",
    texts: &["claim.content", "words", "described_as", "label"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::stored(
        "id",
        Type::Text,
        "its unique id; `CLAIM/1` where not written",
    ),
    Field::stored("claim", CLAIM, "the claim it carries").required(),
    Field::stored(
        "document",
        DOCUMENT,
        "where it stands; the one held document of the file where not written",
    )
    .required(),
    Field::stored(
        "at",
        Type::Text,
        "the paragraphs, or a paragraph and a span: `p9`, `p12-p13`, `p9:198-355`",
    )
    .required(),
    Field::stored(
        "hash",
        Type::Text,
        "the first 16 hex digits of the passage's SHA-256",
    ),
    Field::stored(
        "via",
        SOURCE,
        "through whom it came, the origin's side first",
    )
    .many(),
    Field::stored(
        "quote",
        Type::Word(&QUOTE),
        "whether the words are the source's",
    ),
    Field::stored("cue", Type::Text, "the reporting verb"),
    Field::stored("frame", Type::Word(&FRAME), "how the page stands to it"),
    Field::stored(
        "unnamed",
        Type::Truth,
        "whether this page leaves the source unnamed",
    ),
    Field::stored(
        "described_as",
        Type::Text,
        "what this page calls the source",
    ),
    Field::stored("label", Type::Text, "the loaded words the page uses"),
    Field::stored(
        "words",
        Type::Text,
        "direct speech kept, at most eight words",
    ),
    Field::settled("paragraph", Type::Number, "the first paragraph of `at`"),
    Field::inverse("figures", Kind::Figures, "report", "the numbers it gives"),
    Field::inverse(
        "assessments",
        Kind::Assessments,
        "report",
        "what our analyst thinks of it",
    ),
    Field::shorthand("outlet", ENTITY, "document.outlet", "who published it"),
    Field::shorthand(
        "hops",
        Type::Number,
        "count(via)",
        "how many relays it came through",
    ),
    Field::shorthand(
        "own_voice",
        Type::Truth,
        "claim.source.entity = document.outlet or claim.source.document = document",
        "whether the page says it itself",
    ),
];

pub(super) static QUOTE: Vocabulary = Vocabulary {
    name: "quote",
    words: &[
        word(
            "direct",
            &["directly"],
            "the source's own words, in quotation marks",
        ),
        word(
            "indirect",
            &["indirectly"],
            "the source's words in the writer's",
        ),
        word("none", &[], "no words: an act or a belief is told"),
    ],
    ordered: false,
    origin: "direct and indirect as in PARC 3.0; none is whosaid's own",
};

pub(super) static FRAME: Vocabulary = Vocabulary {
    name: "frame",
    words: &[
        word(
            "endorses",
            &["endorse", "endorsed"],
            "the page takes it as so: ‘revealed’",
        ),
        word("neutral", &[], "the page takes no side: ‘said’"),
        word(
            "distances",
            &["distance", "distanced"],
            "the page keeps away from it: ‘claimed’",
        ),
    ],
    ordered: false,
    origin: "whosaid's own, after studies of reporting verbs",
};
