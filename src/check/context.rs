//! What checks look things up in.

use std::cell::OnceCell;

use super::findings::Place;
use crate::model::{Kind, Ledger, Link, Record};
use crate::originals::Folder;
use crate::stamp::Survey;
use crate::value::{Day, Range, Type};

/// A loaded ledger, with what several checks need of it made once.
pub(super) struct Context<'l> {
    pub(super) ledger: &'l Ledger,
    /// The original texts, where they are at hand.
    originals: Option<&'l Folder>,
    survey: OnceCell<Survey>,
    reports_of: OnceCell<Vec<Vec<u32>>>,
    claims_of: OnceCell<Vec<Vec<u32>>>,
}

/// Two records of a kind that a link holding both ways joins.
pub(super) struct Pair {
    /// The rows, the lower first.
    pub(super) rows: (u32, u32),
    pub(super) doubtful: bool,
    /// Where it is written, the first of the records first.
    pub(super) place: Place,
}

impl<'l> Context<'l> {
    pub(super) fn new(ledger: &'l Ledger, originals: Option<&'l Folder>) -> Self {
        Context {
            ledger,
            originals,
            survey: OnceCell::new(),
            reports_of: OnceCell::new(),
            claims_of: OnceCell::new(),
        }
    }

    /// Returns how the ledger stands to the original texts, where they are at hand.
    pub(super) fn survey(&self) -> Option<&Survey> {
        let originals = self.originals?;
        let made = || Survey::new(self.ledger, originals);
        Some(self.survey.get_or_init(made))
    }

    /// Returns the records of a kind with their rows, in ledger order.
    pub(super) fn rows(&self, kind: Kind) -> impl Iterator<Item = (u32, &'l Record)> + use<'l> {
        (0u32..).zip(self.ledger.table(kind).records.values())
    }

    /// Returns the record of a row; none for somebody not known.
    pub(super) fn row(&self, kind: Kind, row: u32) -> Option<&'l Record> {
        self.ledger.table(kind).row(row)
    }

    /// Returns the id of a row; `?` for somebody not known.
    pub(super) fn id(&self, kind: Kind, row: u32) -> &'l str {
        let entry = self.ledger.table(kind).records.get_index(row as usize);
        entry.map_or("?", |(id, _)| id)
    }

    /// Returns how many records of a kind there are.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.ledger.table(kind).records.len()
    }

    /// Returns the reports that surely carry a claim.
    pub(super) fn reports_of(&self, claim: u32) -> &[u32] {
        let made = || self.inverse(Kind::Reports, "claim", Kind::Claims);
        list(self.reports_of.get_or_init(made), claim)
    }

    /// Returns the claims that surely speak of a proposition.
    pub(super) fn claims_of(&self, proposition: u32) -> &[u32] {
        let made = || self.inverse(Kind::Claims, "proposition", Kind::Propositions);
        list(self.claims_of.get_or_init(made), proposition)
    }

    /// Returns for every record of a kind those of another that surely refer to it by a field.
    pub(super) fn inverse(&self, from: Kind, field: &str, to: Kind) -> Vec<Vec<u32>> {
        let field = from.place(field);
        let mut lists = vec![Vec::new(); self.count(to)];
        for (row, record) in self.rows(from) {
            for target in sure(record, field) {
                if let Some(list) = lists.get_mut(target as usize) {
                    list.push(row);
                }
            }
        }
        lists
    }

    /// Returns every pair that a link holding both ways joins, once.
    pub(super) fn pairs(&self, kind: Kind, name: &str) -> Vec<Pair> {
        let field = kind.place(name);
        let mut pairs = Vec::new();
        for (row, record) in self.rows(kind) {
            let links = record.links(usize::from(field)).iter();
            for &link in links.filter(|link| link.row > row && link.row != Link::SOMEBODY) {
                let back = Link { row, ..link };
                let other = self.row(kind, link.row);
                let other = other.filter(|other| other.writes_link(field, back));
                let place = match other.filter(|_| !record.writes_link(field, link)) {
                    Some(other) => other.place_of_link(field, back),
                    None => record.place_of_link(field, link),
                };
                pairs.push(Pair {
                    rows: (row, link.row),
                    doubtful: link.doubtful,
                    place,
                });
            }
        }
        pairs
    }

    /// Returns the days a document may have been published on.
    pub(super) fn published(&self, document: u32) -> Option<Range<Day>> {
        let document = self.row(Kind::Documents, document)?;
        days(document, Kind::Documents.place("published"))
    }

    /// Tells whether we have read a document.
    pub(super) fn is_held(&self, document: u32) -> bool {
        let held = Kind::Documents.place("held");
        self.row(Kind::Documents, document)
            .is_some_and(|document| document.is_true(held))
    }
}

fn list(lists: &[Vec<u32>], row: u32) -> &[u32] {
    lists.get(row as usize).map_or(&[], Vec::as_slice)
}

/// Returns the rows a field refers to without doubt.
pub(super) fn sure(record: &Record, field: u8) -> impl Iterator<Item = u32> {
    let links = record.links(usize::from(field)).iter();
    links.filter(|link| is_sure(link)).map(|link| link.row)
}

/// Returns the one row a field refers to, where that is without doubt.
pub(super) fn sole(record: &Record, field: u8) -> Option<u32> {
    record.link(field).filter(is_sure).map(|link| link.row)
}

fn is_sure(link: &Link) -> bool {
    !link.doubtful && link.row != Link::SOMEBODY
}

/// Returns the days a date may mean.
pub(super) fn days(record: &Record, field: u8) -> Option<Range<Day>> {
    record.date(field).map(|date| date.days)
}

/// Makes the test whether a field has that word of its vocabulary.
pub(super) fn is_word(kind: Kind, field: &str, word: &str) -> impl Fn(&Record) -> bool + Copy {
    let place = kind.place(field);
    let code = match kind.schema().fields[usize::from(place)].ty {
        Type::Word(vocabulary) => vocabulary.code(word),
        Type::Text
        | Type::Truth
        | Type::Date(_)
        | Type::Duration
        | Type::Number
        | Type::Record(_) => None,
    };
    move |record| code.is_some() && record.word(place) == code
}
