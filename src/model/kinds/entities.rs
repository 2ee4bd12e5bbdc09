//! Entities: who and what is spoken of.

use super::{CLAIM, ENTITY, word};
use crate::model::kind::{Schema, View};
use crate::model::{Field, Kind};
use crate::value::{Type, Vocabulary};

pub(super) static SCHEMA: Schema = Schema {
    collection: "entities",
    singular: "entity",
    help: "People, organisations, states, outlets, offices, places, groups.",
    fields: FIELDS,
    shown: &["id", "name", "kind", "country"],
    label: "name",
    texts: &["names.text"],
    views: &[
        View {
            name: "outlets",
            kinds: &["outlet"],
            help: "Entities that publish.",
        },
        View {
            name: "people",
            kinds: &["person"],
            help: "Entities that are persons.",
        },
        View {
            name: "organisations",
            kinds: &["organisation"],
            help: "Entities that are organisations.",
        },
        View {
            name: "states",
            kinds: &["state"],
            help: "Entities that are states.",
        },
        View {
            name: "places",
            kinds: &["place"],
            help: "Entities that are places.",
        },
    ],
};

static FIELDS: &[Field] = &[
    Field::stored("id", Type::Text, "its unique id").required(),
    Field::stored("name", Type::Text, "the name it goes by here").required(),
    Field::stored("kind", Type::Word(&KIND), "what it is").required(),
    Field::stored("aka", Type::Text, "other names and spellings").many(),
    Field::stored(
        "hidden",
        Type::Text,
        "spellings to find it by that are mistakes",
    )
    .many(),
    Field::stored(
        "weak",
        Type::Text,
        "names others bear too, such as a surname",
    )
    .many(),
    Field::stored("described", Type::Text, "descriptions that are no names").many(),
    Field::stored("part_of", ENTITY, "the whole it is part of"),
    Field::stored(
        "country",
        ENTITY,
        "its country; that of the whole where not written",
    ),
    Field::stored("note", Type::Text, "what else a reader should know"),
    Field::inverse("names", Kind::Names, "entity", "all its spellings"),
    Field::inverse("parts", Kind::Entities, "part_of", "what is part of it"),
    Field::inverse("sources", Kind::Sources, "entity", "the sources it is"),
    Field::inverse(
        "documents",
        Kind::Documents,
        "outlet",
        "the documents it published",
    ),
    Field::inverse(
        "propositions",
        Kind::Propositions,
        "about",
        "the propositions about it",
    ),
    Field::inverse("roles", Kind::Roles, "who", "what it was, and when"),
    Field::inverse(
        "assessments",
        Kind::Assessments,
        "entity",
        "what our analyst thinks of it",
    ),
    Field::shorthand(
        "claims",
        CLAIM,
        "propositions.claims",
        "the claims about it",
    )
    .many(),
    Field::shorthand("statements", CLAIM, "sources.claims", "the claims it made").many(),
];

/// What an entity is; the order is that of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum EntityKind {
    /// One human being.
    Person,
    /// A body of people under one name.
    Organisation,
    /// A country.
    State,
    /// Who publishes.
    Outlet,
    /// A post or a body of a state or an organisation.
    Office,
    /// Somewhere.
    Place,
    /// People with something in common.
    Group,
    /// Anything else.
    Other,
}

impl EntityKind {
    /// All kinds, in the order of their codes.
    pub const ALL: [EntityKind; 8] = [
        EntityKind::Person,
        EntityKind::Organisation,
        EntityKind::State,
        EntityKind::Outlet,
        EntityKind::Office,
        EntityKind::Place,
        EntityKind::Group,
        EntityKind::Other,
    ];
}

static KIND: Vocabulary = Vocabulary {
    name: "entity kind",
    words: &[
        word("person", &["people", "persons"], "one human being"),
        word(
            "organisation",
            &["organization", "organisations", "organizations"],
            "a body of people under one name",
        ),
        word("state", &["states"], "a country"),
        word(
            "outlet",
            &["outlets"],
            "a newspaper, agency, broadcaster or site that publishes",
        ),
        word(
            "office",
            &["offices"],
            "a post, or a body of a state or an organisation",
        ),
        word(
            "place",
            &["places"],
            "a town, region, building or other place",
        ),
        word(
            "group",
            &["groups"],
            "people with something in common, under no one head",
        ),
        word("other", &[], "anything else"),
    ],
    ordered: false,
    origin: "whosaid's own; person, organisation and the like after FollowTheMoney",
};
