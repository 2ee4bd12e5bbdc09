//! The table of checks.

use self::Tier::{Always, Strict};
use super::context::Context;
use super::findings::Findings;
use super::{dates, relays};
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

/// Every check, by subject.
pub static CHECKS: &[Check] = &[
    Check {
        code: "dates-reversed",
        tier: Always,
        severity: Error,
        summary: "something ends before it begins",
        find: dates::reversed,
    },
    Check {
        code: "said-after-publication",
        tier: Always,
        severity: Error,
        summary: "a claim was said after it was printed",
        find: dates::said_after_publication,
    },
    Check {
        code: "via-own-outlet",
        tier: Strict,
        severity: Warning,
        summary: "a report came last through the outlet it stands in",
        find: relays::own_outlet,
    },
];
