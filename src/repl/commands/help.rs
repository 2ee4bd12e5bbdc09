//! `.help`: what can be typed.

use super::{COMMANDS, Flow, Refusal, Section};
use crate::console::saved;
use crate::diagnostic::{Diagnostic, did_you_mean, nearest};
use crate::repl::page::hanging;
use crate::repl::session::Session;
use crate::repl::topics;
use crate::value::term_safe;
use crate::value::unquoted;

/// What is typed that is no command, and what it does.
const ASKING: [(&str, &str); 4] = [
    (
        "claims where year = 2019",
        "asks; Enter runs what is complete, and an empty line what is not",
    ),
    ("| count by source", "goes on from the query before"),
    ("_ without \"NAME\"", "asks it again, with a view"),
    (
        "let NAME = QUERY",
        "names a query for later lines, as def and param do",
    ),
];

/// The columns of what is typed.
const WIDE: usize = 30;

/// Lists the commands, or tells of one topic.
pub(super) fn help(session: &mut Session, topic: &str) -> Result<Flow, Refusal> {
    let topic = unquoted(topic);
    if topic.is_empty() {
        let overview = overview(session.columns());
        session.present(&overview)?;
        return Ok(Flow::Next);
    }
    let text = of_saved(session, topic) + &topics::about(topic, session.columns());
    if text.is_empty() {
        let message = format!("there is no help on ‘{}’", term_safe(topic));
        let diagnostic = Diagnostic::error("unknown-topic", message);
        let names = topics::names();
        let help = match nearest(topic, names.iter().map(String::as_str)) {
            Some(near) => did_you_mean(near),
            None => "‘.help’ lists the commands and the chapters".to_owned(),
        };
        return Err(diagnostic.help(help).into());
    }
    session.present(&text)?;
    Ok(Flow::Next)
}

/// Returns what there is to say of a saved query; nothing where there is none of that name.
fn of_saved(session: &Session, name: &str) -> String {
    let mut saved = saved::described(&session.options).into_iter();
    let Some(query) = saved.find(|it| it.name == name) else {
        return String::new();
    };
    let params = query.params.iter().map(|it| format!(" {}", it.shown()));
    let (params, answers) = (params.collect::<String>(), query.answers);
    format!("saved query {name}\n    {answers}\n    .run {name}{params}\n")
}

fn overview(columns: Option<usize>) -> String {
    let rows = ASKING.iter().map(|(line, what)| row(line, what, columns));
    let mut text: String = rows.collect();
    for section in Section::ALL {
        text.push_str(&format!("\n{}\n", section.heading()));
        for command in COMMANDS.iter().filter(|it| it.section == section) {
            text.push_str(&row(&command.usage(), command.help, columns));
        }
    }
    text.push_str("\nChapters, for .help\n");
    let chapters = topics::chapters();
    text.extend(chapters.map(|chapter| format!("  {chapter}\n")));
    text
}

