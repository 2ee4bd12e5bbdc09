//! `.output`, `.once`, `.timer`: where answers go and what is told with them.

use std::path::PathBuf;

use super::{Flow, Refusal};
use crate::repl::session::Session;
use crate::repl::settings::{self, on_off, unquoted};

/// Writes answers to a file from now on, or here again.
pub(super) fn output(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let path = unquoted(arguments);
    let path = (!path.is_empty()).then(|| PathBuf::from(path));
    session.output.redirect(path);
    Ok(Flow::Next)
}

/// Writes the next answer to a file.
pub(super) fn once(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if arguments.is_empty() {
        return Err(Refusal::Usage("a file is needed".to_owned()));
    }
    session
        .output
        .redirect_once(PathBuf::from(unquoted(arguments)));
    Ok(Flow::Next)
}

/// Writes each row as a block, or as it suits the terminal again; without a word turns it round.
pub(super) fn vertical(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let wanted = match arguments {
        "" => session.output.layout.mode().name != "vertical",
        word => settings::truth(word)?,
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

    use crate::repl::commands::tests::Talk;

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
        talk.line("\\o");
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
        talk.line(".once no-such-folder/x");
        let told = talk.wrong("claims | count");
        assert!(
            told.contains("cannot write to ‘no-such-folder/x’"),
            "{told}"
        );
        assert!(talk.results("claims | count").contains("count"));
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
        talk.line(".width 5");
        let told = talk.wrong("claims");
        assert!(told.contains("‘.width 0’ lets it take"), "{told}");
    }

    #[test]
    fn the_time_is_told_where_it_is_wanted() {
        let mut talk = Talk::new();
        assert!(!talk.messages("claims | count").contains("ms"));
        assert_eq!(talk.messages("\\timing"), "timer: on\n");
        let told = talk.messages("claims | count");
        assert!(told.contains(" ms\n") || told.contains(" s\n"), "{told}");
        assert_eq!(talk.messages(".timer off"), "timer: off\n");
        assert!(talk.wrong(".timer perhaps").contains("neither"));
    }
}
