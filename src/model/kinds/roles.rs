//! Roles: who was what, when.

use super::{CLAIM, ENTITY};
use crate::model::Field;
use crate::model::kind::Schema;
use crate::value::{Type, Unit};

pub(super) static SCHEMA: Schema = Schema {
    collection: "roles",
    singular: "role",
    help: "Who was what, of what, from when until when.",
    fields: FIELDS,
    shown: &["who", "what", "of", "from", "until"],
    label: "what",
    texts: &["what", "who.name", "of.name"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::settled("id", Type::Text, "its unique id, `WHO/role-1`").required(),
    Field::stored("who", ENTITY, "who had it").required(),
    Field::stored("what", Type::Text, "what it is called").required(),
    Field::stored("of", ENTITY, "of what"),
    Field::stored("by", ENTITY, "by whose appointment"),
    Field::stored("from", Type::Date(Unit::Day), "the first day"),
    Field::stored("until", Type::Date(Unit::Day), "the last day"),
    Field::stored("claims", CLAIM, "the claims that say so").many(),
];
