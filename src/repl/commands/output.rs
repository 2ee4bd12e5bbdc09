//! `.output`, `.once`, `.timer`: where answers go and what is told with them.

use std::fs::OpenOptions;
use std::path::Path;

use super::{Flow, Refusal};
use crate::diagnostic::Diagnostic;
use crate::repl::session::Session;
use crate::repl::settings::{self, on_off};
use crate::value::{term_safe, unquoted};

/// Writes answers to a file from now on, or here again.
pub(super) fn output(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let path = (!arguments.is_empty()).then(|| settings::path(arguments));
    let expected = path.as_deref().map_or(Ok(()), expect_place);
    // What follows is not meant for the file before, in any case.
    session.output.redirect(path.filter(|_| expected.is_ok()));
    expected?;
    if arguments.is_empty() {
        session.say("output: here");
    }
    Ok(Flow::Next)
}

/// Writes the next answer to a file.
pub(super) fn once(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if arguments.is_empty() {
        return Err(Refusal::Usage("a file is needed".to_owned()));
    }
    let path = settings::path(arguments);
    expect_place(&path)?;
    session.output.redirect_once(path);
    Ok(Flow::Next)
}

/// Tells at once of a file that can't be written, before an answer is lost to it.
fn expect_place(path: &Path) -> Result<(), Refusal> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let why = if path.is_dir() {
        Some("it is a folder".to_owned())
    } else if path.exists() {
        let opened = OpenOptions::new().append(true).open(path);
        opened.err().map(|error| error.to_string())
    } else {
        let missing = folder.filter(|folder| !folder.is_dir());
        missing.map(|folder| format!("there is no folder ‘{}’", folder.display()))
    };
    let Some(why) = why else { return Ok(()) };
    let message = format!("cannot write to ‘{}’: {why}", path.display());
    Err(Diagnostic::error("unwritable", message).into())
}

/// Writes a line of text where answers go.
pub(super) fn print(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let line = format!("{}\n", term_safe(unquoted(arguments)));
    session.output.text(&line, &session.messages)?;
    Ok(Flow::Next)
}

/// Writes each row as a block, or as it suits the terminal again; without a word turns it round.
pub(super) fn vertical(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let wanted = match arguments {
        "" => session.output.layout.mode().name != "vertical",
        word => !word.eq_ignore_ascii_case("auto") && settings::truth(word)?,
    };
    let mode = if wanted { "vertical" } else { "auto" };
    settings::command(session, "mode", mode)?;
    settings::command(session, "mode", "")
}

