//! `.history`, `.edit`: what was typed before.

use std::path::Path;

use super::{Flow, Refusal};
use crate::console::saved;
use crate::diagnostic::Diagnostic;
use crate::repl::session::Session;
use crate::value::term_safe;
use crate::value::unquoted;

/// So many lines are listed where no number is given.
const LISTED: usize = 20;

/// Lists earlier lines, the latest last: so many, or those with a word.
pub(super) fn history(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let lines = session.earlier_lines();
    let numbered = (1..).zip(lines.iter().map(String::as_str));
    let numbered: Vec<(usize, &str)> = match wanted(arguments)? {
        Wanted::Last(count) => numbered.skip(lines.len().saturating_sub(count)).collect(),
        Wanted::With(word) => {
            let word = word.to_lowercase();
            let has_word = |line: &str| line.to_lowercase().contains(&word);
            numbered.filter(|(_, line)| has_word(line)).collect()
        }
    };
    let mut shown = String::new();
    if numbered.is_empty() {
        shown.push_str("there is no such line\n");
    }
    for (number, text) in numbered {
        for (place, line) in text.lines().enumerate() {
            let margin = if place == 0 {
                number.to_string()
            } else {
                String::new()
            };
            shown.push_str(&format!("{margin:>5}  {line}\n"));
        }
    }
    session.present(&shown)?;
    Ok(Flow::Next)
}

enum Wanted {
    Last(usize),
    With(String),
}

fn wanted(arguments: &str) -> Result<Wanted, Refusal> {
    let word = arguments.strip_prefix('/');
    let word = word.map(|word| word.strip_suffix('/').unwrap_or(word));
    match (word, arguments) {
        (Some(""), _) => Err(Refusal::Usage("a word is needed".to_owned())),
        (Some(word), _) => Ok(Wanted::With(word.to_owned())),
        (None, "") => Ok(Wanted::Last(LISTED)),
        (None, number) => {
            let shown = term_safe(number);
            let refusal = format!("‘{shown}’ is no number of lines");
            number
                .parse()
                .map(Wanted::Last)
                .map_err(|_| Refusal::Usage(refusal))
        }
    }
}

/// Opens the query before, or a saved query, in the person's editor.
pub(super) fn edit(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if !session.is_typed() {
        let message = "‘.edit’ is for the prompt: nobody edits what a script asks";
        return Err(Diagnostic::error("no-prompt", message).into());
    }
    let text = match unquoted(arguments) {
        // Where nothing was asked yet it opens empty.
        "" => session.last_text().unwrap_or_default(),
        name => {
            let source = saved::read(Path::new(name), &session.options, &session.messages)?;
            source.text.trim_end().to_owned()
        }
    };
    Ok(Flow::Edit(text))
}

#[cfg(test)]
mod tests {
    use crate::repl::Flow;
    use crate::repl::commands::tests::{Folder, Talk};

    #[test]
    fn earlier_lines_are_listed() {
        let mut talk = Talk::new();
        talk.line("claims | count");
        talk.wrong("clams");
        talk.line("claims\n| count by stance");
        let all = talk.messages(".history");
        let lines =
            "    1  claims | count\n    2  clams\n    3  claims\n       | count by stance\n";
        assert_eq!(all, format!("{lines}    4  .history\n"));
        assert_eq!(talk.messages("\\s 1"), "    5  \\s 1\n");
        let with = talk.messages(".history /STANCE/");
        assert!(with.starts_with("    3  claims\n"), "{with}");
        talk.line("claims | count");
        let told = talk.messages(".history 2");
        assert!(
            told.contains("  claims | count\n"),
            "each stands once: {told}"
        );
        assert!(
            !talk
                .messages(".history")
                .starts_with("    1  claims | count\n")
        );
        assert!(talk.wrong(".history many").contains("write: .history"));
        assert!(talk.wrong(".history //").contains("a word is needed"));
        talk.wrong("\u{1B}[2J");
        let told = talk.messages(".history");
        assert!(!told.contains('\u{1B}'), "{told}");
    }

    #[test]
    fn queries_are_handed_to_the_editor() {
        let mut talk = Talk::new();
        assert_eq!(talk.session.line(".edit"), Ok(Flow::Edit(String::new())));
        talk.line("claims where stance = deny");
        talk.line("| count");
        let text = "claims where stance = deny\n| count".to_owned();
        assert_eq!(talk.session.line(".edit"), Ok(Flow::Edit(text)));
        let folder = Folder::new("edit");
        folder.write("q.who", "claims # all\n");
        let line = format!("\\e \"{}\"", folder.path("q.who"));
        let text = "claims # all".to_owned();
        assert_eq!(talk.session.line(&line), Ok(Flow::Edit(text)));
        folder.write("edits.who", ".edit\n");
        let read = format!(".read \"{}\"", folder.path("edits.who"));
        assert!(talk.wrong(&read).contains("is for the prompt"));
        assert!(
            talk.wrong(".edit no-such")
                .contains("no saved query ‘no-such’")
        );
    }
}
