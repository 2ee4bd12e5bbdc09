use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{show, shown_expr, source};
use crate::syntax::layout::Layout;
use crate::syntax::{
    Completeness, MAX_BYTES, MAX_DEPTH, MAX_ERRORS, completeness, parse, parse_expr,
};

/// Parses, drops the tree, and returns the codes of all errors.
fn codes(text: &str) -> Vec<&'static str> {
    let began = Instant::now();
    let (_, diagnostics) = parse(&source(text));
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{} bytes took too long",
        text.len()
    );
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn deep_nesting_is_one_clear_error() {
    let nested = |open: &str, inner: &str, close: &str, times: usize| {
        format!(
            "a where {}{inner}{}",
            open.repeat(times),
            close.repeat(times)
        )
    };
    let cases = [
        ("(", "x", ")"),
        ("f(", "x", ")"),
        ("x[", "x", "]"),
        ("y in (", "x", ")"),
        ("exists (b where ", "x", ")"),
        ("y in (b where ", "x", ")"),
        ("- (", "x", ")"),
        ("not (", "x", ")"),
        ("-", "x", ""),
        ("not ", "x", ""),
        ("possibly not ", "x", ""),
        ("x + ", "x", ""),
        ("x ?? ", "x", ""),
        ("x.", "x", ""),
        ("(a or b and not c = d ?? e + f * -", "x", ")"),
    ];
    for (open, inner, close) in cases {
        for times in [MAX_DEPTH + 1, 5_000, 100_000] {
            let text = nested(open, inner, close, times);
            if text.len() <= MAX_BYTES {
                assert_eq!(codes(&text), ["too-deep"], "{times} times {open}");
            }
        }
        assert_eq!(
            codes(&nested(open, inner, close, 10)),
            [""; 0],
            "10 times {open}"
        );
    }
    assert_eq!(
        codes(&format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000))),
        ["too-deep"]
    );
}

#[test]
fn what_stays_open_is_told_once() {
    for open in ["(", "[", "{", "f(", "a in (", "exists ("] {
        for times in [1, 50, 5_000, 100_000] {
            let told = codes(&format!("a where {}", open.repeat(times)));
            assert_eq!(told.len(), 1, "{times} times {open}: {told:?}");
        }
    }
    assert_eq!(
        codes(&format!(
            "a where {}{}",
            "(".repeat(400_000),
            "]".repeat(400_000)
        ))
        .len(),
        1
    );
}

#[test]
fn long_chains_are_read() {
    assert_eq!(
        codes(&format!("a where x{}", " and x".repeat(100_000))),
        [""; 0]
    );
    assert_eq!(
        codes(&format!("a where x{}", " or x = 1".repeat(20_000))),
        [""; 0]
    );
    assert_eq!(
        codes(&format!("a where x in (1{})", ", 1".repeat(20_000))),
        [""; 0]
    );
    assert_eq!(codes(&format!("a{}", " | take 1".repeat(20_000))), [""; 0]);
    assert_eq!(codes(&"a;".repeat(20_000)), [""; 0]);
    assert_eq!(codes(&format!("a{}", ".b".repeat(20_000))), [""; 0]);
}

#[test]
fn no_row_of_openings_is_searched_again_and_again() {
    let openings = [
        "‘",
        "«",
        "„",
        "'",
        "`",
        "\"",
        "“",
        "/\\",
        "/ ",
        "\\",
        "#",
        "##",
        "a-",
        "1-",
        "1,",
        "1.",
        "1/",
        "2019-",
        "$",
        "!",
        "- ",
        "| ",
        "|| ",
        "not ",
        "today ",
        "in (",
        "exists ",
        "select from ",
        "x]",
        "x)",
        "(]",
        "starts ",
        "é",
        "= null ",
        "a b ",
        "| x ",
        ", ",
        ".. ",
        "\n",
        "; ",
        "30 days ",
        "x is ",
        "(x where ",
    ];
    for opening in openings {
        for before in ["a where ", "a | select ", "a where x in (", ""] {
            let text = format!("{before}{}", opening.repeat(20_000 / opening.len()));
            let began = Instant::now();
            let _ = completeness(&text);
            assert!(
                began.elapsed() < Duration::from_secs(5),
                "{before}{opening}…"
            );
        }
    }
}

