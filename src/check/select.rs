//! Which checks are run.

use super::{CHECKS, Check, Tier};
use crate::diagnostic::{Diagnostic, LEDGER_PAGE, nearest};

/// The word that stands for every check.
const ALL: &str = "all";

/// Which checks are run; those of the tier [`Tier::Always`] where nothing more is asked.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    strict: bool,
    also: Vec<&'static str>,
    only: Vec<&'static str>,
}

impl Selection {
    /// Selects checks: with `strict` those of that tier too, `also` those named, or with `only` no
    /// others; `all` names every check.
    ///
    /// # Errors
    ///
    /// Returns which name is no check's.
    pub fn new(strict: bool, also: &[String], only: &[String]) -> Result<Selection, Diagnostic> {
        Ok(Selection {
            strict,
            also: codes(also)?,
            only: codes(only)?,
        })
    }

    /// Selects every check.
    pub fn all() -> Selection {
        Selection {
            strict: true,
            also: CHECKS.iter().map(|check| check.code).collect(),
            only: Vec::new(),
        }
    }

    /// Returns the first check that was asked for by its code and reads the original texts.
    pub fn needs_originals(&self) -> Option<&'static Check> {
        let named =
            |check: &&Check| self.only.contains(&check.code) || self.also.contains(&check.code);
        let all = self.only.len().max(self.also.len()) >= CHECKS.len();
        let mut checks = CHECKS.iter().filter(named).filter(|_| !all);
        checks.find(|check| check.of_originals)
    }

    /// Tells whether a check is run.
    pub fn has(&self, check: &Check) -> bool {
        if !self.only.is_empty() {
            return self.only.contains(&check.code);
        }
        let by_tier = match check.tier {
            Tier::Always => true,
            Tier::Strict => self.strict,
            Tier::Named => false,
        };
        by_tier || self.also.contains(&check.code)
    }
}

fn codes(names: &[String]) -> Result<Vec<&'static str>, Diagnostic> {
    let all = CHECKS.iter().map(|check| check.code);
    let mut codes = Vec::new();
    for name in names {
        if name.eq_ignore_ascii_case(ALL) {
            codes.extend(all.clone());
            continue;
        }
        let code = all.clone().find(|code| name.eq_ignore_ascii_case(code));
        codes.push(code.ok_or_else(|| unknown(name))?);
    }
    Ok(codes)
}

fn unknown(name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-check", format!("there is no check ‘{name}’"));
    let diagnostic = match nearest(name, CHECKS.iter().map(|check| check.code)) {
        Some(near) => diagnostic.near(near),
        None => diagnostic,
    };
    if LEDGER_PAGE.section(name).is_some() {
        return diagnostic.help("the loader looks for it whenever it reads a ledger");
    }
    diagnostic.help("whosaid check --list shows every check")
}
