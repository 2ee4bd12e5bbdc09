//! The answer of a saved query, and the one that a golden file has of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::pin::tests_folder;
use super::{Compared, Flow, Refusal, compared, nothing_to_compare, tell};
use crate::answer::Answer;
use crate::cli::listing::{listing, table};
use crate::cli::saved;
use crate::diagnostic::Diagnostic;
use crate::engine::{Error, Settings};
use crate::golden::{self, Asked, Header, Location, Suite};
use crate::repl::memory::Ran;
use crate::repl::session::Session;
use crate::value::{counted, fit::width};

/// A case that has the answer of a saved query.
struct Pinned {
    header: Header,
    /// The folder of its file.
    folder: PathBuf,
    asked: Asked,
    expected: String,
}

/// Shows what of the answer of the saved query asked last is not as it is pinned.
pub(super) fn diff(session: &mut Session) -> Result<Flow, Refusal> {
    let ran = session.ran().ok_or_else(nothing_to_compare)?;
    let pinned = Pinned::of(ran).ok_or_else(|| {
        let message = format!("no golden file has the answer of ‘{}’", ran.path.display());
        Diagnostic::error("nothing-to-compare", message).help("‘.pin! NAME’ pins it")
    })?;
    pinned.expect_its_ledger(session)?;
    let mut params = pinned.header.params.clone();
    params.extend(pinned.asked.params.iter().cloned());
    let settings = Settings {
        today: pinned.header.today,
        params,
        timeout: session.settings.timeout,
        ..Settings::default()
    };
    let ledger = Arc::clone(&session.ledger);
    let compared = session.apart(move |cancel| {
        let query = ledger.query_from(&pinned.asked.source);
        let replies = query.with(settings).cancel(cancel).ask_all();
        if let Err(error @ (Error::Cancelled | Error::OutOfTime)) = replies {
            return Err(error);
        }
        let now = golden::transcript(&replies, pinned.header.format);
        let now = now.trim_end_matches('\n');
        if pinned.expected != now {
            return Ok(differing(&pinned.expected, now));
        }
        let last = replies.as_ref().ok().and_then(|replies| replies.last());
        let rows = last.map(|reply| counted(reply.answer.certain_rows().count(), "row"));
        Ok(Compared {
            drawn: None,
            tally: rows.unwrap_or_else(|| "an error".to_owned()),
        })
    })?;
    let compared = compared.map_err(|error| session.failure(&error))?;
    tell(session, compared, "pinned")
}

/// Says what changed between two texts that differ: by rows where both are tables whose rows do,
/// else by lines.
fn differing(expected: &str, now: &str) -> Compared {
    if let (Some(before), Some(now)) = (rows_of(expected), rows_of(now)) {
        let compared = compared(&before, &now);
        if compared.drawn.is_some() {
            return compared;
        }
    }
    let drawn = golden::diff(expected, now);
    let signs = |sign: char| drawn.lines().filter(move |line| line.starts_with(sign));
    let changed = drawn.lines().filter(|line| line.starts_with(['+', '-']));
    let changed = changed.map(|line| line.split_at(1));
    let rows = changed.map(|(sign, line)| [sign.to_owned(), line.trim_start().to_owned()]);
    let (new, gone) = (signs('+').count(), signs('-').count());
    let (new, gone) = (counted(new, "line"), counted(gone, "line"));
    Compared {
        drawn: Some(listing(["change", "line"], rows)),
        tally: format!("{new} new, {gone} gone"),
    }
}

impl Pinned {
    /// Finds the case that asks a saved query with the same values.
    fn of(ran: &Ran) -> Option<Pinned> {
        let tests = tests_folder(&ran.path);
        let files = golden::files(saved::here(&tests)).ok()?;
        let wanted = ran.path.canonicalize().ok()?;
        let sorted = |params: &[(String, String)]| {
            let mut params = params.to_vec();
            params.sort();
            params
        };
        let is_it = |asked: &Asked| {
            let path = asked
                .path
                .as_ref()
                .and_then(|path| path.canonicalize().ok());
            path.as_ref() == Some(&wanted) && sorted(&asked.params) == sorted(&ran.params)
        };
        files.iter().find_map(|file| {
            let suite = Suite::read(file).ok()?;
            let folder = saved::here(file.parent().unwrap_or(Path::new("")));
            let (place, asked) = suite.cases.iter().enumerate().find_map(|(place, case)| {
                let asked = Asked::of(case, folder).ok().filter(is_it)?;
                Some((place, asked))
            })?;
            let Suite {
                header, mut cases, ..
            } = suite;
            Some(Pinned {
                header,
                folder: folder.to_owned(),
                asked,
                expected: cases.swap_remove(place).expected,
            })
        })
    }

    /// Refuses what is pinned over another ledger than the one that is open.
    fn expect_its_ledger(&self, session: &Session) -> Result<(), Refusal> {
        let Some(named) = &self.header.ledger else {
            return Ok(());
        };
        let real = |path: &Path| saved::here(path).canonicalize().ok();
        let open = match session.location() {
            Some(Location::Folder(folder)) => real(folder),
            Some(Location::Sample) | None => None,
        };
        let named = self.folder.join(named);
        if real(&named).is_some_and(|named| open == Some(named)) {
            return Ok(());
        }
        let message = "the answer is pinned over another ledger than the one that is open";
        let help = format!("it is ‘{}’; ‘.open’ opens it", named.display());
        let diagnostic = Diagnostic::error("nothing-to-compare", message);
        Err(diagnostic.help(help).into())
    }
}

