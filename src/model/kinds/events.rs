//! Events: what happened, or is said to have.

use super::{CLAIM, ENTITY, EVENT, word};
use crate::model::kind::Schema;
use crate::model::{Field, Kind};
use crate::value::{Type, Unit, Vocabulary};

pub(super) static SCHEMA: Schema = Schema {
    collection: "events",
    singular: "event",
    help: "What happened, or is said to have, be it an attack, a war or a speech.",
    fields: FIELDS,
    shown: &["id", "name", "kind", "stage", "when"],
    label: "name",
    texts: &["name"],
    views: &[],
};

static FIELDS: &[Field] = &[
    Field::stored("id", Type::Text, "its unique id").required(),
    Field::stored("name", Type::Text, "what it is called here").required(),
    Field::stored("kind", Type::Word(&KIND), "what kind of event it is"),
    Field::stored("stage", Type::Word(&STAGE), "how far it got"),
    Field::stored(
        "when",
        Type::Date(Unit::Day),
        "some day on which it happened",
    ),
    Field::stored("from", Type::Date(Unit::Day), "the first day of what lasts"),
    Field::stored("until", Type::Date(Unit::Day), "the last day of what lasts"),
    Field::stored("place", ENTITY, "where"),
    Field::stored("actors", ENTITY, "who acts; of an occasion, who speaks").many(),
    Field::stored("targets", ENTITY, "upon whom; of an occasion, to whom").many(),
    Field::stored(
        "alternatives",
        Type::Truth,
        "whether the targets are an *or*",
    ),
    Field::stored("part_of", EVENT, "the event it is part of"),
    Field::inverse(
        "propositions",
        Kind::Propositions,
        "event",
        "the propositions about it",
    ),
    Field::inverse(
        "statements",
        Kind::Claims,
        "occasion",
        "the claims made on its occasion",
    ),
    Field::inverse(
        "parts",
        Kind::Events,
        "part_of",
        "the events that are part of it",
    ),
    Field::inverse(
        "assessments",
        Kind::Assessments,
        "event",
        "what our analyst thinks of it",
    ),
    Field::shorthand(
        "claims",
        CLAIM,
        "propositions.claims",
        "the claims about it",
    )
    .many(),
];

static STAGE: Vocabulary = Vocabulary {
    name: "stage",
    words: &[
        word("alleged", &[], "said to have happened"),
        word("planned", &["plan"], "meant to happen"),
        word("attempted", &["attempt"], "tried"),
        word("foiled", &["thwarted"], "stopped by others"),
        word("failed", &[], "came to nothing"),
        word("completed", &["complete"], "happened"),
    ],
    ordered: false,
    origin: "whosaid's own",
};

static KIND: Vocabulary = Vocabulary {
    name: "event kind",
    words: &[
        word(
            "agreement",
            &["agree", "deal", "ceasefire", "truce"],
            "AGREE: parties agree",
        ),
        word(
            "meeting",
            &["consult", "consultation", "visit", "talks", "negotiation"],
            "CONSULT: parties meet or talk",
        ),
        word(
            "support",
            &["recognition"],
            "SUPPORT: one backs another in words or by office",
        ),
        word(
            "cooperation",
            &["cooperate"],
            "COOPERATE: parties act together",
        ),
        word(
            "aid",
            &["funding"],
            "AID: one gives another money, goods or refuge",
        ),
        word(
            "concession",
            &["concede", "yield", "release"],
            "CONCEDE: one gives way",
        ),
        word("withdrawal", &["retreat"], "RETREAT: forces leave"),
        word(
            "request",
            &["appeal", "demand"],
            "REQUEST: one asks something of another",
        ),
        word(
            "accusation",
            &["accuse", "indictment"],
            "ACCUSE: one charges another",
        ),
        word("rejection", &["reject"], "REJECT: one refuses"),
        word("threat", &["threaten"], "THREATEN: one threatens another"),
        word(
            "protest",
            &["protests", "demonstration"],
            "PROTEST: people demonstrate",
        ),
        word(
            "sanction",
            &["sanctions", "designation", "expulsion"],
            "SANCTION: one punishes or cuts ties",
        ),
        word(
            "mobilization",
            &["mobilize", "mobilisation"],
            "MOBILIZE: forces are readied",
        ),
        word(
            "coercion",
            &["coerce", "arrest", "raid", "detention"],
            "COERCE: one restrains another by power",
        ),
        word(
            "assault",
            &["attack", "plot"],
            "ASSAULT: one attacks another",
        ),
        word(
            "battle",
            &["battles", "clash", "clashes"],
            "ACLED: armed groups fight",
        ),
        word(
            "bombing",
            &["explosion", "strike", "airstrike"],
            "ACLED: an explosion or an attack from afar",
        ),
        word(
            "killing",
            &["assassination", "shooting", "massacre"],
            "ACLED: violence against civilians or one person",
        ),
        word(
            "abduction",
            &["kidnapping", "disappearance"],
            "ACLED: somebody is taken by force",
        ),
        word("riot", &["riots"], "ACLED: people are violent in a crowd"),
        word(
            "relocation",
            &["move", "transfer", "headquarters"],
            "ACLED strategic development: a base is moved or set up",
        ),
        word(
            "war",
            &["conflict", "campaign"],
            "a long fight with many events in it",
        ),
        word(
            "trial",
            &["hearing", "conviction", "verdict"],
            "a court sits",
        ),
        word("election", &["vote", "appointment"], "somebody is chosen"),
        word(
            "speech",
            &["address", "sermon"],
            "an occasion: somebody speaks to many",
        ),
        word("interview", &["briefing"], "an occasion: somebody is asked"),
        word(
            "statement",
            &["announcement", "press_release"],
            "an occasion: somebody publishes words",
        ),
        word(
            "reply",
            &["response", "answer"],
            "an occasion: somebody answers",
        ),
        word(
            "interrogation",
            &["questioning", "confession"],
            "an occasion: somebody held is asked",
        ),
        word(
            "publication",
            &["broadcast", "leak"],
            "a text or recording comes out",
        ),
        word(
            "communication",
            &["call", "letter", "message", "conversation"],
            "an occasion: somebody tells somebody",
        ),
        word("other", &[], "anything else"),
    ],
    ordered: false,
    origin: "PLOVER event types, some ACLED sub-events, and whosaid's own occasions of speech",
};
