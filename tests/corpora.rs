//! Public conformance data, read where it lies beside the repository; skipped where it does not.
//!
//! Three authorities judge the date expressions, and they do not always agree. Only where they do
//! is there something to be held to: these are the safe sets.

#![allow(clippy::print_stdout, reason = "the counts are a report")]

use std::path::Path;

use serde_json::Value;
use whosaid::value::{Date, fold_name};

const DATES: &str = "edtf/edtf_cases.jsonl";

#[test]
fn what_all_authorities_accept_is_a_date() {
    let Some(cases) = read_lines(DATES) else {
        return;
    };
    let accepted = agreed(&cases, true);
    assert_eq!(
        accepted.len(),
        159,
        "the safe set has another size than its documentation says"
    );
    let refused: Vec<_> = accepted
        .into_iter()
        .filter(|text| Date::parse(text).is_err())
        .collect();
    assert_eq!(refused, Vec::<&str>::new());
}

#[test]
fn what_all_authorities_refuse_is_no_date() {
    let Some(cases) = read_lines(DATES) else {
        return;
    };
    let refused = agreed(&cases, false);
    assert_eq!(
        refused.len(),
        37,
        "the safe set has another size than its documentation says"
    );
    let accepted: Vec<_> = refused
        .into_iter()
        .filter(|text| Date::parse(text).is_ok())
        .collect();
    assert_eq!(accepted, Vec::<&str>::new());
}

#[test]
fn bounds_are_those_the_authorities_agree_on() {
    let Some(cases) = read_lines(DATES) else {
        return;
    };
    let (mut safe, mut exact, mut wrong) = (0, 0, Vec::new());
    for case in &cases {
        let Some((first, last)) = agreed_bounds(case) else {
            continue;
        };
        safe += 1;
        let text = text_of(case, "edtf");
        // Theirs are the bounds before widening, so a qualified date is held to cover them. The
        // significant digits of `1950S2` are no qualifier but widen like one.
        let widens = text.contains(['?', '~', '%', 'S']);
        let ours = Date::parse(text).map(|date| date.days);
        let theirs = (parse_day(first), parse_day(last));
        let right = ours.as_ref().is_ok_and(|days| {
            let same = (days.lo, days.hi) == theirs;
            let covers = days.lo <= theirs.0 && theirs.1 <= days.hi;
            if widens { covers } else { same }
        });
        exact += usize::from(!widens);
        if !right {
            wrong.push(format!("{text}: {first} to {last}, not {ours:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(
        (safe, exact),
        (161, 113),
        "the safe set has another size than its documentation says"
    );
}

#[test]
fn folding_meets_as_many_labelled_names_as_before() {
    let Some(cases) = read_lines("names/match_cases.jsonl") else {
        return;
    };
    let mut met = Vec::new();
    let (mut pairs, mut same) = (0, 0);
    for case in &cases {
        let (query, result) = (&case["query"]["name"], &case["result"]["name"]);
        let (Some(query), Some(result)) = (query.as_str(), result.as_str()) else {
            continue;
        };
        pairs += 1;
        same += usize::from(case["matches"] == true);
        if fold_name(query) == fold_name(result) {
            assert_eq!(case["matches"], true, "{query} and {result} are two");
            met.push(query);
        }
    }
    println!(
        "labelled names: folding meets {} of {same} pairs that match ({pairs} in all)",
        met.len()
    );
    assert_eq!((pairs, same), (27, 16));
    assert_eq!(met, ["John Doe", "Snow"]);
}

#[test]
fn folding_meets_as_many_scored_names_as_before() {
    let Some(text) = read("names/nomenklatura-ofac_fixtures.csv") else {
        return;
    };
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<(String, String, f64)> = rows
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("the fixtures have three columns");
    let met: Vec<_> = rows
        .iter()
        .filter(|(one, other, _)| fold_name(one) == fold_name(other))
        .collect();
    let full = rows.iter().filter(|(_, _, score)| *score == 100.0).count();
    println!(
        "scored names: folding meets {} of {full} pairs scored 100 ({} in all)",
        met.len(),
        rows.len()
    );
    assert!(met.iter().all(|(_, _, score)| *score == 100.0), "{met:?}");
    assert_eq!((rows.len(), full, met.len()), (170, 49, 4));
}

#[test]
fn folding_joins_as_many_spellings_of_one_name_as_before() {
    let Some(text) = read("names/nomenklatura-putin_names.txt") else {
        return;
    };
    let spellings: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let mut folded: Vec<String> = spellings.iter().copied().map(fold_name).collect();
    folded.sort_unstable();
    folded.dedup();
    println!(
        "one name: {} spellings, {} after folding",
        spellings.len(),
        folded.len()
    );
    assert_eq!((spellings.len(), folded.len()), (81, 66));
}

fn read(path: &str) -> Option<String> {
    let path = Path::new("../shared/corpora").join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    text
}

fn read_lines(path: &str) -> Option<Vec<Value>> {
    let parse = |line: &str| serde_json::from_str(line).expect("every line is a JSON object");
    Some(read(path)?.lines().map(parse).collect())
}

fn text_of<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap_or_default()
}

/// Returns the expressions that every authority judges so.
fn agreed(cases: &[Value], valid: bool) -> Vec<&str> {
    const VERDICTS: [&str; 3] = ["unt_valid", "edtfjs_valid", "pyedtf_valid"];
    let all = |case: &&Value| VERDICTS.iter().all(|verdict| case[verdict] == valid);
    cases
        .iter()
        .filter(all)
        .map(|case| text_of(case, "edtf"))
        .collect()
}

/// Returns the first and last day that both calculators give, where at least one is a day.
fn agreed_bounds(case: &Value) -> Option<(&str, &str)> {
    let day = |key: &str| {
        case[key]
            .as_str()
            .map(|time| time.split('T').next().unwrap_or(time))
    };
    let theirs = (day("edtfjs_min")?, day("edtfjs_max")?);
    let same = Some(theirs) == day("pyedtf_lower_strict").zip(day("pyedtf_upper_strict"));
    (same && theirs != ("-inf", "inf")).then_some(theirs)
}

/// Reads a day as the corpus writes it.
fn parse_day(text: &str) -> whosaid::value::Day {
    use whosaid::value::{Day, Point as _};
    match text {
        "-inf" => return Day::MIN,
        "inf" => return Day::MAX,
        _ => {}
    }
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or((1, text), |digits| (-1, digits));
    let parts: Vec<i32> = digits
        .split('-')
        .map(|part| part.parse().expect("a number"))
        .collect();
    let small = |part: i32| u8::try_from(part).expect("months and days are small");
    Day::from_civil(sign * parts[0], small(parts[1]), small(parts[2]))
        .expect("a day of the calendar")
}
