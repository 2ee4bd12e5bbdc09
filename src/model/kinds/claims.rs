//! Claims: acts of committing to a proposition, or of denying it.

mod vocabularies;

pub use vocabularies::{CERTAINTY, SIDE, STANCE, Side, Stance};

use super::{CLAIM, DOCUMENT, ENTITY, EVENT, PROPOSITION, SOURCE, reports};
use crate::model::kind::Schema;
use crate::model::{Field, Kind};
use crate::value::{Type, Unit};

pub(super) static SCHEMA: Schema = Schema {
    collection: "claims",
    singular: "claim",
    help: "One source's act of committing to a proposition, or denying it.",
    fields: FIELDS,
    shown: &["id", "said", "source", "text", "document"],
    label: "id",
    texts: &["content", "about.name"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::stored("id", Type::Text, "its unique id").required(),
    Field::stored("proposition", PROPOSITION, "what is said to be so").required(),
    Field::stored(
        "source",
        SOURCE,
        "who says it; the document's own voice where not written",
    )
    .many(),
    Field::stored(
        "joint",
        Type::Truth,
        "whether its several sources spoke together",
    ),
    Field::stored(
        "stance",
        Type::Word(&STANCE),
        "what the source does with the proposition",
    )
    .required(),
    Field::stored(
        "certainty",
        Type::Word(&CERTAINTY),
        "how sure the source says it is",
    ),
    Field::stored("said", Type::Date(Unit::Day), "when it was said"),
    Field::stored("to", ENTITY, "to whom it was said").many(),
    Field::stored(
        "occasion",
        EVENT,
        "the speech, interview or reply it was said in",
    ),
    Field::stored("denies", CLAIM, "the claims it denies").many(),
    Field::stored("corroborates", CLAIM, "the claims it bears out").many(),
    Field::stored("contradicts", CLAIM, "the claims it cannot hold beside").many(),
    Field::stored("repeats", CLAIM, "the claims it retells").many(),
    Field::stored("updates", CLAIM, "the claims it takes the place of").many(),
    Field::stored("answers", CLAIM, "the claims it replies to").many(),
    Field::stored("entered", Type::Date(Unit::Day), "when we wrote it down"),
    Field::stored("by", Type::Text, "who wrote it down"),
    Field::stored(
        "todo",
        Type::Truth,
        "whether something is still to do on it",
    ),
    Field::stored("note", Type::Text, "what else a reader should know"),
    Field::settled(
        "side",
        Type::Word(&SIDE),
        "whether it is for its proposition, against it or neither",
    ),
    Field::settled(
        "text",
        Type::Text,
        "what is said, with the act before it: `denies: …`; text operators look at the content",
    )
    .searched("content"),
    Field::settled(
        "place",
        ENTITY,
        "the proposition's place, or else the occasion's",
    ),
    Field::inverse(
        "denied_by",
        Kind::Claims,
        "denies",
        "the claims that deny it",
    ),
    Field::inverse(
        "denials",
        Kind::Denials,
        "target",
        "the denials of it, a row each",
    ),
    Field::inverse(
        "denying",
        Kind::Denials,
        "denial",
        "the denials it is, a row for each claim it denies",
    ),
    Field::inverse(
        "corroborated_by",
        Kind::Claims,
        "corroborates",
        "the claims that bear it out",
    ),
    Field::inverse(
        "repeated_by",
        Kind::Claims,
        "repeats",
        "the claims that retell it",
    ),
    Field::inverse(
        "updated_by",
        Kind::Claims,
        "updates",
        "the claims that take its place",
    ),
    Field::inverse(
        "answered_by",
        Kind::Claims,
        "answers",
        "the claims that reply to it",
    ),
    Field::inverse(
        "reports",
        Kind::Reports,
        "claim",
        "the passages that carry it",
    ),
    Field::inverse("figures", Kind::Figures, "claim", "the numbers it gives"),
    Field::inverse("roles", Kind::Roles, "claims", "the roles it speaks of"),
    Field::inverse(
        "assessments",
        Kind::Assessments,
        "claim",
        "what our analyst thinks of it",
    ),
    Field::shorthand(
        "content",
        Type::Text,
        "proposition.text",
        "the bare proposition",
    ),
    Field::shorthand(
        "about",
        ENTITY,
        "proposition.about",
        "whom and what it is about",
    )
    .many(),
    Field::shorthand("topics", Type::Text, "proposition.topics", "its subjects").many(),
    Field::shorthand(
        "when",
        Type::Date(Unit::Day),
        "proposition.when",
        "when it happened, or will",
    ),
    Field::shorthand("event", EVENT, "proposition.event", "the event it is about"),
    Field::shorthand(
        "year",
        Type::Date(Unit::Year),
        "said.year",
        "the year it was said in",
    ),
    Field::shorthand(
        "document",
        DOCUMENT,
        "reports.document",
        "the documents that carry it",
    )
    .many(),
    Field::shorthand(
        "outlet",
        ENTITY,
        "reports.document.outlet",
        "the outlets that carry it",
    )
    .many(),
    Field::shorthand(
        "at",
        Type::Text,
        "reports.at",
        "where it stands in its documents",
    )
    .many(),
    Field::shorthand(
        "hash",
        Type::Text,
        "reports.hash",
        "the hashes of its passages",
    )
    .many(),
    Field::shorthand(
        "via",
        SOURCE,
        "reports.via",
        "through whom it reached its pages",
    )
    .many(),
    Field::shorthand(
        "quote",
        Type::Word(&reports::QUOTE),
        "reports.quote",
        "whether the words are the source's",
    )
    .many(),
    Field::shorthand("cue", Type::Text, "reports.cue", "the reporting verbs").many(),
    Field::shorthand(
        "frame",
        Type::Word(&reports::FRAME),
        "reports.frame",
        "how the pages stand to it",
    )
    .many(),
    Field::shorthand(
        "paragraph",
        Type::Number,
        "reports.paragraph",
        "the paragraphs it stands in",
    )
    .many(),
    Field::shorthand(
        "unnamed",
        Type::Truth,
        "reports.unnamed",
        "whether a page leaves its source unnamed",
    )
    .many(),
    Field::shorthand(
        "described_as",
        Type::Text,
        "reports.described_as",
        "what its pages call the source",
    )
    .many(),
    Field::shorthand(
        "label",
        Type::Text,
        "reports.label",
        "the loaded words its pages use",
    )
    .many(),
    Field::shorthand(
        "words",
        Type::Text,
        "reports.words",
        "the direct speech kept",
    )
    .many(),
    Field::shorthand(
        "hops",
        Type::Number,
        "reports.hops",
        "how many relays it came through",
    )
    .many(),
    Field::shorthand(
        "own_voice",
        Type::Truth,
        "reports.own_voice",
        "whether the page says it itself",
    )
    .many(),
    Field::shorthand(
        "anonymous",
        Type::Truth,
        "exists reports and not exists reports[not unnamed]",
        "whether every report leaves every source unnamed",
    ),
    Field::shorthand(
        "answered",
        Type::Truth,
        "exists denied_by or exists answered_by",
        "whether a claim denies it or replies to it",
    ),
    Field::shorthand(
        "interested",
        Type::Truth,
        "source.party = about",
        "whether its source's party is among what it speaks of",
    ),
];
