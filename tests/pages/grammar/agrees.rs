//! The grammar of the page and the parser agree, both ways.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::PAGE;
use super::derive::{derives, terminals};
use super::ebnf::Grammar;
use super::worked::{source, worked};
use super::written::Writer;
use crate::keeps::keeps;
use crate::page::Page;
use whosaid::golden::{self, Suite};
use whosaid::syntax;
use whosaid::syntax::tree::{StageKind, Statement, StatementKind};

/// What the grammar derives and the parser does not take: the words of the page, and how to tell.
const NOT_TAKEN: [(&str, Holds); 5] = [
    ("behind `in` a bracket begins the list", goes_on_behind_list),
    (
        "behind `distinct` in a call stands an operand",
        distinct_before_test,
    ),
    (
        "`exists path` does not stand right before `where`",
        exists_where,
    ),
    (
        "behind an open `..` a word is its other end",
        word_behind_range,
    ),
    (
        "behind `aggregate`, `by` and `per` no regex is looked for",
        regex_behind_word,
    ),
];

/// Tells whether a rule is broken somewhere in these tokens.
type Holds = fn(&[&str]) -> bool;

/// `a in ( b ) + c`
fn goes_on_behind_list(tokens: &[&str]) -> bool {
    let lists = tokens.windows(2).enumerate();
    let mut lists = lists.filter(|(_, pair)| *pair == ["in", "("]);
    lists.any(|(at, _)| {
        let close = closing(&tokens[at + 1..]).map(|len| at + 1 + len);
        let next = close.and_then(|at| tokens.get(at + 1));
        next.is_some_and(|next| ["+", "-", "*", "/", "..", "??", ".", "[", "{"].contains(next))
    })
}

/// `count ( distinct not a )`
fn distinct_before_test(tokens: &[&str]) -> bool {
    let starts = ["not", "possibly", "exists", ".."];
    let is_broken = |three: &[&str]| {
        three[..2] == ["(", "distinct"] && (starts.contains(&three[2]) || three[2].starts_with('/'))
    };
    tokens.windows(3).any(is_broken)
}

/// `exists a . b [ … ] where`
fn exists_where(tokens: &[&str]) -> bool {
    let all = tokens.iter().enumerate();
    let mut exists = all.filter(|(_, token)| **token == "exists");
    exists.any(|(at, _)| {
        let mut at = at + 2;
        loop {
            match tokens.get(at).copied() {
                Some(".") => at += 2,
                Some("[" | "{") => at += closing(&tokens[at..]).map_or(1, |len| len + 1),
                next => return next == Some("where"),
            }
        }
    })
}

/// `group a .. aggregate`
fn word_behind_range(tokens: &[&str]) -> bool {
    let words = ["aggregate", "by"];
    let mut pairs = tokens.windows(2);
    pairs.any(|pair| pair[0] == ".." && words.contains(&pair[1]))
}

/// `count by /a/`
fn regex_behind_word(tokens: &[&str]) -> bool {
    let words = ["aggregate", "by", "per"];
    let mut pairs = tokens.windows(2);
    pairs.any(|pair| words.contains(&pair[0]) && pair[1].starts_with('/'))
}

/// Returns the place of the bracket that closes the first.
fn closing(tokens: &[&str]) -> Option<usize> {
    let mut open = 0_usize;
    tokens.iter().position(|token| {
        match *token {
            "(" | "[" | "{" => open += 1,
            ")" | "]" | "}" => open -= 1,
            _other => {}
        }
        open == 0
    })
}

#[test]
fn the_parser_reads_what_the_grammar_writes() {
    let grammar = Grammar::of_the_page();
    let mut writer = Writer::new(&grammar);
    let (mut read, mut wrong) = (BTreeSet::new(), String::new());
    let begins: [(&[&str], &str); 3] = [
        (&[], &grammar.whole),
        (&["claims", "|"], "stage"),
        (&["claims", "where"], "expr"),
    ];
    let whole = (0..2800).map(|round| (begins[round % begins.len()], 12 + round % 40));
    // What stands in one stage alone is written more often than it would be.
    let keys = (0..60).map(|round| ((&["claims", "|", "sort"][..], "key"), 6 + round % 6));
    for ((begin, name), depth) in whole.chain(keys) {
        let written = writer.text(begin, name, depth);
        let text = written.words.join(" ");
        assert!(derives(&grammar, &text), "written and not derived: {text}");
        let (_, found) = syntax::parse(&source(&text));
        let is_known = NOT_TAKEN.iter().any(|(_, holds)| holds(&written.words));
        match found.first() {
            None => {
                read.extend(written.terminals);
                wrong.extend(keeps(&text).err());
            }
            Some(_) if is_known => {}
            Some(first) => writeln!(wrong, "{}\n  {text}", first.message).expect("a text"),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let unread = unused(&grammar, &read);
    assert!(
        unread.is_empty(),
        "the parser was not seen to read {unread:?}"
    );
}

/// Returns the terminals that are not among these.
fn unused<'g>(grammar: &'g Grammar, used: &BTreeSet<usize>) -> Vec<&'g str> {
    let all = grammar.terminals.iter().enumerate();
    let unused = all.filter(|(number, _)| !used.contains(number));
    unused.map(|(_, spelling)| spelling.as_str()).collect()
}

#[test]
fn the_page_tells_what_is_not_taken() {
    let page = Page::read(PAGE);
    for (words, _) in NOT_TAKEN {
        assert!(page.text().contains(words), "{words}");
    }
}

#[test]
fn the_grammar_derives_what_the_parser_reads() {
    let grammar = Grammar::of_the_page();
    let (mut count, mut wrong) = (0, Vec::new());
    for text in golden_queries().chain(saved_queries()) {
        let (file, found) = syntax::parse(&source(&text));
        if found.is_empty() && !file.statements.iter().any(derives_unnamed) {
            count += 1;
            wrong.extend((!derives(&grammar, &text)).then_some(text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(count > 500, "only {count} texts");
}

fn golden_queries() -> impl Iterator<Item = String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = golden::files(&tests).expect("a folder").into_iter();
    let suites = files.map(|path| Suite::read(&path).expect("a golden file"));
    suites.flat_map(|suite| suite.cases.into_iter().map(|case| case.query))
}

fn saved_queries() -> impl Iterator<Item = String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let files = fs::read_dir(folder).expect("a folder").flatten();
    files.map(|file| fs::read_to_string(file.path()).expect("a saved query"))
}

/// Tells whether a `derive` has no name, which the parser leaves to be told with the types.
fn derives_unnamed(statement: &Statement) -> bool {
    let StatementKind::Query(query) = &statement.kind else {
        return false;
    };
    query.stages.iter().any(|stage| match &stage.kind {
        StageKind::Derive { items, .. } => items.iter().any(|item| item.label.is_none()),
        _other => false,
    })
}

#[test]
fn every_word_of_the_grammar_is_worked() {
    let grammar = Grammar::of_the_page();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for example in worked() {
        let derived = terminals(&grammar, &example.query);
        used.extend(derived.unwrap_or_else(|| panic!("not derived: {}", example.query)));
    }
    let missing = unused(&grammar, &used);
    assert!(missing.is_empty(), "no example works {missing:?}");
}