/// Reads the rows of an answer that is drawn as a table; none where it is not one alone.
fn rows_of(text: &str) -> Option<Answer> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &str| !line.is_empty() && line.chars().all(|c| matches!(c, '─' | '┼'));
    let rule = lines.get(1).filter(|line| is_rule(line))?;
    if lines.iter().filter(|line| is_rule(line)).count() > 1 {
        return None;
    }
    let edges = rule.chars().enumerate().filter(|(_, c)| *c == '┼');
    let edges: Vec<usize> = edges.map(|(column, _)| column).collect();
    let names = cells(lines[0], &edges)?;
    let rows = lines[2..end(&lines)?].iter();
    let rows: Option<Vec<Vec<String>>> = rows.map(|line| cells(line, &edges)).collect();
    Some(table(names, rows?))
}

/// Returns the line behind the last row, which the count in the notes tells.
fn end(lines: &[&str]) -> Option<usize> {
    let noted = |line: &&str| line.starts_with("note: ");
    (2..lines.len()).rev().find_map(|place| {
        let end = 2 + count(lines[place])?;
        let between = lines.get(end..place)?;
        between.iter().all(noted).then_some(end)
    })
}

/// Reads the count of rows off a note.
fn count(line: &str) -> Option<usize> {
    let (count, rest) = line.strip_prefix("note: ")?.split_once(' ')?;
    let count = match count {
        "no" => 0,
        digits => digits.parse().ok()?,
    };
    rest.starts_with("row").then_some(count)
}

/// Cuts a line of a table at the columns where its rule is crossed; none where it is not one.
fn cells(line: &str, edges: &[usize]) -> Option<Vec<String>> {
    let mut cells = Vec::with_capacity(edges.len() + 1);
    let mut from = 0;
    for (at, bar) in line.match_indices('│') {
        if edges.get(cells.len()) == Some(&width(&line[..at])) {
            cells.push(line[from..at].trim().to_owned());
            from = at + bar.len();
        }
    }
    cells.push(line[from..].trim().to_owned());
    (cells.len() == edges.len() + 1).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LEDGER, town};

    #[test]
    fn an_answer_is_compared_with_the_pinned_one() {
        let (mut talk, folder) = town("diff-pinned");
        talk.line("claims | select id, said");
        talk.line(".pin said");
        talk.line(".run said");
        assert_eq!(
            talk.messages(".diff"),
            "the answer is the same as pinned: 2 rows\n"
        );
        folder.write("seeds/a.toml", &LEDGER.replace("\"shut\"", "\"closed\""));
        talk.line(".reload\n.run said");
        let shown = talk.results(".diff pinned");
        let signs: Vec<&str> = shown
            .lines()
            .filter_map(|line| line.split(' ').next())
            .collect();
        assert!(signs.contains(&"+") && signs.contains(&"-"), "{shown}");
        assert!(
            shown.contains("closed") && shown.contains("shut"),
            "{shown}"
        );
        talk.line("claims");
        assert!(talk.wrong(".diff pinned").contains("no earlier answer"));
    }

    #[test]
    fn only_texts_that_are_equal_are_the_same() {
        let ledger = LEDGER.replace("It is shut", "note: it is │ shut");
        // The query, what is changed in the ledger, and what that is to show.
        let cases = [
            // A line for an absent value ends no table.
            (
                "claims | select note",
                ("id = \"shut\"", "id = \"shut\"\nnote = \"late\""),
                "late",
            ),
            // Nor does a row that begins as a note, and a bar in a value ends no cell.
            ("claims | select text", ("│ shut", "│ was shut"), "was shut"),
            (
                "claims | select text, said",
                ("2024-05-02", "2024-05-07"),
                "2024-05-02 → 2024-05-07",
            ),
            ("claims | select id", ("│ shut", "│ was shut"), ""),
        ];
        for (query, (from, to), expected) in cases {
            let (mut talk, folder) = town("diff-texts");
            folder.write("seeds/a.toml", &ledger);
            talk.line(".reload");
            talk.line(query);
            talk.line(".pin! it\n.run it");
            let same = "the answer is the same as pinned: 2 rows\n";
            assert_eq!(talk.messages(".diff pinned"), same, "{query}");
            folder.write("seeds/a.toml", &ledger.replace(from, to));
            talk.line(".reload\n.run it");
            let (shown, told) = talk.line(".diff pinned");
            assert_eq!(told == same, expected.is_empty(), "{query}: {told}");
            assert!(shown.contains(expected), "{query}: {shown}");
        }
    }

    #[test]
    fn notes_alone_may_differ() {
        let (mut talk, folder) = town("diff-notes");
        talk.line("claims where year = 2024 | select id");
        talk.line(".pin it");
        let changed =
            "\n[[claim]]\nid = \"late\"\ntext = \"It rains.\"\nat = \"p3\"\nsaid = \"2024/2025\"\n";
        folder.write("seeds/a.toml", &(LEDGER.to_owned() + changed));
        talk.line(".reload\n.run it");
        let (shown, told) = talk.line(".diff pinned");
        assert!(shown.contains("1 more possible"), "{shown}");
        assert!(told.contains("1 line new, 1 line gone"), "{told}");
    }

    #[test]
    fn an_answer_over_another_ledger_is_not_compared() {
        let (mut talk, folder) = town("diff-ledger");
        talk.line("claims | select id");
        talk.line(".pin it");
        talk.line(".run it");
        folder.write("other/a.toml", LEDGER);
        talk.line(&format!(".open {}", folder.path("other")));
        assert!(talk.wrong(".diff pinned").contains("no earlier answer"));
        let query = folder.path("seeds/queries/it.who");
        talk.line(&format!(".run {query}"));
        let told = talk.wrong(".diff pinned");
        assert!(told.contains("pinned over another ledger"), "{told}");
        let told = talk.wrong(".run \"it");
        assert!(told.contains("a quotation mark is not closed"), "{told}");
    }
}
