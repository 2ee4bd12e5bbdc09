//! What completion keeps from one key to the next shows in nothing but time.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use whosaid::model::Text;
use whosaid::{Candidate, Completions, Day, Ledger, Settings};

/// Texts with a value to come, each with how it is asked; no two have the same rows.
fn different_rows() -> Vec<(&'static str, Settings)> {
    let on = |day: &str| Settings {
        today: Day::parse(day),
        ..Settings::default()
    };
    let with = |value: &str| Settings {
        params: vec![("who".to_owned(), value.to_owned())],
        ..Settings::default()
    };
    let behind = |text: &str| {
        let mut settings = Settings::default();
        settings.remember(text);
        settings
    };
    let plain = Settings::default;
    vec![
        ("claims where source = \"", plain()),
        ("claims where stance = deny and source = \"", plain()),
        (
            "claims where source.party = $who and source = \"",
            with("Turkey"),
        ),
        (
            "claims where source.party = $who and source = \"",
            with("Hamas"),
        ),
        ("claims as of 2019-12-18 where source = \"", plain()),
        ("claims as of 2024-11-18 where source = \"", plain()),
        (
            "claims without \"The Telegraph\" where source = \"",
            plain(),
        ),
        (
            "claims without (outlets where country = \"Turkey\") where source = \"",
            plain(),
        ),
        (
            "claims without (outlets where country = \"Israel\") where source = \"",
            plain(),
        ),
        (
            "claims where said > today - 1 year and source = \"",
            on("2020-01-01"),
        ),
        (
            "claims where said > today - 1 year and source = \"",
            on("2024-12-01"),
        ),
        (
            "_ where source = \"",
            behind("claims where stance = assert"),
        ),
        (
            "_ where source = \"",
            behind("claims where stance = accuse"),
        ),
        ("claims | count by source | where source = \"", plain()),
        ("claims | sort said | take 7 | where source = \"", plain()),
        (
            "claims | sort said desc | take 7 | where source = \"",
            plain(),
        ),
    ]
}

#[test]
fn what_was_counted_for_one_place_is_not_told_at_another() {
    let used = Ledger::sample();
    let of = |ledger: &Ledger, (text, settings): &(&str, Settings)| {
        ledger.complete(text, text.len(), settings)
    };
    let cases = different_rows();
    let fresh: Vec<_> = cases
        .iter()
        .map(|case| of(&Ledger::sample(), case))
        .collect();
    // Twice each, so that it is told from what was kept, with all others between.
    for _ in 0..2 {
        for (case, fresh) in cases.iter().zip(&fresh) {
            assert_eq!(of(&used, case), *fresh, "{}", case.0);
            assert_eq!(of(&used, case), *fresh, "{}", case.0);
        }
    }
    let rows = |found: &Completions| {
        let rows = found.candidates.iter();
        rows.map(|one| (one.label.clone(), one.detail.clone()))
            .collect::<BTreeSet<_>>()
    };
    let different: BTreeSet<_> = fresh.iter().map(rows).collect();
    assert_eq!(different.len(), cases.len());
}

#[test]
fn another_ledger_has_counts_of_its_own() {
    let claims = |count: usize| {
        let mut text = String::from(
            "[[document]]\nid = \"d\"\ntitle = \"Rain\"\n[[source]]\nid = \"s\"\nname = \"Anna\"\nkind = \"person\"\n",
        );
        for id in 0..count {
            text += &format!(
                "[[claim]]\nid = \"{id}\"\nsource = \"s\"\nat = \"p1\"\ntext = \"Rain.\"\n"
            );
        }
        let name = "ledger.toml".to_owned();
        Ledger::from_texts([Text { name, text }]).expect("a sound ledger")
    };
    let (before, behind) = (claims(1), claims(2));
    let first = |ledger: &Ledger| {
        let text = "claims where source = \"";
        let found = ledger.complete(text, text.len(), &Settings::default());
        found.candidates[0].detail.clone()
    };
    assert_eq!(first(&before), "1 claim");
    assert_eq!(first(&behind), "2 claims");
    assert_eq!(first(&before), "1 claim");
}

#[test]
fn numbers_are_left_out_where_there_is_no_time_for_them() {
    let text = "claims | count by source | where source = \"tur";
    let ledger = Ledger::sample();
    let found = |settings: &Settings| ledger.complete(text, text.len(), settings).candidates;
    let no_time = Settings {
        timeout: Some(Duration::ZERO),
        ..Settings::default()
    };
    let names = |found: &[Candidate]| {
        let names = found.iter().map(|one| one.label.clone());
        names.collect::<BTreeSet<_>>()
    };
    let stopped = Settings {
        cancel: Some(Arc::new(AtomicBool::new(true))),
        ..Settings::default()
    };
    let late = [found(&no_time), found(&stopped)];
    // What has been counted since takes no time.
    let whole = found(&Settings::default());
    for late in late {
        assert!(late.iter().all(|one| one.detail.is_empty()));
        assert_eq!(names(&late), names(&whole));
    }
    assert!(whole[0].detail.ends_with("rows") || whole[0].detail.ends_with("row"));
    assert_eq!(found(&no_time), whole);
}