/// Says whether the time that a query took is told; without a word turns it round.
pub(super) fn timer(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let turned = on_off(!session.timer);
    let value = if arguments.is_empty() {
        turned
    } else {
        arguments
    };
    settings::command(session, "timer", value)?;
    settings::command(session, "timer", "")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use crate::repl::commands::tests::{Folder, Talk};

    /// A file that is gone afterwards.
    struct File(PathBuf);

    impl File {
        fn new(name: &str) -> File {
            let name = format!("whosaid-output-{name}-{}", std::process::id());
            File(std::env::temp_dir().join(name))
        }

        fn read(&self) -> Option<String> {
            fs::read_to_string(&self.0).ok()
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            let _ = fs::remove_file(&self.0);
        }
    }

    #[test]
    fn answers_go_to_a_file_until_they_come_back() {
        let (mut talk, file) = (Talk::new(), File::new("output"));
        talk.line(&format!(".output \"{}\"", file.0.display()));
        talk.wrong("clams");
        assert_eq!(file.read(), None, "nothing was written yet");
        talk.line(".mode csv");
        let (results, messages) = talk.line("claims | take 1 | select id");
        assert_eq!((results.as_str(), messages.as_str()), ("", "note: 1 row\n"));
        talk.line("sources | take 1 | select id");
        assert_eq!(talk.messages("\\o"), "output: here\n");
        assert!(talk.results("claims | take 1 | select id").contains("id\n"));
        let written = file.read().expect("it was written");
        assert_eq!(written.matches("id\n").count(), 2, "{written}");
    }

    #[test]
    fn one_answer_goes_to_a_file() {
        let (mut talk, file) = (Talk::new(), File::new("once"));
        assert!(talk.wrong(".once").contains("write: .once FILE"));
        talk.line(&format!(".once {}", file.0.display()));
        assert_eq!(talk.results("claims | count"), "");
        assert!(file.read().expect("it was written").starts_with("count"));
        assert!(talk.results("claims | count").starts_with("count"));
        for command in [".once", ".output"] {
            let told = talk.wrong(&format!("{command} no-such-folder/x"));
            assert!(told.contains("no folder ‘no-such-folder’"), "{told}");
            assert!(
                talk.wrong(&format!("{command} /"))
                    .contains("it is a folder")
            );
        }
        talk.line(&format!(".output {}", file.0.display()));
        talk.wrong(".output no-such-folder/x");
        assert!(talk.results("claims | count").contains("count"));
        // A wrong query leaves it for the next, and what is told of the session is no answer.
        talk.line(&format!(".once '{}'", file.0.display()));
        talk.wrong("clams");
        assert!(talk.results(".config").contains("mode"));
        assert!(talk.line(".param x=1\n.param").0.contains('x'));
        assert_eq!(talk.results("claims | take 1 | select id"), "");
        assert!(file.read().expect("it was written").starts_with("id"));
        assert!(talk.results("claims | count").contains("count"));
    }

    #[test]
    fn a_line_of_text_goes_where_answers_go() {
        let (mut talk, file) = (Talk::new(), File::new("print"));
        assert_eq!(
            talk.results(".print \"# Denials; all of them\""),
            "# Denials; all of them\n"
        );
        assert_eq!(talk.results("\\echo a\u{1b}[2J # b"), "a␛[2J # b\n");
        talk.line(&format!(".output {}\n.print x\n.print", file.0.display()));
        assert_eq!(file.read().as_deref(), Some("x\n\n"));
    }

    #[test]
    fn the_name_of_a_file_says_the_form_where_no_mode_does() {
        let folder = Folder::new("form");
        let mut talk = Talk::new();
        for (name, begins) in [
            ("a.csv", "id,stance\n"),
            ("a.JSONL", "{\"id\""),
            ("a.out", "id "),
        ] {
            talk.line(&format!(".once {}", folder.path(name)));
            talk.line("claims where stance = deny | select id, stance");
            assert!(folder.read(name).starts_with(begins), "{name}");
        }
        talk.line(&format!(".mode table\n.once {}", folder.path("b.csv")));
        talk.line("claims | take 1 | select id, stance");
        assert!(folder.read("b.csv").starts_with("id "));
    }

    #[test]
    fn layout_is_as_it_was_set() {
        let mut talk = Talk::new();
        talk.line(".mode csv");
        assert_eq!(talk.messages(".mode"), "mode: csv\n");
        assert!(talk.wrong(".mode cvs").contains("did you mean ‘csv’?"));
        assert!(talk.wrong(".width wide").contains("write: .width"));
        talk.line("\\pset null -");
        let absent = "claims | take 1 | select note";
        assert!(talk.results(absent).ends_with("note\n-\n"));
        talk.line(".null \"\"");
        assert_eq!(talk.messages(".null"), "null: \"\"\n");
        talk.line(".mode table\n.maxrows 2");
        let (results, messages) = talk.line("claims | select id");
        assert_eq!(results.lines().count(), 5, "{results}");
        assert!(messages.contains("rows"), "{messages}");
    }

    #[test]
    fn rows_are_written_as_blocks_and_back() {
        let mut talk = Talk::new();
        assert_eq!(talk.messages("\\x"), "mode: vertical\n");
        assert!(!talk.results("claims | take 1").contains('┼'));
        assert_eq!(talk.messages("\\x"), "mode: auto\n");
        assert_eq!(talk.messages(".vertical on"), "mode: vertical\n");
        assert!(talk.wrong(".vertical perhaps").contains("neither"));
    }

    #[test]
    fn what_helps_is_told_as_commands() {
        let mut talk = Talk::new();
        talk.session.messages.be_brief();
        talk.line(".maxrows 1");
        let told = talk.messages("claims");
        assert!(told.contains("‘.maxrows 0’ shows all"), "{told}");
        assert!(talk.wrong(".width 5").contains("16 at the least"));
        talk.line(".width 16");
        let told = talk.wrong("claims");
        assert!(told.contains("‘.width 0’ lets it take"), "{told}");
    }

    #[test]
    fn evidence_is_the_one_thing_that_a_file_takes_too() {
        let (mut talk, file) = (Talk::new(), File::new("once-why"));
        talk.line(&format!(".once {}", file.0.display()));
        assert_eq!(talk.results(".why claim:003-moved-denied"), "");
        let shown = talk.results("claims | count");
        assert!(shown.starts_with("count\n"), "{shown}");
        let written = file.read().expect("it was written");
        assert!(written.starts_with("claim 003-moved-denied"), "{written}");
        assert!(!written.contains("count"), "{written}");
    }

    #[test]
    fn what_is_said_is_broken_between_words_on_a_screen_alone() {
        let asked = "claims where source = \"Turkish diplomatic source\" | count";
        let whole = Talk::new().messages(asked);
        assert!(whole.lines().any(|line| line.len() > 60), "{whole}");
        let broken = Talk::new().on_screen(40, 24).messages(asked);
        assert!(
            broken.lines().all(|line| line.chars().count() <= 40),
            "{broken}"
        );
        assert_eq!(broken.replace("\n      ", " "), whole);
    }

    #[test]
    fn listings_are_whole_however_few_rows_are_wanted() {
        let mut talk = Talk::new().on_screen(100, 60);
        talk.line(".maxrows 2");
        for (listing, last) in [(".config", "today"), (".schema", "assessments")] {
            let shown = talk.results(listing);
            assert!(shown.contains(last), "{shown}");
        }
    }

    #[test]
    fn rows_are_numbered_on_a_screen_alone() {
        let asked = "claims where stance = deny | take 2 | select id";
        assert!(!Talk::new().results(asked).contains('#'));
        let mut talk = Talk::new().on_screen(80, 24);
        let shown = talk.results(asked);
        assert!(shown.starts_with("# │ id\n"), "{shown}");
        assert_eq!(shown.lines().nth(2).map(|line| &line[..5]), Some("1 │"));
        let file = File::new("numbered");
        talk.line(&format!(".once {}", file.0.display()));
        talk.line(asked);
        assert!(!file.read().expect("it was written").contains('#'));
        assert!(!talk.results(".schema").contains('#'));
        assert!(!talk.results(".config").contains('#'));
        talk.line(".config numbered off");
        assert!(!talk.results(asked).contains('#'));
        assert_eq!(talk.messages(".config numbered"), "numbered: off\n");
        talk.line(".mode csv\n.config numbered auto");
        assert!(!talk.results(asked).contains('#'));
    }

    #[test]
    fn a_single_wide_row_stands_upright_unless_a_mode_is_chosen() {
        let mut talk = Talk::new().on_screen(60, 24);
        let one = "claims where id = \"003-moved-denied\" | select id, said, source, text";
        let upright = talk.results(one);
        assert!(
            upright.starts_with("#      │ 1\nid     │ 003-moved-denied\n"),
            "{upright}"
        );
        talk.line(".mode table");
        assert!(talk.results(one).contains("─┼─"));
        talk.line(".mode auto");
        assert_eq!(talk.results(one), upright);
        let narrow = talk.results("claims where id = \"003-moved-denied\" | select id, said");
        assert!(narrow.contains("# │ id"), "{narrow}");
    }

    #[test]
    fn an_answer_taller_than_the_screen_goes_through_the_pager() {
        let mut talk = Talk::new().on_screen(80, 12);
        talk.line(".config pager sed 's/^/> /'");
        let paged = |shown: &str| shown.lines().all(|line| line.starts_with("> "));
        let (shown, messages) = talk.line("claims | take 8 | select id");
        assert!(!paged(&shown), "{shown}");
        assert_eq!(messages, "note: 8 rows\n");
        let (shown, messages) = talk.line("claims | take 9 | select id");
        assert!(paged(&shown) && shown.lines().count() == 11, "{shown}");
        assert_eq!(messages, "note: 9 rows\n", "notes stand behind it");
        // A line that wraps takes several rows of the screen.
        talk.line(".mode csv\n.once /dev/null\nclaims");
        let shown = talk.results("claims | take 4 | select id, text, source, note, said");
        assert!(paged(&shown), "{shown}");
        talk.line(".mode table\n.width 0");
        assert!(paged(&talk.results("claims | take 1")));
        assert!(!paged(&talk.results("claims | take 1 | select id")));
        talk.line(".width auto");
        assert!(paged(&talk.results(".why 003-moved-denied")));
        assert_eq!(talk.messages(".config pager"), "pager: sed 's/^/> /'\n");
    }

    #[test]
    fn a_pager_that_ends_early_leaves_the_session() {
        let mut talk = Talk::new().on_screen(80, 12);
        talk.line(".config pager \"head -n 2\"");
        let (shown, messages) = talk.line("claims | select id, text, source");
        assert_eq!(shown.lines().count(), 2, "{shown}");
        assert!(messages.contains(" rows\n"), "{messages}");
        assert!(talk.results("claims | count").contains("count"));
        // There is a pager, so that no row is left out.
        talk.line(".config pager tail -n 1");
        let last = talk.results("claims | select id");
        let answer = talk.session.last_answer().expect("an answer");
        assert!(last.starts_with(&answer.len().to_string()), "{last}");
    }

    #[test]
    fn a_pager_that_is_not_there_is_told_and_done_without() {
        let mut talk = Talk::new().on_screen(80, 12);
        talk.line(".config pager no-such-pager -x");
        let (shown, messages) = talk.line("claims | take 30 | select id");
        assert!(shown.lines().count() == 32, "{shown}");
        assert!(
            messages.contains("the pager ‘no-such-pager -x’ cannot be run"),
            "{messages}"
        );
        assert_eq!(talk.messages(".config pager"), "pager: off\n");
        talk.line(".config pager on\n.safe on");
        assert_eq!(talk.messages(".config pager"), "pager: off\n");
        assert!(talk.wrong(".config pager cat").contains("is forbidden"));
        assert!(talk.wrong(".config pager on").contains("is forbidden"));
        talk.line(".config pager off");
        assert_eq!(talk.session.output.pager.command(), None);
    }

    #[test]
    fn the_time_is_told_where_it_is_wanted() {
        let mut talk = Talk::new();
        assert!(!talk.messages("claims | count").contains("ms"));
        assert_eq!(talk.messages("\\timing"), "timer: on\n");
        let told = talk.messages("claims | count");
        assert!(
            told.contains(" to plan, ")
                && told.contains(" to run, ")
                && told.ends_with(" to write\n"),
            "{told}"
        );
        assert!(talk.messages(".open --sample").contains(" to load\n"));
        assert_eq!(talk.messages(".timer off"), "timer: off\n");
        assert!(talk.wrong(".timer perhaps").contains("neither"));
    }
}
