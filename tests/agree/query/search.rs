//! Searches for words.

use whosaid::model::Kind;
use whosaid::value::Type;

use super::{Column, Scope, Writer};

/// Words that random ledgers have, and some that they have not.
const WORDS: [&str; 16] = [
    "bureau",
    "turkey",
    "Türkiye",
    "the",
    "cell",
    "arouri",
    "AL-AROURI",
    "asked",
    "istanbul",
    "moved",
    "passports",
    "hamas",
    "emirate",
    "move",
    "own",
    "plot",
];
/// Words in a row.
const ROWS: [&str; 6] = [
    "the bureau",
    "saleh al-arouri",
    "has moved",
    "for a while",
    "the deputy",
    "to turkey",
];

impl Writer<'_, '_, '_> {
    /// Writes a search, in the usual texts or in one of these.
    pub(super) fn search(&mut self, scope: &mut Scope) -> Option<String> {
        let kind = scope.kind?;
        let mut parts = Vec::new();
        for _ in 0..1 + self.dice.below(3) {
            parts.push((*self.dice.pick(&WORDS)).to_owned());
        }
        if self.dice.once_in(3) {
            let row = self.dice.pick(&ROWS);
            parts.push(format!("\\\"{row}\\\""));
        }
        if self.dice.once_in(3) {
            let word = self.dice.pick(&WORDS);
            parts.push(format!("-{word}"));
        }
        let paths: &[&str] = match kind {
            Kind::Claims => &[
                "document.title",
                "about.name",
                "source.name",
                "reports.words",
                "text",
            ],
            Kind::Propositions => &["about.names.text", "event.name"],
            Kind::Reports => &["via.name", "claim.proposition.about.name"],
            Kind::Sources => &["entity.names.text", "claims.content"],
            Kind::Entities => &["described", "roles.what"],
            Kind::Documents
            | Kind::Names
            | Kind::Figures
            | Kind::Events
            | Kind::Denials
            | Kind::Roles
            | Kind::Assessments => &[],
        };
        let within = match self.dice.below(2) {
            0 if !paths.is_empty() => format!(" in {}", self.dice.pick(paths)),
            _usual => String::new(),
        };
        scope.columns.retain(|column| column.name != "score");
        scope.columns.push(Column {
            name: "score".to_owned(),
            ty: Type::Number,
            many: false,
            end: None,
        });
        Some(format!("search \"{}\"{within}", parts.join(" ")))
    }
}
