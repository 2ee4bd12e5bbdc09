//! Figures: numbers that reports give.

use super::{CLAIM, DOCUMENT, REPORT};
use crate::model::Field;
use crate::model::kind::Schema;
use crate::value::Type;

pub(super) static SCHEMA: Schema = Schema {
    collection: "figures",
    singular: "figure",
    help: "Numbers that claims give, or single reports of them.",
    fields: FIELDS,
    shown: &["claim", "value", "of", "per", "document"],
    label: "id",
    texts: &["of", "claim.content"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::stored(
        "id",
        Type::Text,
        "its unique id; `CLAIM/figure-1` or `REPORT/figure-1` where not written",
    ),
    Field::stored(
        "report",
        REPORT,
        "the report that gives it; none where several agree",
    ),
    Field::stored("claim", CLAIM, "the claim that gives it"),
    Field::stored("value", Type::Number, "the number, with its unit").required(),
    Field::stored("unit", Type::Text, "the unit of measure"),
    Field::stored("of", Type::Text, "what is counted"),
    Field::stored("per", Type::Text, "the span it is counted over"),
    Field::shorthand(
        "document",
        DOCUMENT,
        "report.document",
        "the document that gives it",
    ),
];
