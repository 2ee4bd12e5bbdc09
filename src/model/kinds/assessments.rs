//! Assessments: what our own analyst thinks.

use super::{CLAIM, DOCUMENT, ENTITY, EVENT, PROPOSITION, REPORT, SOURCE, word};
use crate::model::kind::Schema;
use crate::model::{Field, Kind};
use crate::value::{Type, Unit, Vocabulary};

pub(super) static SCHEMA: Schema = Schema {
    collection: "assessments",
    singular: "assessment",
    help: "What our own analyst thinks of a record; truth is never a field.",
    fields: FIELDS,
    shown: &[
        "target",
        "reliability",
        "credibility",
        "likelihood",
        "confidence",
        "why",
    ],
    label: "id",
    texts: &["why"],
    views: &[],
};

/// The kinds that may be judged; assessments have a field of each one's name.
pub const JUDGED: [Kind; 7] = [
    Kind::Documents,
    Kind::Entities,
    Kind::Sources,
    Kind::Propositions,
    Kind::Claims,
    Kind::Reports,
    Kind::Events,
];

static FIELDS: &[Field] = &[
    Field::settled("id", Type::Text, "its unique id, `TARGET/1`").required(),
    Field::stored(
        "target",
        Type::Text,
        "what is judged: `claim:ID`, `source:ID` …",
    )
    .required(),
    Field::stored("by", Type::Text, "who judges"),
    Field::stored("on", Type::Date(Unit::Day), "when"),
    Field::stored(
        "reliability",
        Type::Word(&RELIABILITY),
        "how far the source can be relied on",
    ),
    Field::stored(
        "credibility",
        Type::Word(&CREDIBILITY),
        "how far the content can be believed",
    ),
    Field::stored("likelihood", Type::Word(&LIKELIHOOD), "how likely it is so"),
    Field::stored(
        "confidence",
        Type::Word(&CONFIDENCE),
        "how sure the analyst is of the judgement",
    ),
    Field::stored("why", Type::Text, "the reasons").required(),
    Field::settled("document", DOCUMENT, "the document that is judged"),
    Field::settled("entity", ENTITY, "the entity that is judged"),
    Field::settled("source", SOURCE, "the source that is judged"),
    Field::settled("proposition", PROPOSITION, "the proposition that is judged"),
    Field::settled("claim", CLAIM, "the claim that is judged"),
    Field::settled("report", REPORT, "the report that is judged"),
    Field::settled("event", EVENT, "the event that is judged"),
];

static RELIABILITY: Vocabulary = Vocabulary {
    name: "reliability",
    words: &[
        word("A", &[], "completely reliable"),
        word("B", &[], "usually reliable"),
        word("C", &[], "fairly reliable"),
        word("D", &[], "not usually reliable"),
        word("E", &[], "unreliable"),
        word("F", &[], "cannot be judged"),
    ],
    ordered: true,
    origin: "the Admiralty code (NATO AJP-2.1)",
};

static CREDIBILITY: Vocabulary = Vocabulary {
    name: "credibility",
    words: &[
        word("1", &[], "confirmed by other sources"),
        word("2", &[], "probably true"),
        word("3", &[], "possibly true"),
        word("4", &[], "doubtful"),
        word("5", &[], "improbable"),
        word("6", &[], "cannot be judged"),
    ],
    ordered: true,
    origin: "the Admiralty code (NATO AJP-2.1)",
};

static LIKELIHOOD: Vocabulary = Vocabulary {
    name: "likelihood",
    words: &[
        word("almost_no_chance", &["remote"], "1 to 5 %"),
        word("very_unlikely", &["highly_improbable"], "5 to 20 %"),
        word("unlikely", &["improbable"], "20 to 45 %"),
        word(
            "roughly_even",
            &["roughly_even_chance", "roughly_even_odds"],
            "45 to 55 %",
        ),
        word("likely", &["probable"], "55 to 80 %"),
        word("very_likely", &["highly_probable"], "80 to 95 %"),
        word("almost_certain", &["nearly_certain"], "95 to 99 %"),
    ],
    ordered: true,
    origin: "ICD 203",
};

static CONFIDENCE: Vocabulary = Vocabulary {
    name: "confidence",
    words: &[
        word("low", &[], "thin or doubtful grounds"),
        word(
            "moderate",
            &["medium"],
            "credible grounds, open to other readings",
        ),
        word("high", &[], "good grounds, from several sources"),
    ],
    ordered: true,
    origin: "ICD 203",
};
