//! The words of claims: stances, their sides, certainty.

use super::super::word;
use crate::value::Vocabulary;

/// What a source does with a proposition; the order is that of [`STANCE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Stance {
    /// States it.
    Assert,
    /// Tells it as what others say or do.
    Report,
    /// Lays it to somebody's charge.
    Accuse,
    /// States it against its own interest.
    Admit,
    /// Commits itself to it.
    Pledge,
    /// States it with approval.
    Praise,
    /// Says that it is not so.
    Deny,
    /// Holds it possible.
    Speculate,
    /// Asks whether it is so.
    Question,
    /// Asks that it be so.
    Demand,
    /// Will not say.
    Decline,
    /// Takes back what it said.
    Retract,
}

/// Whether a claim is for its proposition; the order is that of [`SIDE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Side {
    /// The source stands behind it.
    For,
    /// The source says that it is not so.
    Against,
    /// The source leaves it open.
    Neither,
}

impl Stance {
    /// All stances, in the order of their codes.
    pub const ALL: [Stance; 12] = [
        Stance::Assert,
        Stance::Report,
        Stance::Accuse,
        Stance::Admit,
        Stance::Pledge,
        Stance::Praise,
        Stance::Deny,
        Stance::Speculate,
        Stance::Question,
        Stance::Demand,
        Stance::Decline,
        Stance::Retract,
    ];

    /// Returns the side it takes.
    pub fn side(self) -> Side {
        match self {
            Stance::Assert
            | Stance::Report
            | Stance::Accuse
            | Stance::Admit
            | Stance::Pledge
            | Stance::Praise => Side::For,
            Stance::Deny => Side::Against,
            Stance::Speculate
            | Stance::Question
            | Stance::Demand
            | Stance::Decline
            | Stance::Retract => Side::Neither,
        }
    }

    /// Returns the words that stand before the proposition where the source is not behind it.
    pub fn prefix(self) -> Option<&'static str> {
        match self {
            Stance::Assert
            | Stance::Report
            | Stance::Accuse
            | Stance::Admit
            | Stance::Pledge
            | Stance::Praise => None,
            Stance::Deny => Some("denies"),
            Stance::Speculate => Some("speculates"),
            Stance::Question => Some("asks whether"),
            Stance::Demand => Some("demands"),
            Stance::Decline => Some("declines to say whether"),
            Stance::Retract => Some("retracts"),
        }
    }
}

/// What a source does with a proposition.
pub static STANCE: Vocabulary = Vocabulary {
    name: "stance",
    words: &[
        word(
            "assert",
            &["asserts", "asserted", "asserting"],
            "states it (for)",
        ),
        word(
            "report",
            &["reports", "reported", "reporting"],
            "tells it as what others say or do (for)",
        ),
        word(
            "accuse",
            &["accuses", "accused", "accusing"],
            "lays it to somebody's charge (for)",
        ),
        word(
            "admit",
            &["admits", "admitted", "admitting"],
            "states it against its own interest (for)",
        ),
        word(
            "pledge",
            &["pledges", "pledged", "pledging"],
            "commits itself to it (for)",
        ),
        word(
            "praise",
            &["praises", "praised", "praising"],
            "states it with approval (for)",
        ),
        word(
            "deny",
            &["denies", "denied", "denying"],
            "says that it is not so (against)",
        ),
        word(
            "speculate",
            &["speculates", "speculated", "speculating"],
            "holds it possible (neither)",
        ),
        word(
            "question",
            &["questions", "questioned", "questioning"],
            "asks whether it is so (neither)",
        ),
        word(
            "demand",
            &["demands", "demanded", "demanding"],
            "asks that it be so (neither)",
        ),
        word(
            "decline",
            &["declines", "declined", "declining"],
            "will not say whether it is so (neither)",
        ),
        word(
            "retract",
            &["retracts", "retracted", "retracting"],
            "takes back what it said (neither)",
        ),
    ],
    ordered: false,
    origin: "whosaid's own, after the attribution cues of PARC and PolNeAR and the claim frames of AIDA",
};

/// Whether a claim is for its proposition.
pub static SIDE: Vocabulary = Vocabulary {
    name: "side",
    words: &[
        word("for", &[], "the source stands behind the proposition"),
        word("against", &[], "the source says that it is not so"),
        word("neither", &[], "the source leaves it open"),
    ],
    ordered: false,
    origin: "whosaid's own, after the epistemic status of AIDA claim frames",
};

/// How sure the source says it is, from the least.
pub static CERTAINTY: Vocabulary = Vocabulary {
    name: "certainty",
    words: &[
        word("unstated", &[], "the source does not say how sure it is"),
        word("possible", &["possibly"], "it may be so"),
        word("probable", &["probably", "likely"], "it is likely so"),
        word("certain", &["certainly"], "it is surely so"),
    ],
    ordered: true,
    origin: "whosaid's own, after the epistemic status of AIDA claim frames",
};
