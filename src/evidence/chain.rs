//! The ways by which claims came to pages.

use std::collections::BTreeSet;

use serde::Serialize;

use super::reader::Reader;
use super::{Mention, is_false};
use crate::model::Kind::{Claims, Reports};

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
    /// Tells whether it is in doubt that the way leads through it, or through whom.
    pub fn is_doubtful(&self) -> bool {
        self.who.iter().any(|it| it.doubtful || &*it.id == "?")
    }
}

impl Reader<'_> {
    /// Lists the stations from the origin of a report's claim to its page.
    pub(super) fn chain(&self, report: u32) -> Vec<Node> {
        let mut chain = Vec::new();
        if let Some((claim, doubtful)) = self.links(Reports, report, "claim").first().copied() {
            self.origin(
                claim,
                doubtful,
                Step::Source,
                &mut BTreeSet::new(),
                &mut chain,
            );
        }
        for via in self.mentions(Reports, report, "via") {
            push(&mut chain, Step::Via, vec![via], false);
        }
        chain.push(Node {
            step: Step::Document,
            who: self.mentions(Reports, report, "document"),
            joint: false,
            at: self.text(Reports, report, "at"),
        });
        chain
    }

    /// Adds who makes a claim, behind those whose claims it retells.
    fn origin(
        &self,
        claim: u32,
        doubtful: bool,
        step: Step,
        met: &mut BTreeSet<u32>,
        chain: &mut Vec<Node>,
    ) {
        if self.is_somebody(Claims, claim) || !met.insert(claim) {
            return;
        }
        let repeated = self.links(Claims, claim, "repeats");
        match repeated[..] {
            [(other, in_doubt)] => {
                self.origin(other, doubtful || in_doubt, Step::Repeated, met, chain);
            }
            [] => {}
            [..] => {
                let sources = repeated.iter().flat_map(|(claim, in_doubt)| {
                    let sources = self.mentions(Claims, *claim, "source").into_iter();
                    sources.map(move |it| it.doubted(doubtful || *in_doubt))
                });
                let mut who: Vec<Mention> = sources.collect();
                let mut ids = BTreeSet::new();
                who.retain(|it| ids.insert(it.id.clone()));
                push(chain, Step::Repeated, who, false);
            }
        }
        let sources = self.mentions(Claims, claim, "source").into_iter();
        let sources = sources.map(|it| it.doubted(doubtful)).collect();
        let joint = self.truth(Claims, claim, "joint") == Some(true);
        push(chain, step, sources, joint);
    }
}

/// Adds a station, unless the last one is the same.
fn push(chain: &mut Vec<Node>, step: Step, who: Vec<Mention>, joint: bool) {
    let is_last = chain.last().is_some_and(|last| last.who == who);
    if !who.is_empty() && !is_last {
        chain.push(Node {
            step,
            who,
            joint,
            at: None,
        });
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
