//! The ledger of all small intervals.

use std::fmt::Write;

use whosaid::Ledger;
use whosaid::model::Text;

use super::interval::Interval;

/// What a claim, by its id `c0`, `c1` …, was said at; the last at no known time.
pub(super) fn dates() -> Vec<Interval> {
    let mut dates = Interval::known();
    dates.push(Interval::UNKNOWN);
    dates
}

/// What the one figure of such a claim is; the last has none.
pub(super) fn numbers() -> Vec<Interval> {
    Interval::known()
}

/// From when and until when an event, by its place, lasted.
pub(super) fn pairs() -> Vec<(Interval, Interval)> {
    let each = dates();
    let both = each
        .iter()
        .flat_map(|from| each.iter().map(move |until| (*from, *until)));
    both.collect()
}

/// Opens the ledger.
pub(super) fn open() -> Ledger {
    let mut text = String::from(HEAD);
    for (place, said) in dates().into_iter().enumerate() {
        let claim = format!(
            "[[claim]]\nid = \"c{place}\"\ntext = \"Claim {place}.\"\nsource = \"s\"\nat = \"p1\"\n{}",
            date("said", said)
        );
        text.push_str(&claim);
        if let Some(number) = numbers().get(place) {
            let number = number.literal(|point| point.to_string());
            writeln!(text, "figure = [{{ value = \"{number}\" }}]").expect("a text");
        }
    }
    for (place, (from, until)) in pairs().into_iter().enumerate() {
        let (from, until) = (date("from", from), date("until", until));
        write!(
            text,
            "[[event]]\nid = \"e{place}\"\nname = \"event {place}\"\n{from}{until}"
        )
        .expect("a text");
    }
    let file = Text {
        name: "all.toml".to_owned(),
        text,
    };
    Ledger::from_texts([file]).unwrap_or_else(|error| panic!("{}", error.report().render(false)))
}

/// The document has no day, so that a claim without one is wholly unknown.
const HEAD: &str = r#"
[[document]]
id = "d"
title = "D"

[[source]]
id = "s"
name = "S"
kind = "person"

"#;

/// The day that a point stands for.
pub(super) fn day(point: i32) -> String {
    format!("2019-03-0{point}")
}

/// Writes a date of a record; nothing where it is not known.
fn date(key: &str, interval: Interval) -> String {
    let edtf = match interval.ends() {
        (None, None) => return String::new(),
        (Some(lo), Some(hi)) if lo == hi => day(lo),
        (lo, hi) => {
            let [lo, hi] = [lo, hi].map(|end| end.map_or("..".to_owned(), day));
            format!("{lo}/{hi}")
        }
    };
    format!("{key} = \"{edtf}\"\n")
}
