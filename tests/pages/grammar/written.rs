//! Texts written by the grammar, at random but each time the same.

use std::collections::{BTreeMap, BTreeSet};

use super::ebnf::{Grammar, Node};
use super::lexeme;

/// After so many words nothing is written that may be left out.
const ENOUGH: usize = 60;

/// Writes texts of a grammar.
pub(super) struct Writer<'g> {
    grammar: &'g Grammar,
    /// How deep each production is at least.
    depths: BTreeMap<&'g str, usize>,
    dice: u64,
    words: Vec<&'g str>,
    /// The terminals among the words, by their numbers.
    terminals: BTreeSet<usize>,
}

/// A text that a grammar writes.
pub(super) struct Written<'g> {
    pub(super) words: Vec<&'g str>,
    /// The terminals among the words, by their numbers.
    pub(super) terminals: BTreeSet<usize>,
}

impl<'g> Writer<'g> {
    pub(super) fn new(grammar: &'g Grammar) -> Writer<'g> {
        Writer {
            grammar,
            depths: depths(grammar),
            dice: 1,
            words: Vec::new(),
            terminals: BTreeSet::new(),
        }
    }

    /// Writes another text that begins with these words and goes on with what a name stands for, and
    /// that is no deeper than allowed.
    pub(super) fn text(&mut self, begin: &[&'g str], name: &'g str, depth: usize) -> Written<'g> {
        self.words.extend(begin);
        self.name(name, depth);
        Written {
            words: std::mem::take(&mut self.words),
            terminals: std::mem::take(&mut self.terminals),
        }
    }

    /// Throws a die with so many sides.
    fn roll(&mut self, sides: usize) -> usize {
        self.dice = self
            .dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.dice >> 33) % sides as u64).expect("a small number")
    }

    fn name(&mut self, name: &'g str, depth: usize) {
        match self.grammar.body(name) {
            Node::Lexeme => {
                let samples = lexeme::samples(name);
                let word = samples[self.roll(samples.len())];
                self.words.push(word);
            }
            body => self.node(body, depth.saturating_sub(1)),
        }
    }

    fn node(&mut self, node: &'g Node, depth: usize) {
        match node {
            Node::Terminal(number) => {
                self.terminals.insert(*number);
                self.words.push(&self.grammar.terminals[*number]);
            }
            Node::Named(name) => self.name(name, depth),
            Node::Lexeme => panic!("a token has a name"),
            Node::Sequence(all) => all.iter().for_each(|node| self.node(node, depth)),
            Node::Choice(all) => {
                let allowed = depth.max(least(node, &self.depths).unwrap_or(depth));
                let fits = |node: &&Node| least(node, &self.depths).is_some_and(|it| it <= allowed);
                let fitting: Vec<&Node> = all.iter().filter(fits).collect();
                let chosen = fitting[self.roll(fitting.len())];
                self.node(chosen, depth);
            }
            Node::Optional(inner) => self.perhaps(inner, depth),
            Node::Repeated(inner) => {
                for _ in 0..2 {
                    self.perhaps(inner, depth);
                }
            }
        }
    }

    fn perhaps(&mut self, inner: &'g Node, depth: usize) {
        let fits = least(inner, &self.depths).is_some_and(|least| least <= depth);
        if fits && self.words.len() < ENOUGH && self.roll(3) == 0 {
            self.node(inner, depth);
        }
    }
}

/// Returns how deep each production is at least.
fn depths(grammar: &Grammar) -> BTreeMap<&str, usize> {
    let mut depths = BTreeMap::new();
    loop {
        let mut grown = false;
        for (name, body) in &grammar.productions {
            let Some(depth) = least(body, &depths) else {
                continue;
            };
            let known = depths.insert(name.as_str(), depth + 1);
            grown |= known != Some(depth + 1);
        }
        if !grown {
            return depths;
        }
    }
}

/// Returns how deep a part is at least; none where that is not known of what it names.
fn least(node: &Node, depths: &BTreeMap<&str, usize>) -> Option<usize> {
    match node {
        Node::Terminal(_) | Node::Lexeme | Node::Optional(_) | Node::Repeated(_) => Some(0),
        Node::Named(name) => depths.get(name.as_str()).copied(),
        Node::Sequence(all) => {
            let each: Option<Vec<usize>> = all.iter().map(|node| least(node, depths)).collect();
            Some(each?.into_iter().max().unwrap_or(0))
        }
        Node::Choice(all) => all.iter().filter_map(|node| least(node, depths)).min(),
    }
}
