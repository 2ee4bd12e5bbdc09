//! `.diff`: the answer of the query before, and what it was.

mod pinned;

use std::sync::Arc;

use super::asking::nothing_asked;
use super::{Flow, Refusal};
use crate::answer::{Answer, Cell, Digits, RowChange};
use crate::console::listing::table;
use crate::diagnostic::Diagnostic;
use crate::engine::Ledger;
use crate::repl::session::Session;
use crate::value::counted;

/// The query before, asked again.
const BEFORE: &str = "_";

/// Shows the rows of the query before that are not as they were: before the files were read again,
/// or where it is pinned.
pub(super) fn diff(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let wants_pinned = match arguments {
        "" => session.ledger_before().is_none(),
        "pinned" => true,
        _other => return Err(Refusal::Usage("it takes nothing, or ‘pinned’".to_owned())),
    };
    session.last_query().ok_or_else(nothing_asked)?;
    if wants_pinned {
        return pinned::diff(session);
    }
    let earlier = session.ledger_before().cloned();
    let earlier = earlier.ok_or_else(nothing_to_compare)?;
    let (now, settings) = (Arc::clone(&session.ledger), session.settings.clone());
    let compared = session.apart(move |cancel| {
        let asked = |ledger: &Ledger| {
            let query = ledger.query(BEFORE).with(settings.clone());
            query.cancel(Arc::clone(&cancel)).ask()
        };
        let (before, now) = (asked(&earlier)?.answer, asked(&now)?.answer);
        Ok(compared(&before, &now))
    })?;
    let compared = compared.map_err(|error| session.failure(&error))?;
    tell(session, compared, "before the files were read again")
}

/// An answer held against an earlier one.
struct Compared {
    /// What changed; none where nothing has.
    drawn: Option<Answer>,
    /// How much that is, or else all there is.
    tally: String,
}

/// Shows what changed, or tells what the answer is the same as.
fn tell(session: &mut Session, compared: Compared, before: &str) -> Result<Flow, Refusal> {
    let Compared { drawn, tally } = compared;
    match drawn {
        None => session.say(&format!("the answer is the same as {before}: {tally}")),
        Some(drawn) => {
            session.listing(drawn)?;
            session.messages.note(&tally);
        }
    }
    Ok(Flow::Next)
}

fn compared(before: &Answer, now: &Answer) -> Compared {
    let changes = now.changes_from(before);
    if changes.is_empty() {
        return Compared {
            drawn: None,
            tally: counted(now.len(), "row"),
        };
    }
    let count = |test: fn(&RowChange) -> bool| changes.iter().filter(|it| test(it)).count();
    let (new, gone) = (
        count(|it| matches!(it, RowChange::Added(_))),
        count(|it| matches!(it, RowChange::Removed(_))),
    );
    let changed = changes.len() - new - gone;
    Compared {
        drawn: Some(drawn(before, now, &changes)),
        tally: format!("{new} new, {gone} gone, {changed} changed"),
    }
}

fn nothing_to_compare() -> Diagnostic {
    let message = "there is no earlier answer to compare with";
    Diagnostic::error("nothing-to-compare", message).help(
        "‘.reload’ reads the ledger's files again; ‘.run NAME’ asks a query whose answer is pinned",
    )
}

/// Draws the rows that changed, what they are to the answer before them.
fn drawn(before: &Answer, now: &Answer, changes: &[RowChange]) -> Answer {
    let tells_doubt = changes
        .iter()
        .any(|change| !doubt(before, now, change).is_empty());
    let mut names = vec!["change".to_owned()];
    names.extend(now.columns.iter().map(|column| column.name.clone()));
    if tells_doubt {
        names.push("how far".to_owned());
    }
    let old = |name: &str, row: usize| {
        let column = before.column(name);
        column.map_or_else(String::new, |column| text(&column.cells[row]))
    };
    let rows = changes.iter().map(|change| {
        let columns = now.columns.iter().enumerate();
        let mut row = vec![sign(change).to_owned()];
        row.extend(columns.map(|(place, column)| match change {
            RowChange::Added(now) => text(&column.cells[*now]),
            RowChange::Removed(before) => old(&column.name, *before),
            RowChange::Changed {
                before,
                now,
                columns,
            } => {
                let own = text(&column.cells[*now]);
                if !columns.contains(&place) {
                    return own;
                }
                let was = old(&column.name, *before);
                let shown = |text: String| {
                    if text.is_empty() {
                        "nothing".to_owned()
                    } else {
                        text
                    }
                };
                format!("{} → {}", shown(was), shown(own))
            }
        }));
        if tells_doubt {
            row.push(doubt(before, now, change).to_owned());
        }
        row
    });
    table(names, rows.collect::<Vec<_>>())
}

