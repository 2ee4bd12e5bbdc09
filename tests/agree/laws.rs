//! Laws that hold between queries, whatever is asked: tried on random conditions over random ledgers.

mod conditions;
mod definitions;
mod rows;
mod sets;

use proptest::test_runner::TestCaseError;

use super::compare::{Outcome, Pair, Rows};
use super::query::{self, Ground};
use crate::over_ledgers;

/// Holds a law on random ground; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` try more of it.
fn hold(law: impl Fn(&Asked<'_>, &Ground) -> Result<(), Broken>) {
    let tried = over_ledgers(16, 12, |pair, dice| {
        let ground = query::ground(pair.records(), dice);
        match law(&Asked { pair }, &ground) {
            Ok(()) => Ok(Outcome::Agreed),
            Err(Broken::Refused) => Ok(Outcome::Refused),
            Err(Broken::Law(error)) => Err(error),
        }
    });
    assert!(tried.agreed >= 170, "too few were tried: {tried:?}");
}

/// Why a law was not found to hold.
enum Broken {
    /// A query was refused: the generators write a wrong one now and then.
    Refused,
    /// It does not.
    Law(TestCaseError),
}

/// The engine, to be asked.
struct Asked<'p> {
    pair: &'p Pair,
}

impl Asked<'_> {
    fn rows(&self, query: &str) -> Result<Rows, Broken> {
        let rows = self.pair.rows(query).map_err(Broken::Law)?;
        rows.ok_or(Broken::Refused)
    }

    /// Fails unless two queries have the same answer.
    fn same(&self, one: &str, other: &str) -> Result<(), Broken> {
        let (left, right) = (self.rows(one)?, self.rows(other)?);
        self.equal(&format!("{one}\n{other}"), &left, &right)
    }

    /// Fails unless rows are what they should be.
    fn equal(&self, queries: &str, given: &Rows, expected: &Rows) -> Result<(), Broken> {
        if given == expected {
            return Ok(());
        }
        self.broken(
            queries,
            &format!("{}\nas against\n{}", shown(given), shown(expected)),
        )
    }

    fn broken<T>(&self, queries: &str, what: &str) -> Result<T, Broken> {
        Err(Broken::Law(self.pair.fail(queries, what)))
    }
}

fn shown(rows: &Rows) -> String {
    let lines = rows.iter().map(|(certain, cells)| {
        let mark = if *certain { "" } else { "~ " };
        format!("{mark}{}\n", cells.join(" | "))
    });
    lines.collect()
}

/// Returns whether the row with these cells is certain; none where there is no such row.
fn found(rows: &Rows, cells: &[String]) -> Option<bool> {
    let row = rows.iter().find(|(_, own)| own == cells);
    row.map(|(certain, _)| *certain)
}
