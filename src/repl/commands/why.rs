//! `.why`: the evidence behind a row, or for a record.

use super::run::words;
use super::{Flow, Refusal};
use crate::diagnostic::Diagnostic;
use crate::render::Listing;
use crate::repl::session::{Asked, Session};
use crate::repl::settings;
use crate::value::{counted, term_safe};

/// How the records below a row are listed at the prompt.
const LISTING: Listing = Listing {
    whole: 1,
    one: "‘.why KIND:ID’",
    all: ".mode json",
};

/// Draws the evidence behind a row of the last answer, or for records.
pub(super) fn why(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let mut words = words(arguments)?;
    if let Some(at) = words.iter().position(|word| word == "--originals") {
        let Some(folder) = words.get(at + 1).cloned() else {
            return Err(Refusal::Usage(
                "a folder of original texts is needed".to_owned(),
            ));
        };
        settings::command(session, "originals", &folder)?;
        words.drain(at..=at + 1);
        if words.is_empty() {
            return Ok(Flow::Next);
        }
    }
    match &words[..] {
        [] => only_row(session)?,
        [word] => match row(word) {
            Some(number) => behind(session, number)?,
            None => session.why(&words)?,
        },
        [..] if words.iter().all(|word| row(word).is_some()) => {
            let message = "one row is taken at a time; several ids may stand together";
            return Err(Refusal::Usage(message.to_owned()));
        }
        [..] => session.why(&words)?,
    }
    Ok(Flow::Next)
}

/// Reads the number of a row; what begins with a nought is an id.
fn row(word: &str) -> Option<usize> {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    let is_id = word.len() > 1 && word.starts_with('0');
    (is_number && !is_id).then(|| word.parse().unwrap_or(usize::MAX))
}

fn only_row(session: &mut Session) -> Result<(), Refusal> {
    match session.last_asked().map(shown) {
        Some(1) | None => behind(session, 1),
        Some(rows) => Err(Refusal::Usage(format!(
            "the last answer has {}: the number of one, or an id, is needed",
            counted(rows, "row")
        ))),
    }
}

/// Draws the evidence behind a row, by its number as it is shown.
fn behind(session: &mut Session, number: usize) -> Result<(), Refusal> {
    let nothing_asked = || {
        Diagnostic::error(
            "no-answer",
            "there is no answer yet whose row could be meant",
        )
        .help("ask a query first, or write the id of a record: .why KIND:ID")
    };
    let last = session.last_asked().ok_or_else(nothing_asked)?;
    if !last.is_current {
        let message = "the ledger was opened anew since the last answer";
        let diagnostic = Diagnostic::error("no-answer", message);
        return Err(diagnostic
            .help("‘_’ asks the query before once more")
            .into());
    }
    if !(1..=shown(last)).contains(&number) {
        return Err(no_row(session, last, number).into());
    }
    let (text, settings) = (last.text.clone(), last.settings.clone());
    Ok(session.why_row(&text, settings, number, LISTING)?)
}

/// Returns how many rows of an answer have a number.
fn shown(last: &Asked) -> usize {
    let total = usize::from(last.answer.total_row().is_some());
    last.answer.certain_rows().count() - total
}

fn no_row(session: &Session, last: &Asked, number: usize) -> Diagnostic {
    let rows = shown(last);
    let has = match rows {
        0 => "none".to_owned(),
        1 => "one".to_owned(),
        _ => rows.to_string(),
    };
    let message = format!("there is no row {number}: the last answer has {has}");
    let mut diagnostic = Diagnostic::error("no-row", message);
    if let Ok(record) = session.ledger().find(&number.to_string()) {
        let (kind, id) = (
            record.kind.schema().singular,
            term_safe(&record.id).into_owned(),
        );
        diagnostic = diagnostic.help(format!("for the record of that id write: .why {kind}:{id}"));
    }
    let possible = last.answer.len() - last.answer.certain_rows().count();
    match possible {
        0 => diagnostic,
        1 => diagnostic.help("1 more row is only possible and has no number; ‘where possibly …’ shows it"),
        _ => diagnostic.help(format!(
            "{possible} more rows are only possible and have no number; ‘where possibly …’ shows them"
        )),
    }
}

#[cfg(test)]
mod tests {
    use crate::repl::commands::tests::{Folder, Talk};

    const DENIALS: &str = "claims where stance = deny and document = \"003\" | select id";

    #[test]
    fn the_evidence_behind_a_row_is_that_of_its_record() {
        let mut talk = Talk::new();
        assert!(talk.wrong(".why 1").contains("no answer yet"));
        assert!(talk.wrong(".why").contains("no answer yet"));
        let ids = talk.results(DENIALS);
        let id = ids.lines().nth(3).expect("a second row").trim().to_owned();
        let behind = talk.results(".why 2");
        assert!(behind.starts_with(&format!("claim {id} · ")), "{behind}");
        for line in [format!("\\why {id}"), format!(".why claim:{id}")] {
            assert_eq!(talk.results(&line), behind);
        }
        talk.line(&format!("{DENIALS} | take 1"));
        assert_eq!(talk.results(".why"), talk.results(".why 1"));
        talk.line(".mode json");
        assert!(talk.results(".why 1").starts_with("[\n"));
    }

