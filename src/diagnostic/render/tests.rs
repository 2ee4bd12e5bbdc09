use super::*;
use crate::diagnostic::Span;

fn source(name: &str, text: &str) -> Arc<Source> {
    Arc::new(Source {
        name: name.to_owned(),
        text: text.to_owned(),
    })
}

fn drawn(diagnostic: Diagnostic) -> String {
    Report::from(diagnostic).render(false)
}

#[test]
fn draws_message_line_caret_and_helps() {
    let query = source("query", "claims where sorce = \"x\"");
    let diagnostic = Diagnostic::error("unknown-field", "claims have no field ‘sorce’")
        .label(&query, Span::new(13, 18), "no such field")
        .help("did you mean ‘source’?")
        .help("the fields are ‘about’, ‘said’");
    assert_eq!(
        drawn(diagnostic),
        "error: claims have no field ‘sorce’\n \
         --> query:1:14\n  \
         |\n\
         1 | claims where sorce = \"x\"\n  \
         |              ^^^^^ no such field\n  \
         |\n  \
         = help: did you mean ‘source’?\n  \
         = help: the fields are ‘about’, ‘said’\n"
    );
}

#[test]
fn draws_places_in_two_files() {
    let first = source("a.toml", "id = \"x\"\n");
    let second = source("b.toml", "# more\nid = \"x\"\n");
    let diagnostic = Diagnostic::error("duplicate-id", "two claims have the id ‘x’")
        .label(&second, Span::new(12, 15), "here again")
        .label(&first, Span::new(5, 8), "first here");
    assert_eq!(
        drawn(diagnostic),
        "error: two claims have the id ‘x’\n \
         --> b.toml:2:6\n  \
         |\n\
         2 | id = \"x\"\n  \
         |      ^^^ here again\n  \
         |\n \
         ::: a.toml:1:6\n  \
         |\n\
         1 | id = \"x\"\n  \
         |      --- first here\n"
    );
}

#[test]
fn draws_a_diagnostic_without_a_place() {
    let diagnostic = Diagnostic::warning("empty-ledger", "the ledger is empty");
    let report = Report::from(diagnostic.help("write a file").help("or two"));
    assert_eq!(
        report.render(false),
        "warning: the ledger is empty\nhelp: write a file\nhelp: or two\n"
    );
    assert_eq!(
        report.lines(),
        "warning: the ledger is empty [empty-ledger]; write a file\n"
    );
}

#[test]
fn shows_the_end_of_the_text_behind_the_last_word() {
    let query = source("query", "claims where \n\n");
    let diagnostic = Diagnostic::error("unexpected-end", "the query ends too early")
        .at(&query, Span::new(15, 15));
    assert!(
        drawn(diagnostic.clone()).contains("query:1:13\n"),
        "{}",
        drawn(diagnostic)
    );
}

#[test]
fn survives_any_span_over_hostile_text() {
    let text = "é\u{202E}\u{1B}[31mx\r\n\u{0}\t“日\u{9B}本\u{E0041}\u{200B}”\u{7F}\n";
    for text in [text, "", "\n", "\u{301}"] {
        let query = source("a\u{1B}[0m\nb", text);
        for start in 0..text.len() + 3 {
            for end in 0..text.len() + 3 {
                let diagnostic = Diagnostic::error("x", "bad\u{7}\u{202E}")
                    .label(&query, Span::new(start, end), "la\u{1B}bel")
                    .label(&query, Span::new(end, start), "")
                    .help("he\nlp\u{1B}");
                let report = Report::from(diagnostic);
                for shown in [report.render(false), report.lines()] {
                    assert!(shown.split('\n').all(|it| term_safe(it) == it), "{shown:?}");
                }
                assert_eq!(report.lines().matches('\n').count(), 1);
                assert_eq!(report.json().matches('\n').count(), 1);
            }
        }
    }
}

#[test]
fn cuts_a_very_long_line_round_its_place() {
    let text = format!("{}BAD{}", "a".repeat(3_000_000), "b".repeat(3_000_000));
    let query = source("query", &text);
    let diagnostic = Diagnostic::error("x", "bad").at(&query, Span::new(3_000_000, 3_000_003));
    let shown = drawn(diagnostic);
    assert!(shown.contains("query:1:3000001"), "{shown}");
    assert!(shown.contains("aBADb"), "{shown}");
    assert!(
        shown.lines().all(|line| line.chars().count() < 140),
        "{shown}"
    );
}

#[test]
fn marks_the_first_line_of_a_place_over_several() {
    let file = source("a.toml", "[[claim]]\ntext = 1\nid = 2\n");
    let diagnostic = Diagnostic::error("x", "bad").label(&file, Span::new(0, 18), "this claim");
    assert!(drawn(diagnostic).contains("1 | [[claim]]\n  | ^^^^^^^^^ this claim\n"));
}

#[test]
fn messages_are_broken_between_words_for_a_screen() {
    let query = source("query", "claims where sorce = \"x\"");
    let diagnostic = Diagnostic::error(
        "unknown-field",
        "claims have no field ‘sorce’, and none near it",
    )
    .label(&query, Span::new(13, 18), "")
    .help("the fields are ‘about’, ‘said’, ‘source’, ‘stance’");
    let report = Report::from(diagnostic);
    assert_eq!(
        report.render_within(1, false),
        "error: claims have no field ‘sorce’, and\n       \
         none near it\n \
         --> query:1:14\n  \
         |\n\
         1 | claims where sorce = \"x\"\n  \
         |              ^^^^^\n  \
         |\n  \
         = help: the fields are ‘about’,\n          \
         ‘said’, ‘source’, ‘stance’\n"
    );
    assert_eq!(report.render_within(90, false), report.render(false));
}

#[test]
fn colors_only_when_asked() {
    let report = Report::from(Diagnostic::error("x", "bad"));
    assert!(report.render(true).contains("\u{1B}["));
    assert!(!report.render(false).contains('\u{1B}'));
}

#[test]
fn writes_one_line_with_all_places() {
    let first = source("a.toml", "id = \"x\"\n");
    let diagnostic = Diagnostic::error("duplicate-id", "two claims have the id ‘x’")
        .label(&first, Span::new(5, 8), "")
        .label(&first, Span::new(0, 2), "first here")
        .help("change one");
    assert_eq!(
        diagnostic.line(),
        "a.toml:1:6: two claims have the id ‘x’ [duplicate-id] (first here: a.toml:1:1); change one"
    );
}

#[test]
fn writes_json_a_line_each() {
    let first = source("a.toml", "id = \"x\"\n");
    let diagnostic = Diagnostic::error("c", "m")
        .label(&first, Span::new(5, 8), "l")
        .help("h");
    assert_eq!(
        Report::from(diagnostic).json(),
        concat!(
            r#"{"severity":"error","code":"c","message":"m","places":[{"file":"a.toml","line":1,"#,
            r#""column":6,"end_line":1,"end_column":9,"text":"l"}],"helps":["h"]}"#,
            "\n"
        )
    );
}
