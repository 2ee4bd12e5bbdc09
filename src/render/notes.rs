//! Notes as plain English, a line each.

use crate::answer::{Answer, Condition, Failure, NearName, Note, Within};
use crate::value::{counted, term_safe};

/// Returns what a reader should know about an answer: the count of its rows first.
///
/// `4 rows · 2 more possible`
pub fn notes(answer: &Answer) -> Vec<String> {
    let rows = answer.certain_rows().count();
    let possible = answer.notes.iter().find_map(|note| {
        if let Note::Possible(more) = note {
            Some(*more)
        } else {
            None
        }
    });
    let uncertain = || answer.certain.iter().filter(|certain| !**certain).count();
    let first = rows_and_possible(rows, possible.unwrap_or_else(uncertain));
    let mut lines = vec![if rows == 0 {
        first.replacen("0 rows", "no rows", 1)
    } else {
        first
    }];
    for note in &answer.notes {
        push_lines(note, &mut lines);
    }
    lines
        .into_iter()
        .map(|line| term_safe(&line).into_owned())
        .collect()
}

/// Returns what is to be told of assertions that failed, a line each.
pub fn failures(answer: &Answer) -> Vec<String> {
    let failed = answer.notes.iter().filter_map(|note| {
        if let Note::Failed(failure) = note {
            Some(term_safe(&failure_line(failure)).into_owned())
        } else {
            None
        }
    });
    failed.collect()
}

/// `assertion failed: hops < 3: 2 rows do not meet it: 001-a, 001-b`
fn failure_line(failure: &Failure) -> String {
    let mut line = format!("assertion failed: {}", one_line(&failure.test));
    if failure.count > 0 {
        let (one, several) = if failure.possible {
            ("meets it possibly only", "meet it possibly only")
        } else {
            ("does not meet it", "do not meet it")
        };
        let verb = if failure.count == 1 { one } else { several };
        let more = if failure.count > failure.rows.len() {
            ", …"
        } else {
            ""
        };
        let (rows, names) = (counted(failure.count, "row"), failure.rows.join(", "));
        line.push_str(&format!("; {rows} {verb}: {names}{more}"));
    } else {
        let verb = if failure.possible {
            "it is possible only"
        } else {
            "it does not hold"
        };
        line.push_str(&format!("; {verb}: {}", failure.values.join(", ")));
    }
    line
}

fn push_lines(note: &Note, lines: &mut Vec<String>) {
    lines.push(match note {
        // A failure is told as an error.
        Note::Possible(_) | Note::Failed(_) => return,
        Note::Unknown { path, rows } => {
            format!(
                "‘{}’ is not known in {}",
                one_line(path),
                counted(*rows, "row")
            )
        }
        Note::View {
            view,
            reports,
            gone,
            possibly,
        } => {
            let possibly = match possibly {
                0 => String::new(),
                more => format!(" · {more} more possibly"),
            };
            let reports = counted(*reports, "report");
            format!("{}: {gone} of {reports} gone{possibly}", one_line(view))
        }
        Note::KeptAbsent { path, rows } => {
            let path = one_line(path);
            match rows {
                1 => format!("1 row was kept because it has no ‘{path}’"),
                rows => format!("{rows} rows were kept because they have no ‘{path}’"),
            }
        }
        Note::SeveralKeys(1) => "1 row stands under several keys".to_owned(),
        Note::SeveralKeys(rows) => format!("{rows} rows stand under several keys"),
        Note::UnderNoGroup(1) => "1 possible row stands under no group shown".to_owned(),
        Note::UnderNoGroup(rows) => format!("{rows} possible rows stand under no group shown"),
        Note::WeakName { text, record } => {
            format!("‘{text}’ is a weak name; it was taken for ‘{record}’, who alone bears it")
        }
        Note::Near { text, taken } => {
            let shown: Vec<String> = taken.iter().take(NEAR_SHOWN).map(near).collect();
            let more = match taken.len().saturating_sub(NEAR_SHOWN) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("‘{text}’ was also taken for {}{more}", shown.join(", "))
        }
        Note::SeveralRecords { text, ids } => {
            let ids: Vec<String> = ids.iter().map(|id| format!("‘{id}’")).collect();
            format!(
                "‘{text}’ names {} records, all taken: {}",
                ids.len(),
                ids.join(", ")
            )
        }
        Note::OtherUnit {
            asked,
            instead,
            rows,
        } => {
            let asked = match (asked, instead) {
                (Some(unit), _) => format!("the query asks for ‘{unit}’"),
                (None, Some(instead)) => {
                    format!("the query names no unit, as ‘{}’ does", one_line(instead))
                }
                (None, None) => "the query names no unit".to_owned(),
            };
            let were = if *rows == 1 { "was" } else { "were" };
            let rows = counted(*rows, "row");
            format!("{rows} {were} left out for a figure of another unit; {asked}")
        }
        Note::PossibleBeforeCut(rows) => {
            format!(
                "{} would have come in before the cut",
                counted(*rows, "possible row")
            )
        }
        Note::PossibleNotRead(rows) => {
            let were = if *rows == 1 { "was" } else { "were" };
            let rows = counted(*rows, "possible row");
            format!(
                "{rows} {were} not read: first, last, list, lag and lead read certain rows only"
            )
        }
        Note::NoValue(rows) => format!("arithmetic has no value in {}", counted(*rows, "row")),
        Note::SeveralUnits(cells) => {
            let are = if *cells == 1 { "is" } else { "are" };
            let cells = counted(*cells, "cell");
            format!(
                "{cells} {are} empty: figures of several units have no least, greatest, sum or mean; group by unit"
            )
        }
        Note::UnitByUnit => {
            "figures of several units stand unit by unit, as no unit is more than another".to_owned()
        }
        Note::NoRows(conditions) => {
            lines.extend(conditions.iter().map(condition));
            return;
        }
    });
}

/// So many of what a text was taken for are named.
const NEAR_SHOWN: usize = 10;

/// `‘Ismail Haniyeh’ (as ‘Haniyeh’)`
fn near(taken: &NearName) -> String {
    match &taken.record {
        Some(record) if *record != taken.name => format!("‘{record}’ (as ‘{}’)", taken.name),
        Some(_) | None => format!("‘{}’", taken.name),
    }
}

/// `source = "x": 0 rows; nearest ‘y’`
fn condition(condition: &Condition) -> String {
    let possible = condition.possible.saturating_sub(condition.certain);
    let rows = rows_and_possible(condition.certain, possible);
    let mut line = format!("{}: {rows}", one_line(&condition.text));
    if let Some(near) = &condition.near {
        line.push_str(&format!("; nearest ‘{near}’"));
    }
    if let Some(Within { text, rows }) = &condition.within {
        let rows = counted(*rows, "row");
        line.push_str(&format!("; {}: {rows}", one_line(text)));
    }
    line
}

fn rows_and_possible(rows: usize, possible: usize) -> String {
    match (rows, possible) {
        (rows, 0) => counted(rows, "row"),
        (0, possible) => format!("0 rows · {possible} possible"),
        (rows, possible) => format!("{} · {possible} more possible", counted(rows, "row")),
    }
}

/// Query text may run over several lines.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
