//! The ways by which claims came to pages.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use super::reader::Reader;
use super::{Mention, is_false, is_none};
use crate::model::Kind::{Claims, Reports};

/// The most claims at either end of a line of retold ones whose speakers are gathered.
const ENDS: usize = 8;

/// One station of the way from the origin to the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// What it is on the way.
    pub step: Step,
    /// Who it is; of several any one, unless they spoke together.
    pub who: Vec<Mention>,
    /// Whether they spoke together.
    #[serde(skip_serializing_if = "is_false")]
    pub joint: bool,
    /// How many claims, each of which retells the one before, lie between the station before and
    /// this one and are left out.
    #[serde(skip_serializing_if = "is_none")]
    pub skipped: usize,
    /// Where in the document it is, at the end of the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// What a node is on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Who made the claim that is retold.
    Repeated,
    /// Who makes the claim.
    Source,
    /// Who passed it on.
    Via,
    /// Where it stands.
    Document,
}

impl Node {
    fn of(step: Step, who: Vec<Mention>) -> Node {
        Node {
            step,
            who,
            joint: false,
            skipped: 0,
            at: None,
        }
    }

    /// Tells whether it is in doubt that the way leads through it, or through whom.
    pub fn is_doubtful(&self) -> bool {
        self.who.iter().any(|it| it.doubtful || &*it.id == "?")
    }
}

impl Reader<'_> {
    /// Lists the stations from the origin of a report's claim to its page.
    pub(super) fn chain(&self, report: u32) -> Vec<Node> {
        let mut chain = Vec::new();
        if let Some(&(claim, doubtful)) = self.links(Reports, report, "claim").first() {
            self.add_speakers(&self.retold(claim, doubtful), &mut chain);
        }
        for via in self.mentions(Reports, report, "via") {
            push(&mut chain, Node::of(Step::Via, vec![via]));
        }
        chain.push(Node {
            at: self.text(Reports, report, "at"),
            ..Node::of(Step::Document, self.mentions(Reports, report, "document"))
        });
        chain
    }

    /// Lists a claim and those it retells, each behind the one that retells it alone, and whether
    /// the way there is in doubt.
    fn retold(&self, claim: u32, doubtful: bool) -> Vec<(u32, bool)> {
        let (mut at, mut doubtful) = (claim, doubtful);
        let (mut met, mut way) = (HashSet::new(), Vec::new());
        while !self.is_somebody(Claims, at) && met.insert(at) {
            way.push((at, doubtful));
            let [(other, in_doubt)] = self.links(Claims, at, "repeats")[..] else {
                break;
            };
            at = other;
            doubtful |= in_doubt;
        }
        way
    }

    /// Adds who makes the claims of a way, the last of them first.
    fn add_speakers(&self, way: &[(u32, bool)], chain: &mut Vec<Node>) {
        if let Some(&(origin, doubtful)) = way.last() {
            self.add_several(origin, doubtful, chain);
        }
        let skipped = way.len().saturating_sub(2 * ENDS);
        for (place, &(claim, doubtful)) in way.iter().enumerate().rev() {
            if skipped > 0 && (ENDS..ENDS + skipped).contains(&place) {
                continue;
            }
            let step = if place == 0 {
                Step::Source
            } else {
                Step::Repeated
            };
            let sources = self.mentions(Claims, claim, "source").into_iter();
            let sources = sources.map(|it| it.doubted(doubtful)).collect();
            let node = Node {
                joint: self.truth(Claims, claim, "joint") == Some(true),
                skipped: if place + 1 == ENDS { skipped } else { 0 },
                ..Node::of(step, sources)
            };
            push(chain, node);
        }
    }

    /// Adds who makes the claims that a claim retells where they are several.
    fn add_several(&self, claim: u32, doubtful: bool, chain: &mut Vec<Node>) {
        let repeated = self.links(Claims, claim, "repeats");
        if repeated.len() < 2 {
            return;
        }
        let sources = repeated.iter().flat_map(|(claim, in_doubt)| {
            let sources = self.mentions(Claims, *claim, "source").into_iter();
            sources.map(move |it| it.doubted(doubtful || *in_doubt))
        });
        let mut ids = BTreeSet::new();
        let who = sources.filter(|it| ids.insert(it.id.clone())).collect();
        push(chain, Node::of(Step::Repeated, who));
    }
}

/// Adds a station, unless the last one is the same.
fn push(chain: &mut Vec<Node>, node: Node) {
    let is_last = chain.last().is_some_and(|last| last.who == node.who);
    if !node.who.is_empty() && (!is_last || node.skipped > 0) {
        chain.push(node);
    }
}

impl Mention {
    fn doubted(self, doubtful: bool) -> Mention {
        Mention {
            doubtful: self.doubtful || doubtful,
            ..self
        }
    }
}
