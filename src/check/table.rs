//! The table of checks.

use self::Tier::{Always, Named, Strict};
use super::context::Context;
use super::findings::Findings;
use super::{
    assessments, claims, dates, figures, names, propositions, quotes, relays, reports, sources,
    speakers, unused,
};
use crate::diagnostic::Severity::{self, Error, Warning};

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Its code, which names its section in `docs/checks.md`.
    pub code: &'static str,
    /// When it runs.
    pub tier: Tier,
    /// How bad a finding is.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Finds.
    pub(super) find: fn(&Context<'_>, &mut Findings<'_>),
}

/// When a check runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// Whenever a ledger is checked.
    Always,
    /// When a strict reader asks.
    Strict,
    /// Only when asked by its code.
    Named,
}

impl Tier {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Always => "always",
            Tier::Strict => "strict",
            Tier::Named => "named",
        }
    }
}

const fn check(
    code: &'static str,
    tier: Tier,
    severity: Severity,
    find: fn(&Context<'_>, &mut Findings<'_>),
    summary: &'static str,
) -> Check {
    Check {
        code,
        tier,
        severity,
        summary,
        find,
    }
}

/// Every check, by subject.
pub static CHECKS: &[Check] = &[
    check(
        "dates-reversed",
        Always,
        Error,
        dates::reversed,
        "something ends before it begins",
    ),
    check(
        "said-after-publication",
        Always,
        Error,
        dates::said_after_publication,
        "a claim was said after it was printed",
    ),
    check(
        "outside-its-whole",
        Always,
        Error,
        dates::outside_whole,
        "an event lies outside of the event it is part of",
    ),
    check(
        "off-occasion",
        Always,
        Error,
        dates::off_occasion,
        "a claim was said on other days than its occasion was on",
    ),
    check(
        "entered-before-said",
        Always,
        Error,
        dates::entered_before_said,
        "a claim was written down before it was said",
    ),
    check(
        "date-without-why",
        Strict,
        Warning,
        dates::without_why,
        "a date is worked out or inferred and does not say from what",
    ),
    check(
        "undated-document",
        Strict,
        Warning,
        dates::undated,
        "a document that we read has no date",
    ),
    check(
        "via-own-document",
        Always,
        Error,
        relays::own_document,
        "a report came through the document it stands in",
    ),
    check(
        "via-own-outlet",
        Strict,
        Warning,
        relays::own_outlet,
        "a report came last through the outlet it stands in",
    ),
    check(
        "via-later-document",
        Always,
        Error,
        relays::later_document,
        "a report came through a document that came out later",
    ),
    check(
        "via-later-outlet",
        Strict,
        Warning,
        relays::later_outlet,
        "a report came through an outlet whose only document came out later",
    ),
    check(
        "via-circle",
        Always,
        Error,
        relays::circle,
        "documents have a claim from each other",
    ),
    check(
        "own-voice-relayed",
        Strict,
        Warning,
        relays::own_voice,
        "a page speaks in its own voice, and through a relay",
    ),
    check(
        "claim-twice",
        Strict,
        Warning,
        claims::twice,
        "a source says the same twice, on the same day",
    ),
    check(
        "claims-circle",
        Always,
        Error,
        claims::circle,
        "claims repeat or update each other in a circle",
    ),
    check(
        "refers-to-later",
        Always,
        Error,
        claims::later,
        "a claim repeats, answers or updates what was said later",
    ),
    check(
        "denied-before-said",
        Strict,
        Warning,
        claims::denied_before_said,
        "a denial names a claim that was said later",
    ),
    check(
        "denies-without-denying",
        Always,
        Error,
        claims::denies_without_denying,
        "a claim has ‘denies’ and another stance",
    ),
    check(
        "denies-nothing",
        Strict,
        Warning,
        claims::denies_nothing,
        "a denial names no claim that it denies",
    ),
    check(
        "bears-out-and-denies",
        Always,
        Error,
        claims::both_ways,
        "a claim both corroborates and denies or contradicts another",
    ),
    check(
        "bears-out-itself",
        Always,
        Warning,
        claims::one_origin,
        "a claim corroborates one of its own source, or one it repeats",
    ),
    check(
        "retracts-nothing",
        Always,
        Warning,
        claims::retracts_nothing,
        "a retraction takes nothing back",
    ),
    check(
        "denial-misses",
        Named,
        Warning,
        propositions::denial_misses,
        "what is denied is another matter than the claim it names",
    ),
    check(
        "on-both-sides",
        Named,
        Warning,
        propositions::both_sides,
        "a source denies what it stands behind elsewhere",
    ),
    check(
        "implies-circle",
        Always,
        Warning,
        propositions::circle,
        "propositions imply each other in a circle",
    ),
    check(
        "implies-and-excludes",
        Always,
        Error,
        propositions::implies_and_excludes,
        "a proposition implies what it excludes, or two that exclude each other",
    ),
    check(
        "independent-and-linked",
        Always,
        Error,
        propositions::independent_and_linked,
        "propositions are independent, and one implies or excludes the other",
    ),
    check(
        "name-shared",
        Strict,
        Warning,
        names::shared,
        "a name stands for two entities",
    ),
    check(
        "name-twice",
        Always,
        Warning,
        names::twice,
        "an entity has one spelling twice, be it as aka and as hidden",
    ),
    check(
        "joint-alone",
        Always,
        Error,
        sources::joint_alone,
        "a joint claim lacks two undoubted sources",
    ),
    check(
        "perhaps-and-different",
        Always,
        Error,
        sources::perhaps_and_different,
        "a source is perhaps another, and surely not",
    ),
    check(
        "unnamed-merged",
        Strict,
        Warning,
        sources::unnamed_merged,
        "unnamed sources of several documents were made one",
    ),
    check(
        "unnamed-person",
        Strict,
        Warning,
        sources::unnamed_person,
        "a source is left unnamed and is a known person",
    ),
    check(
        "person-without-entity",
        Strict,
        Warning,
        sources::person_without_entity,
        "a named person is a source and no entity",
    ),
    check(
        "anonymity-broken",
        Strict,
        Warning,
        sources::anonymity_broken,
        "a source asked not to be named, and is",
    ),
    check(
        "no-condition",
        Named,
        Warning,
        sources::no_condition,
        "nothing tells on what terms an unnamed source spoke",
    ),
    check(
        "quoted-twice",
        Strict,
        Warning,
        quotes::credited_twice,
        "one quotation is credited to two sources",
    ),
    check(
        "words-not-direct",
        Strict,
        Warning,
        quotes::words_not_direct,
        "words are kept of what is no direct quotation",
    ),
    check(
        "quote-without-span",
        Strict,
        Warning,
        quotes::without_span,
        "a direct quotation has whole paragraphs as its place",
    ),
    check(
        "one-as-several",
        Named,
        Warning,
        speakers::one_as_several,
        "one unnamed speaker is told as several by another document",
    ),
    check(
        "units-differ",
        Strict,
        Warning,
        figures::units_differ,
        "figures of the same are in different units",
    ),
    check(
        "grade-misplaced",
        Always,
        Error,
        assessments::wrong_axis,
        "a grade is given to what it does not grade",
    ),
    check(
        "ungraded",
        Strict,
        Warning,
        assessments::ungraded,
        "an assessment gives no grade",
    ),
    check(
        "stale-assessment",
        Strict,
        Warning,
        assessments::stale,
        "an assessment is older than the newest report of what it judges",
    ),
    check(
        "no-report",
        Strict,
        Warning,
        reports::none,
        "no document carries a claim",
    ),
    check(
        "report-twice",
        Always,
        Warning,
        reports::twice,
        "one passage is entered twice for a claim",
    ),
    check(
        "no-hash",
        Strict,
        Warning,
        reports::no_hash,
        "a passage has no hash",
    ),
    check(
        "no-sha256",
        Strict,
        Warning,
        reports::no_sha256,
        "a document that we read has no SHA-256",
    ),
    check(
        "todo",
        Named,
        Warning,
        reports::todo,
        "something is still to do",
    ),
    check(
        "unused-document",
        Strict,
        Warning,
        unused::documents,
        "nothing refers to a document",
    ),
    check(
        "unused-entity",
        Strict,
        Warning,
        unused::entities,
        "nothing refers to an entity",
    ),
    check(
        "unused-source",
        Strict,
        Warning,
        unused::sources,
        "nothing refers to a source",
    ),
    check(
        "unused-event",
        Strict,
        Warning,
        unused::events,
        "nothing refers to an event",
    ),
    check(
        "unused-proposition",
        Strict,
        Warning,
        unused::propositions,
        "nobody speaks of a proposition",
    ),
];
