//! Documents: texts that were published.

use super::{CLAIM, ENTITY};
use crate::model::kind::Schema;
use crate::model::{Field, Kind};
use crate::value::{Type, Unit};

pub(super) static SCHEMA: Schema = Schema {
    collection: "documents",
    singular: "document",
    help: "Texts that were published, read by us or known through others only.",
    fields: FIELDS,
    shown: &["id", "published", "outlet", "title"],
    label: "title",
    texts: &["title", "note"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::stored("id", Type::Text, "its unique id").required(),
    Field::stored("title", Type::Text, "its headline").required(),
    Field::stored("outlet", ENTITY, "who published it"),
    Field::stored("published", Type::Date(Unit::Day), "when it came out"),
    Field::stored("genre", Type::Text, "news report, analysis, interview …"),
    Field::stored("url", Type::Text, "where it can be read"),
    Field::stored("language", Type::Text, "the language it is in"),
    Field::stored("authors", Type::Text, "who signed it").many(),
    Field::stored(
        "held",
        Type::Truth,
        "whether we have read it; otherwise known through others only",
    ),
    Field::stored("sha256", Type::Text, "the SHA-256 of its original file"),
    Field::stored("note", Type::Text, "what else a reader should know"),
    Field::inverse(
        "reports",
        Kind::Reports,
        "document",
        "its passages that carry claims",
    ),
    Field::inverse(
        "sources",
        Kind::Sources,
        "document",
        "the sources that stand for it or for what it quotes",
    ),
    Field::inverse(
        "names",
        Kind::Names,
        "documents",
        "the spellings that occur in it",
    ),
    Field::inverse(
        "assessments",
        Kind::Assessments,
        "document",
        "what our analyst thinks of it",
    ),
    Field::shorthand("claims", CLAIM, "reports.claim", "the claims it carries").many(),
];
