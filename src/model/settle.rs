//! What a ledger's records settle about each other once all references are resolved.

mod claims;
mod defaults;
mod denials;
mod entities;
mod figures;
mod reports;
mod symmetric;

use super::Ledger;

impl Ledger {
    /// Fills what follows from the records: defaults, settled fields, links that go both ways.
    ///
    /// What is written stays as it is, so settling twice changes nothing.
    pub fn settle(&mut self) {
        symmetric::both_ways(self);
        entities::spellings(self);
        entities::countries(self);
        entities::parties(self);
        self.adopt_denied_propositions();
        reports::paragraphs(self);
        reports::unnamed(self);
        claims::occasions(self);
        claims::dates(self);
        claims::texts(self);
        figures::units(self);
        figures::owners(self);
        defaults::fill(self);
        denials::pairs(self);
    }

    /// Gives denials without a proposition that of the claim they deny.
    pub(super) fn adopt_denied_propositions(&mut self) {
        claims::denied_propositions(self);
    }
}