/// Writes what is typed and what it does beside it, or below where it is longer than most.
fn row(usage: &str, help: &str, columns: Option<usize>) -> String {
    let lead = format!("  {usage:WIDE$}  ");
    if usage.len() <= WIDE {
        return hanging(&lead, lead.len(), help, columns);
    }
    let margin = WIDE + 4;
    format!(
        "  {usage}\n{}",
        hanging(&" ".repeat(margin), margin, help, columns)
    )
}

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::operator::{AGGREGATES, FUNCTIONS, INFIX, PARTS, PREFIX, WINDOWS};
    use crate::render::MODES;
    use crate::repl::commands::tests::Talk;
    use crate::repl::{COMMANDS, topics};
    use crate::syntax::{KEYWORDS, STAGES};

    #[test]
    fn every_command_is_listed_and_told_of() {
        let mut talk = Talk::new();
        let overview = talk.messages(".help");
        for command in COMMANDS {
            assert!(overview.contains(&command.usage()), "{overview}");
            for sign in ["", ".", "\\"] {
                let told = talk.messages(&format!(".help {sign}{}", command.name));
                assert!(told.contains(command.help), "{told}");
            }
        }
        assert_eq!(talk.messages("help"), overview);
        assert_eq!(talk.messages("\\?"), overview);
    }

    #[test]
    fn every_word_of_the_language_is_told_of() {
        let mut talk = Talk::new();
        let functions = FUNCTIONS.iter().map(|it| (it.name, it.help));
        let aggregates = AGGREGATES.iter().map(|it| (it.name, it.help));
        let windows = WINDOWS.iter().map(|it| (it.name, it.help));
        let stages = STAGES.iter().map(|it| (it.name, it.help));
        let parts = PARTS.iter().map(|it| (it.name, it.help));
        let infix = INFIX.iter().map(|it| (it.spelling, it.help));
        let prefix = PREFIX.iter().map(|it| (it.spelling, it.help));
        let collections = Kind::ALL
            .iter()
            .map(|it| (it.collection(), it.schema().help));
        let words = functions.chain(aggregates).chain(windows).chain(stages);
        let words = words.chain(parts).chain(infix).chain(prefix);
        for (name, help) in words.chain(collections) {
            let told = talk.messages(&format!(".help {name}"));
            assert!(told.contains(help), "{name}: {told}");
        }
    }

    #[test]
    fn words_are_told_of_by_the_page_that_has_them() {
        let mut talk = Talk::new();
        for word in KEYWORDS {
            let told = talk.messages(&format!(".help {}", word.name));
            let is_other = told.starts_with("stage ") || told.starts_with("operator ");
            assert!(is_other || told.contains(word.usage), "{told}");
        }
        for (word, passage, chapter) in [
            ("where", "claims | derive length(content)", "Stages"),
            ("as of", "claims as of 2019-03-15 |", "Views"),
            ("let", "`let` gives a query a name", "Statements"),
            ("~", "`~` asks for what is nearly so", "Names and text"),
            ("per", "`per` divides the rows", "Windows"),
        ] {
            let told = talk.messages(&format!(".help {word}"));
            let more = format!("\n    .help {chapter}\n");
            assert!(told.contains(passage) && told.ends_with(&more), "{told}");
        }
        assert!(!talk.messages(".help asc").contains("reserved"));
    }

    #[test]
    fn chapters_and_codes_are_told_of() {
        let mut talk = Talk::new();
        for chapter in topics::chapters() {
            let told = talk.messages(&format!(".help {}", chapter.to_uppercase()));
            assert!(told.contains('\n') && !told.contains("```"), "{told}");
        }
        let told = talk.messages(".help statements");
        assert!(told.starts_with("field entities.statements\n"), "{told}");
        assert!(told.contains("## Statements\n"), "{told}");
        let told = talk.messages(".help operators");
        assert!(!told.contains("## Stages"), "{told}");
        assert!(talk.messages(".help unknown-field").contains("sorce"));
        assert!(talk.wrong(".help whree").contains("‘where’"));
        let told = talk.messages(".help deny");
        assert!(told.contains("word deny of claims.stance\n"), "{told}");
        let told = talk.messages(".help claims.said");
        assert!(told.starts_with("field claims.said\n") && told.contains(".schema claims.said"));
        assert!(talk.wrong(".help frobnication").contains("‘.help’ lists"));
        talk.line(concat!(".open \"", env!("CARGO_MANIFEST_DIR"), "/seeds\""));
        let told = talk.messages(".help denials");
        assert!(
            told.contains("What one side denies") && told.contains(".run denials party="),
            "{told}"
        );
    }

    #[test]
    fn modes_are_told_of_and_letters_come_first() {
        let mut talk = Talk::new();
        let all = talk.messages(".help mode");
        for mode in MODES {
            let told = talk.messages(&format!(".help {}", mode.name));
            assert!(told.contains(mode.help), "{told}");
            assert!(
                all.contains(&format!("{}: {}", mode.name, mode.help)),
                "{all}"
            );
        }
        let names = topics::names();
        let is_word = |name: &String| name.starts_with(char::is_alphabetic);
        assert!(is_word(&names[0]) && !is_word(&names[names.len() - 1]));
        assert!(
            names
                .iter()
                .rev()
                .skip_while(|name| !is_word(name))
                .all(is_word)
        );
    }
}
