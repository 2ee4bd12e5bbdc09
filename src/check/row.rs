//! What a check is.

use super::context::Context;
use super::findings::Findings;
use crate::diagnostic::Severity;

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Its code, which names its section in `docs/checks.md`.
    pub code: &'static str,
    /// When it runs.
    pub tier: Tier,
    /// How bad a finding is.
    pub severity: Severity,
    /// Whether it reads the original texts, and without them finds nothing.
    pub of_originals: bool,
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

/// Makes a check that reads the ledger alone.
pub(super) const fn check(
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
        of_originals: false,
        summary,
        find,
    }
}

/// Makes a check that reads the original texts too.
pub(super) const fn of_originals(
    code: &'static str,
    tier: Tier,
    severity: Severity,
    find: fn(&Context<'_>, &mut Findings<'_>),
    summary: &'static str,
) -> Check {
    Check {
        of_originals: true,
        ..check(code, tier, severity, find, summary)
    }
}
