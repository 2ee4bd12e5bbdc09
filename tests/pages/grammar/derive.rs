//! Texts held against the grammar: whether it derives them, and by which of its words.

use std::collections::{BTreeMap, BTreeSet};

use super::ebnf::{Grammar, Node};
use super::lexeme;

/// A text and what of the grammar may stand where in it.
struct Derivation<'g> {
    grammar: &'g Grammar,
    text: &'g str,
    /// Where each production that begins at a place may end.
    ends: BTreeMap<(&'g str, usize), BTreeSet<usize>>,
    /// The productions that were seen to reach from a place to another.
    seen: BTreeSet<(&'g str, usize, usize)>,
    /// The terminals that stand in some derivation of the text.
    used: BTreeSet<usize>,
}

/// Tells whether a grammar derives a text.
pub(super) fn derives(grammar: &Grammar, text: &str) -> bool {
    Derivation::new(grammar, text).whole().is_some()
}

/// Returns the numbers of the terminals by which a text is derived; none where it is not.
pub(super) fn terminals(grammar: &Grammar, text: &str) -> Option<BTreeSet<usize>> {
    let mut derivation = Derivation::new(grammar, text);
    let end = derivation.whole()?;
    derivation.mark_name(&grammar.whole, 0, end);
    Some(derivation.used)
}

impl<'g> Derivation<'g> {
    fn new(grammar: &'g Grammar, text: &'g str) -> Derivation<'g> {
        Derivation {
            grammar,
            text,
            ends: BTreeMap::new(),
            seen: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    /// Returns where a derivation ends behind which nothing stands; none where there is none.
    fn whole(&mut self) -> Option<usize> {
        let ends = self.of_name(&self.grammar.whole, 0);
        let mut ends = ends.into_iter();
        ends.find(|&end| self.past_blanks(end) == self.text.len())
    }

    /// Returns where the next token begins.
    fn past_blanks(&self, at: usize) -> usize {
        let mut rest = self.text[at..].trim_start();
        while rest.starts_with('#') {
            let end = rest.find('\n').unwrap_or(rest.len());
            rest = rest[end..].trim_start();
        }
        self.text.len() - rest.len()
    }

    fn of_name(&mut self, name: &'g str, at: usize) -> BTreeSet<usize> {
        if let Some(ends) = self.ends.get(&(name, at)) {
            return ends.clone();
        }
        // A production that begins with itself goes on nowhere.
        self.ends.insert((name, at), BTreeSet::new());
        let ends = match self.grammar.body(name) {
            Node::Lexeme => {
                let start = self.past_blanks(at);
                let len = lexeme::length(name, &self.text[start..]);
                len.map(|len| start + len).into_iter().collect()
            }
            body => self.of_node(body, at),
        };
        self.ends.insert((name, at), ends.clone());
        ends
    }

    /// Returns where a part of the grammar may end that begins at a place.
    fn of_node(&mut self, node: &'g Node, at: usize) -> BTreeSet<usize> {
        match node {
            Node::Terminal(number) => self.of_terminal(*number, at).into_iter().collect(),
            Node::Named(name) => self.of_name(name, at),
            Node::Lexeme => panic!("a token has a name"),
            Node::Sequence(all) => self.of_sequence(all, at),
            Node::Choice(all) => all.iter().flat_map(|node| self.of_node(node, at)).collect(),
            Node::Optional(inner) => {
                let mut ends = self.of_node(inner, at);
                ends.insert(at);
                ends
            }
            Node::Repeated(inner) => {
                let (mut ends, mut open) = (BTreeSet::from([at]), vec![at]);
                while let Some(from) = open.pop() {
                    let next = self.of_node(inner, from);
                    open.extend(next.into_iter().filter(|&end| ends.insert(end)));
                }
                ends
            }
        }
    }

    fn of_sequence(&mut self, all: &'g [Node], at: usize) -> BTreeSet<usize> {
        let mut ends = BTreeSet::from([at]);
        for node in all {
            ends = ends
                .into_iter()
                .flat_map(|from| self.of_node(node, from))
                .collect();
        }
        ends
    }

    fn of_terminal(&self, number: usize, at: usize) -> Option<usize> {
        let spelling = &self.grammar.terminals[number];
        let start = self.past_blanks(at);
        let end = start + spelling.len();
        let found = self.text.get(start..end)?;
        let is_word = spelling.starts_with(char::is_alphabetic);
        let whole = !is_word || lexeme::ends_word(&self.text[end..]);
        (found.eq_ignore_ascii_case(spelling) && whole).then_some(end)
    }

    fn mark_name(&mut self, name: &'g str, at: usize, end: usize) {
        let body = self.grammar.body(name);
        if self.seen.insert((name, at, end)) && !matches!(body, Node::Lexeme) {
            self.mark(body, at, end);
        }
    }

    /// Notes the terminals by which a part of the grammar reaches from a place to another, which it
    /// does.
    fn mark(&mut self, node: &'g Node, at: usize, end: usize) {
        match node {
            Node::Terminal(number) => {
                self.used.insert(*number);
            }
            Node::Named(name) => self.mark_name(name, at, end),
            Node::Lexeme => {}
            Node::Sequence(all) => self.mark_sequence(all, at, end),
            Node::Choice(all) => {
                for node in all {
                    if self.of_node(node, at).contains(&end) {
                        self.mark(node, at, end);
                    }
                }
            }
            Node::Optional(inner) if self.of_node(inner, at).contains(&end) => {
                self.mark(inner, at, end);
            }
            Node::Optional(_) => {}
            Node::Repeated(inner) => {
                for next in self.of_node(inner, at) {
                    if next > at && self.of_node(node, next).contains(&end) {
                        self.mark(inner, at, next);
                        self.mark(node, next, end);
                    }
                }
            }
        }
    }

    fn mark_sequence(&mut self, all: &'g [Node], at: usize, end: usize) {
        let Some((first, others)) = all.split_first() else {
            return;
        };
        for next in self.of_node(first, at) {
            if self.of_sequence(others, next).contains(&end) {
                self.mark(first, at, next);
                self.mark_sequence(others, next, end);
            }
        }
    }
}