#[test]
fn nested_queries_are_read_once() {
    let times = 100;
    let text = format!("{}x{}", "y in (z where ".repeat(times), ")".repeat(times));
    let began = Instant::now();
    let shown = shown_expr(&text);
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(shown.matches("{z where").count(), times);
    let lists = format!("{}x{}", "y in (".repeat(times), ")".repeat(times));
    assert_eq!(shown_expr(&lists).matches("(in y [").count(), times);
}

#[test]
fn a_text_too_long_is_refused_at_once_and_without_its_text() {
    let text = "a where x = 1 ".repeat(800_000);
    let (file, diagnostics) = parse(&source(&text));
    assert!(file.statements.is_empty());
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code, "too-long");
    assert!(
        diagnostics[0].labels.is_empty(),
        "it would be drawn with its line"
    );
    assert_eq!(parse_expr(&source(&text)).1.len(), 1);
    assert_eq!(completeness(&text), Completeness::Broken);
    let longest = format!("a{}", " ".repeat(MAX_BYTES - 1));
    assert_eq!(codes(&longest), [""; 0]);
}

#[test]
fn errors_are_counted_when_they_are_many() {
    let told = codes(&format!("a{}", " | x".repeat(1_000)));
    assert_eq!(told.len(), MAX_ERRORS + 1);
    assert_eq!(told.last(), Some(&"too-many"));
    let (_, diagnostics) = parse(&source(&format!(
        "a where {}",
        "x".repeat(1_000_000) + " y z"
    )));
    assert!(
        diagnostics[0].message.len() < 200,
        "{}",
        diagnostics[0].message.len()
    );
}

const TOKENS: &str = "claims where | sort take group aggregate count by select as in ( ) [ ] { \" “ ” ' ` / // \
    # ## ; , . .. = == != ! < > + - * ?? ? ~ $ $x and or not exists is null between starts with matches /a/ \
    2019 2019-3 2019-03 20,000 1.5 30 days ago today a-b é \\ param : limit || &&";

/// Texts that look like queries more often than chance would make them.
fn queryish() -> impl Strategy<Value = String> {
    let tokens: Vec<&str> = TOKENS
        .split_whitespace()
        .chain(["\n", "\u{feff}"])
        .collect();
    let token = proptest::sample::select(tokens);
    let glue = prop_oneof![Just(""), Just(" ")];
    proptest::collection::vec((token, glue), 0..40).prop_map(|all| {
        all.into_iter()
            .map(|(token, glue)| token.to_owned() + glue)
            .collect()
    })
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let (file, diagnostics) = parse(&source(text));
    let (expr, of_expr) = parse_expr(&source(text));
    let spans = diagnostics
        .iter()
        .chain(&of_expr)
        .flat_map(|one| &one.labels)
        .map(|label| label.span);
    let statements = file.statements.iter().map(|statement| statement.span);
    for span in spans.chain(statements).chain([expr.span]) {
        prop_assert!(
            text.get(span.range()).is_some(),
            "{span:?} is no stretch of {text:?}"
        );
    }
    let complete = completeness(text) == Completeness::Complete;
    prop_assert_eq!(complete, diagnostics.is_empty());
    if complete {
        let statements = Layout::scan(text).statements.len();
        prop_assert_eq!(file.statements.len(), statements, "one is lost in silence");
        prop_assert!(!show::file(&file).contains("BROKEN"));
    }
    prop_assert!(!of_expr.is_empty() || !show::expr(&expr).contains("BROKEN"));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_and_every_span_lies_in_it(text in "\\PC{0,60}|[ -~\\n]{0,80}") {
        holds(&text)?;
    }

    #[test]
    fn no_row_of_tokens_panics_and_every_span_lies_in_it(text in queryish()) {
        holds(&text)?;
    }
}