    #[test]
    fn a_row_of_a_group_rests_on_records_that_are_listed() {
        let mut talk = Talk::new();
        talk.line("claims where stance = deny | count by source.party | where count >= 3");
        let behind = talk.results(".why 1");
        assert!(behind.starts_with("the row rests on "), "{behind}");
        let listed: Vec<&str> = behind
            .lines()
            .filter(|line| line.starts_with("claim:"))
            .collect();
        assert!(listed.len() > 1, "{behind}");
        assert!(
            behind.ends_with("‘.why KIND:ID’ draws the evidence for one of them\n"),
            "{behind}"
        );
        let (id, _) = listed[0].split_once(" · ").expect("an id");
        let id = id.trim_end_matches('?');
        assert!(talk.results(&format!(".why {id}")).contains("stance"));
    }

    #[test]
    fn it_stays_with_what_was_asked() {
        let mut talk = Talk::new();
        talk.line("let x = claims where stance = deny");
        talk.line("x | select id");
        let behind = talk.results(".why 1");
        talk.line("let x = sources");
        talk.wrong("clams");
        assert_eq!(talk.results(".why 1"), behind);
        for aside in [".explain x", ".explain", ".stats"] {
            talk.line("let x = claims where stance = deny");
            talk.line("x | select id");
            let shown = talk.results(&format!("{aside}\n.why 1"));
            assert!(shown.ends_with(&behind), "{shown}");
        }
        talk.line("x | explain");
        assert!(talk.wrong(".why 1").contains("a plan rests on no records"));
        talk.line(".values claims.stance");
        assert!(talk.results(".why 1").starts_with("the row rests on "));
        talk.line("let x = sources");
        talk.line("x");
        talk.line(".open --sample");
        let told = talk.wrong(".why 1");
        assert!(
            told.contains("opened anew") && told.contains("‘_’"),
            "{told}"
        );
        talk.line("_");
        assert!(talk.results(".why 1").starts_with("source "));
    }

    #[test]
    fn what_has_no_evidence_is_told() {
        let mut talk = Talk::new();
        talk.line(DENIALS);
        let told = talk.wrong(".why");
        assert!(told.contains("has 3 rows: the number of one"), "{told}");
        assert!(told.contains("write: .why ROW | ID "), "{told}");
        assert!(
            talk.wrong(".why 1 2")
                .contains("one row is taken at a time")
        );
        assert!(
            talk.wrong(".why 99")
                .contains("there is no row 99: the last answer has")
        );
        assert!(talk.wrong(".why 0").contains("there is no row 0"));
        assert!(
            talk.wrong(".why 99999999999999999999999")
                .contains("there is no row")
        );
        assert!(talk.wrong(".why clame:x").contains("‘claim’"));
        assert!(
            talk.wrong(".why 003-moved-denide")
                .contains("‘003-moved-denied’")
        );
        assert!(
            talk.wrong(".why --originals")
                .contains("a folder of original texts")
        );
        talk.line("claims where stance = deny | where said < 2019-11-20");
        let told = talk.wrong(".why 9");
        assert!(told.contains("only possible and have no number"), "{told}");
        talk.line("claims | count by stance | totals");
        let last = talk
            .session
            .last_answer()
            .expect("an answer")
            .certain_rows()
            .count();
        assert!(
            talk.wrong(&format!(".why {last}"))
                .contains("there is no row")
        );
    }

    #[test]
    fn passages_are_shown_where_the_texts_are_at_hand() {
        let (folder, mut talk) = (Folder::new("originals"), Talk::new());
        let ledger = "[[document]]\nid = \"bridge\"\ntitle = \"T\"\n[[claim]]\nid = \"shut\"\ntext = \"It is shut.\"\nat = \"p1:0-13\"\n[[claim.report]]\nat = \"p1\"\n";
        folder.write("ledger/a.toml", ledger);
        folder.write("texts/bridge_01.txt", "The bridge is shut.\n");
        talk.line(&format!(".open {}", folder.path("ledger")));
        talk.line("claims");
        assert!(!talk.results(".why 1").contains("The bridge is"));
        let texts = folder.path("texts");
        assert!(
            talk.results(&format!(".why 1 --originals {texts}"))
                .contains("⟦The bridge is⟧")
        );
        assert_eq!(
            talk.messages(".config originals"),
            format!("originals: {texts}\n")
        );
        talk.line(".reload\nclaims");
        assert!(talk.results(".why 1").contains("⟦The bridge is⟧"));
        talk.line(".config originals off");
        assert!(!talk.results(".why 1").contains("The bridge is"));
        assert!(talk.wrong(".config originals nowhere").contains("nowhere"));
        talk.line(".safe on");
        let told = talk.wrong(&format!(".why 1 --originals {texts}"));
        assert!(
            told.contains("a folder of original texts is forbidden"),
            "{told}"
        );
    }

    #[test]
    fn evidence_is_as_wide_as_the_screen() {
        let mut talk = Talk::new().on_screen(50, 24);
        let behind = talk.results(".why 003-moved-denied");
        assert!(
            behind.lines().all(|line| line.chars().count() <= 50),
            "{behind}"
        );
    }
}