fn sign(change: &RowChange) -> &'static str {
    match change {
        RowChange::Added(_) => "+",
        RowChange::Removed(_) => "-",
        RowChange::Changed { .. } => "~",
    }
}

/// Says how certain a row is, where it is not or was not.
fn doubt(before: &Answer, now: &Answer, change: &RowChange) -> &'static str {
    match change {
        RowChange::Added(row) if !now.certain[*row] => "only possible",
        RowChange::Removed(row) if !before.certain[*row] => "was only possible",
        RowChange::Changed {
            before: old,
            now: row,
            ..
        } => match (before.certain[*old], now.certain[*row]) {
            (true, false) => "only possible now",
            (false, true) => "certain now",
            (true, true) => "",
            (false, false) => "only possible",
        },
        RowChange::Added(_) | RowChange::Removed(_) => "",
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::One(data) => data.text(Digits::Few).into_owned(),
        Cell::Many(several) => {
            let texts: Vec<String> = several
                .iter()
                .map(|it| it.text(Digits::Few).into())
                .collect();
            texts.join(", ")
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::console::Stop;
    use crate::repl::commands::tests::{Folder, Talk};
    use crate::repl::watch::Fresh;

    pub(super) const LEDGER: &str = "[[document]]\nid = \"d\"\ntitle = \"D\"\npublished = \"2024-05-03\"\n\n\
        [[claim]]\nid = \"open\"\ntext = \"It is open.\"\nat = \"p1\"\nsaid = \"2024-05-01\"\n\n\
        [[claim]]\nid = \"shut\"\ntext = \"It is shut.\"\nat = \"p2\"\nsaid = \"2024-05-02\"\n";

    pub(super) fn town(name: &str) -> (Talk, Folder) {
        let (mut talk, folder) = (Talk::new(), Folder::new(name));
        folder.write("seeds/a.toml", LEDGER);
        talk.line(&format!(".open {}", folder.path("seeds")));
        (talk, folder)
    }

    #[test]
    fn a_reload_tells_what_changed_and_the_answer_is_compared() {
        let (mut talk, folder) = town("diff");
        assert!(talk.wrong(".diff").contains("no query was asked yet"));
        talk.line(".mode csv\nclaims where year = 2024 | select id, said, text");
        assert!(talk.wrong(".diff").contains("no earlier answer"));
        assert_eq!(talk.messages(".reload"), "no record changed\n");
        assert!(talk.wrong(".diff").contains("no earlier answer"));
        let changed = LEDGER
            .replace("2024-05-02", "2023/2024")
            .replace("It is open", "It was open")
            + "\n[[claim]]\nid = \"late\"\ntext = \"It rains.\"\nat = \"p3\"\nsaid = \"2024\"\n";
        folder.write("seeds/a.toml", &changed);
        let told = talk.messages(".reload");
        assert!(
            told.contains("claims: 2 changed (open, shut), 1 new (late)\n"),
            "{told}"
        );
        assert!(
            told.contains("propositions: 1 changed (open), 1 new (late)\n"),
            "{told}"
        );
        let (results, messages) = talk.line(".diff");
        let expected = "\nchange,id,said,text,how far\n\
            ~,open,2024-05-01,It is open. → It was open.,\n\
            ~,shut,2024-05-02 → 2023/2024,It is shut.,only possible now\n\
            +,late,2024,It rains.,\n";
        assert_eq!(results, expected);
        assert!(messages.contains("1 new, 0 gone, 2 changed"), "{messages}");
        assert_eq!(talk.messages(".reload"), "no record changed\n");
        assert_eq!(
            talk.results(".diff"),
            expected,
            "of the last that changed any"
        );
        talk.line("documents");
        assert_eq!(
            talk.messages(".diff"),
            "the answer is the same as before the files were read again: 1 row\n"
        );
        assert!(talk.wrong(".diff x").contains("write: .diff"));
    }

    #[test]
    fn a_query_that_does_not_hold_was_run() {
        let (mut talk, folder) = town("unmet");
        folder.write(
            "seeds/queries/many.who",
            "claims | count | assert count > 5\n",
        );
        assert_eq!(talk.session.line(".run many"), Err(Stop::Failed));
        let line = talk.session.line(".diff pinned");
        assert_eq!(line, Err(Stop::Usage));
        let told = talk.told();
        assert!(told.contains("no golden file has the answer"), "{told}");
    }

    #[test]
    fn watched_files_are_read_again_before_a_line() {
        let (mut talk, folder) = town("watch");
        assert_eq!(talk.messages(".watch on"), "watch: on\n");
        assert_eq!(talk.messages(".watch"), "watch: off\n");
        assert_eq!(talk.messages(".watch"), "watch: on\n");
        assert_eq!(talk.messages("claims | count"), "note: 1 row\n");
        folder.write(
            "seeds/b.toml",
            "[[entity]]\nid = \"e\"\nname = \"E\"\nkind = \"place\"\n",
        );
        let told = talk.messages("entities | count");
        assert!(
            told.starts_with("the ledger's files have changed\n"),
            "{told}"
        );
        assert!(told.contains("entities: 1 new (e)\n"), "{told}");
        folder.write(
            "seeds/b.toml",
            "[[entity]]\nid = \"e\"\nnme = \"E\"\nkind = \"place\"\n",
        );
        let (results, told) = talk.line("entities where id = \"e\" | count");
        assert!(
            told.contains("‘nme’") && results.contains('1'),
            "{told}{results}"
        );
        let told = talk.messages("entities | count");
        assert!(!told.contains("‘nme’"), "it is told once: {told}");
        std::fs::remove_file(folder.path("seeds/b.toml")).expect("it is there");
        assert!(
            talk.messages("claims | count")
                .contains("entities: 1 gone (e)")
        );
        let mut sample = Talk::new();
        assert!(sample.wrong(".watch on").contains("not opened from files"));
    }

    #[test]
    fn files_read_meanwhile_are_what_is_asked_from_then_on() {
        let (mut talk, folder) = town("watch-take");
        assert!(talk.session.known().is_none(), "nobody watches");
        talk.line(".watch on\nclaims | select id, text");
        let known = talk.session.known().expect("they are watched");
        assert_eq!(known.look(), known.seen);
        folder.write("seeds/a.toml", &LEDGER.replace("It is shut", "It was shut"));
        let seen = known.look();
        assert_ne!(seen, known.seen);
        let (ledger, told) = known.read_again();
        assert!(
            told.starts_with("the ledger's files have changed\npropositions: 1 changed (shut)\n"),
            "{told}"
        );
        assert_eq!(talk.told(), "");
        talk.session
            .take(Fresh { ledger, seen }, Some(told.clone()));
        assert_eq!(talk.told(), told);
        let (results, messages) = talk.line(".diff");
        assert!(results.contains("It is shut. → It was shut."), "{results}");
        assert!(
            messages.ends_with("note: 0 new, 0 gone, 1 changed\n"),
            "{messages}"
        );
        folder.write("seeds/b.toml", "nonsense");
        let known = talk.session.known().expect("they are watched");
        let (ledger, told) = known.read_again();
        assert!(
            ledger.is_none() && told.contains("b.toml:1") && told.ends_with("stays as it is\n"),
            "{told}"
        );
        let seen = known.look();
        talk.session.take(Fresh { ledger, seen }, None);
        assert_eq!(talk.messages("claims | count"), "note: 1 row\n");
    }
}
