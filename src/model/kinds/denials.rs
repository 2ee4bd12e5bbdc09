//! Denials: one claim denying another, each pair once.

use super::{CLAIM, word};
use crate::model::Field;
use crate::model::kind::Schema;
use crate::value::{Type, Vocabulary};

pub(super) static SCHEMA: Schema = Schema {
    collection: "denials",
    singular: "denial",
    help: "One claim denying another, each pair once; made of what claims deny.",
    fields: FIELDS,
    shown: &["denial", "target", "lag", "scope"],
    label: "id",
    texts: &["denial.content", "target.content"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::settled("id", Type::Text, "its unique id, `DENIAL/TARGET`").required(),
    Field::settled("denial", CLAIM, "the claim that denies").required(),
    Field::settled("target", CLAIM, "the claim that is denied").required(),
    Field::settled(
        "scope",
        Type::Word(&SCOPE),
        "whether what is denied is what was claimed",
    )
    .required(),
    Field::shorthand(
        "lag",
        Type::Duration,
        "denial.said - target.said",
        "how long after the claim it was denied",
    ),
];

/// How a denial stands to what it is said to deny.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Scope {
    /// If what is denied is not so, the claim is not either.
    Meets,
    /// More is denied than was claimed, so that the claim may stand.
    Narrower,
    /// Something else is denied.
    Misses,
    /// Nothing tells.
    Unrecorded,
}

/// How a denial stands to what it is said to deny.
pub static SCOPE: Vocabulary = Vocabulary {
    name: "scope",
    words: &[
        word(
            "meets",
            &["meet"],
            "what was claimed is what is denied, or implies it",
        ),
        word(
            "narrower",
            &[],
            "what is denied implies what was claimed, which may be so without it",
        ),
        word(
            "misses",
            &["miss"],
            "the two are recorded as independent, or exclude each other",
        ),
        word(
            "unrecorded",
            &[],
            "nothing is recorded of how the two stand to each other",
        ),
    ],
    ordered: false,
    origin: "whosaid's own",
};
