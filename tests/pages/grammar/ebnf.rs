//! The EBNF of the page, read as it stands there.

use std::collections::{BTreeMap, BTreeSet};

use super::PAGE;
use crate::page::Page;

/// A grammar: what each name stands for.
pub(super) struct Grammar {
    pub(super) productions: BTreeMap<String, Node>,
    /// The name that a whole text is of: that of the first production.
    pub(super) whole: String,
    /// The text of each terminal, by its number.
    pub(super) terminals: Vec<String>,
}

/// What stands on the right of a production.
#[derive(Debug)]
pub(super) enum Node {
    /// `"take"`, with its number among all terminals.
    Terminal(usize),
    /// `expr`
    Named(String),
    /// `? … ?`: a token that the page describes.
    Lexeme,
    /// `a b`
    Sequence(Vec<Node>),
    /// `a | b`
    Choice(Vec<Node>),
    /// `[ a ]`
    Optional(Box<Node>),
    /// `{ a }`
    Repeated(Box<Node>),
}

impl Grammar {
    /// Reads the grammar of the page.
    pub(super) fn of_the_page() -> Grammar {
        let blocks = Page::read(PAGE).blocks().into_iter();
        let text: String = blocks
            .filter(|block| block.info == "ebnf")
            .map(|block| block.body)
            .collect();
        let mut reader = Reader {
            rest: &text,
            terminals: Vec::new(),
        };
        let (mut productions, mut whole) = (BTreeMap::new(), None);
        while !reader.at_end() {
            let name = reader.name();
            reader.expect("=");
            let body = reader.choice();
            reader.expect(";");
            whole.get_or_insert_with(|| name.clone());
            assert!(!productions.contains_key(&name), "‘{name}’ stands twice");
            productions.insert(name, body);
        }
        Grammar {
            productions,
            whole: whole.expect("the page has a grammar"),
            terminals: reader.terminals,
        }
    }

    /// Returns what a name stands for.
    pub(super) fn body(&self, name: &str) -> &Node {
        let body = self.productions.get(name);
        body.unwrap_or_else(|| panic!("‘{name}’ is not defined"))
    }
}

struct Reader<'t> {
    rest: &'t str,
    terminals: Vec<String>,
}

impl<'t> Reader<'t> {
    /// Passes over blanks and comments; tells what stands there.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        while let Some(comment) = self.rest.strip_prefix("(*") {
            let (_, rest) = comment.split_once("*)").expect("a comment ends");
            self.rest = rest.trim_start();
        }
        self.rest.chars().next()
    }

    fn at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    fn passes(&mut self, sign: &str) -> bool {
        self.peek();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, sign: &str) {
        let line = self.rest.lines().next().unwrap_or_default();
        assert!(self.passes(sign), "‘{sign}’ should stand before ‘{line}’");
    }

    fn up_to(&mut self, sign: char) -> &'t str {
        let (text, rest) = self.rest.split_once(sign).expect("it is closed");
        self.rest = rest;
        text
    }

    fn name(&mut self) -> String {
        self.peek();
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric());
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        assert!(!name.is_empty(), "no name before ‘{rest}’");
        self.rest = rest;
        name.to_owned()
    }

    fn choice(&mut self) -> Node {
        let mut all = vec![self.sequence()];
        while self.passes("|") {
            all.push(self.sequence());
        }
        only(all, Node::Choice)
    }

    fn sequence(&mut self) -> Node {
        let mut all = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ';' | ')' | ']' | '}')) {
            all.push(self.part());
        }
        only(all, Node::Sequence)
    }

    fn part(&mut self) -> Node {
        if self.passes("\"") {
            let text = self.up_to('"').to_owned();
            self.terminals.push(text);
            return Node::Terminal(self.terminals.len() - 1);
        }
        if self.passes("?") {
            self.up_to('?');
            return Node::Lexeme;
        }
        for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
            if self.passes(open) {
                let inner = self.choice();
                self.expect(close);
                return match open {
                    "[" => Node::Optional(Box::new(inner)),
                    "{" => Node::Repeated(Box::new(inner)),
                    _group => inner,
                };
            }
        }
        Node::Named(self.name())
    }
}

fn only(mut all: Vec<Node>, several: fn(Vec<Node>) -> Node) -> Node {
    match all.len() {
        1 => all.remove(0),
        _several => several(all),
    }
}

#[test]
fn every_name_is_defined_and_used() {
    let grammar = Grammar::of_the_page();
    let defined: BTreeSet<&str> = grammar.productions.keys().map(String::as_str).collect();
    let mut used = BTreeSet::from([grammar.whole.as_str()]);
    let mut open: Vec<&Node> = grammar.productions.values().collect();
    while let Some(node) = open.pop() {
        match node {
            Node::Terminal(_) | Node::Lexeme => {}
            Node::Named(name) => {
                used.insert(name);
            }
            Node::Sequence(all) | Node::Choice(all) => open.extend(all),
            Node::Optional(inner) | Node::Repeated(inner) => open.push(inner),
        }
    }
    assert_eq!(used, defined);
}
