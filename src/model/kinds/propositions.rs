//! Propositions: what is said to be so.

use super::{ENTITY, EVENT, PROPOSITION};
use crate::model::kind::Schema;
use crate::model::{Field, Kind};
use crate::value::{Type, Unit};

pub(super) static SCHEMA: Schema = Schema {
    collection: "propositions",
    singular: "proposition",
    help: "What is said to be so, whoever says or denies it.",
    fields: FIELDS,
    shown: &["id", "text", "when"],
    label: "id",
    texts: &["text"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::stored("id", Type::Text, "its unique id").required(),
    Field::stored("text", Type::Text, "one neutral sentence, always positive").required(),
    Field::stored("about", ENTITY, "whom and what it is about").many(),
    Field::stored("topics", Type::Text, "its subjects").many(),
    Field::stored("when", Type::Date(Unit::Day), "when it happened, or will"),
    Field::stored("place", ENTITY, "where it happened, or will"),
    Field::stored("event", EVENT, "the event it is about"),
    Field::stored("implies", PROPOSITION, "what is so if it is").many(),
    Field::stored("excludes", PROPOSITION, "what is not so if it is").many(),
    Field::stored(
        "independent",
        PROPOSITION,
        "what may be so whether it is or not",
    )
    .many(),
    Field::inverse(
        "claims",
        Kind::Claims,
        "proposition",
        "who says or denies it",
    ),
    Field::inverse(
        "implied_by",
        Kind::Propositions,
        "implies",
        "the propositions that imply it",
    ),
    Field::inverse(
        "assessments",
        Kind::Assessments,
        "proposition",
        "what our analyst thinks of it",
    ),
];
