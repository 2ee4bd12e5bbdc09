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

#[test]
#[ignore]
fn survey() {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    let mut state = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1_u64);
    let n: usize = std::env::var("N").ok().and_then(|s| s.parse().ok()).unwrap_or(20);
    let mut next = move || { state ^= state << 13; state ^= state >> 7; state ^= state << 17; (state >> 20) as u16 };
    let mut stream = |len: usize| -> Vec<u16> { (0..len).map(|_| next()).collect() };
    let (mut ok, mut refused, mut bad) = (0, 0, 0);
    std::panic::set_hook(Box::new(|_| {}));
    for _ in 0..n {
        let l = stream(700);
        let pair = match catch_unwind(|| Pair::load(ledger::files(&mut Dice::new(&l)))) {
            Ok(p) => p,
            Err(e) => { println!("LOAD {}", e.downcast_ref::<String>().unwrap()); continue; }
        };
        for _ in 0..25 {
            let c = stream(250);
            let q = if let Ok(q) = std::env::var("Q") { q } else { match catch_unwind(AssertUnwindSafe(|| query::query(pair.ledger(), &mut Dice::new(&c)))) { Ok(q) => q, Err(e) => { println!("GENERATOR {:?}", e.downcast_ref::<String>()); continue } } };
            match catch_unwind(AssertUnwindSafe(|| pair.ask(&q))) {
                Ok(Ok(Outcome::Agreed)) => { ok += 1; }
                Ok(Ok(Outcome::GivenUp)) => { println!("GIVENUP {q}") }
                Ok(Ok(Outcome::Refused)) => { refused += 1; println!("REFUSED {q}\n{}", pair.why(&q)); }
                Ok(Err(e)) => { bad += 1; let t = e.to_string(); let at = t.find(&q).unwrap_or(0); println!("DIFF {}", &t[at..]); if std::env::var("FULL").is_ok() { println!("{}", &t[..at]); } }
                Err(e) => { bad += 1; println!("PANIC {q}\n   {:?}", e.downcast_ref::<String>().map(String::as_str).or(e.downcast_ref::<&str>().copied())); }
            }
        }
    }
    println!("ok {ok} refused {refused} bad {bad}");
}
