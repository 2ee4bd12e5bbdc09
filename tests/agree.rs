//! A second, naive evaluator agrees with the engine on random queries over random ledgers.
//!
//! Every run tries the same ledgers and queries; with `PROPTEST_RNG_SEED` set to another number it
//! tries others, and with `PROPTEST_CASES` more or fewer of them. A difference is shrunk, and
//! shown with the seed, the ledger and the query.

mod agree {
    pub(crate) mod compare;
    pub(crate) mod dice;
    pub(crate) mod ledger;
    pub(crate) mod naive;
    pub(crate) mod query;
    pub(crate) mod values;
}

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::test_runner::{Config, RngSeed, TestRunner};

use agree::compare::{Outcome, Pair};
use agree::dice::{Dice, streams};
use agree::{ledger, query};

/// How many queries are asked of each ledger.
const QUERIES: usize = 25;

#[test]
fn engine_and_naive_evaluator_agree() {
    let (asked, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let given_up = AtomicUsize::new(0);
    let choices = (
        streams(700),
        proptest::collection::vec(streams(250), QUERIES),
    );
    let outcome = runner(100).run(&choices, |(ledger, queries)| {
        let pair = Pair::load(ledger::files(&mut Dice::new(&ledger)));
        for choices in queries {
            let query = query::query(pair.ledger(), &mut Dice::new(&choices));
            asked.fetch_add(1, Ordering::Relaxed);
            match pair.ask(&query)? {
                Outcome::Agreed => {}
                Outcome::GivenUp => {
                    given_up.fetch_add(1, Ordering::Relaxed);
                }
                Outcome::Refused => {
                    refused.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let (asked, refused) = (asked.into_inner(), refused.into_inner());
    assert!(asked >= 2000, "only {asked} queries were asked");
    assert!(
        refused * 50 < asked,
        "{refused} of {asked} queries were refused: the generator writes wrong ones"
    );
}

fn runner(cases: u32) -> TestRunner {
    let mut config = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(2019);
    }
    config.failure_persistence = None;
    TestRunner::new(config)
}
