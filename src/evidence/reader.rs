//! The fields of records, as evidence has them.

use super::{Mention, Places, When, With};
use crate::model::{Field, Kind};
use crate::store::{Column, Links, NONE, Store, UNKNOWN, UNKNOWN_WORD, WORD_NONE};
use crate::value::{Basis, Type, quantity};

/// Names a record.
pub(super) fn mention(store: &Store, kind: Kind, row: u32, doubtful: bool) -> Mention {
    let texts = store.texts();
    Mention {
        kind,
        id: texts.shared(store.collection(kind).id_code(row)),
        label: texts.shared(store.label_code(kind, row)),
        doubtful,
        row,
    }
}

/// Reads the fields of records.
pub(super) struct Reader<'s> {
    pub(super) store: &'s Store,
    pub(super) places: &'s Places,
    pub(super) with: With<'s>,
}

impl<'s> Reader<'s> {
    fn column(&self, kind: Kind, name: &str) -> (&'static Field, Option<&'s Column>) {
        let (place, field) = kind.field(name).expect("the table has the field");
        (field, self.store.collection(kind).column(place))
    }

    fn known(&self, code: u32) -> Option<&'s str> {
        (code != NONE && code != UNKNOWN).then(|| self.store.texts().get(code))
    }

    /// Returns the texts in a field.
    pub(super) fn texts(&self, kind: Kind, row: u32, name: &str) -> Vec<&'s str> {
        let row = row as usize;
        let codes = match self.column(kind, name).1 {
            Some(Column::Text(codes)) => &codes[row..=row],
            Some(Column::Texts(ends, codes)) => {
                let start = if row == 0 { 0 } else { ends[row - 1] };
                &codes[start as usize..ends[row] as usize]
            }
            Some(_) | None => &[],
        };
        codes.iter().filter_map(|code| self.known(*code)).collect()
    }

    /// Returns the text in a field.
    pub(super) fn text(&self, kind: Kind, row: u32, name: &str) -> Option<String> {
        self.texts(kind, row, name).first().map(ToString::to_string)
    }

    /// Returns the word in a field.
    pub(super) fn word(&self, kind: Kind, row: u32, name: &str) -> Option<&'static str> {
        let (field, column) = self.column(kind, name);
        match (field.ty, column) {
            (Type::Word(vocabulary), Some(Column::Word(codes))) => match codes[row as usize] {
                WORD_NONE | UNKNOWN_WORD => None,
                code => Some(vocabulary.word(code)),
            },
            (_, _) => None,
        }
    }

    /// Returns the truth in a field.
    pub(super) fn truth(&self, kind: Kind, row: u32, name: &str) -> Option<bool> {
        match self.column(kind, name).1 {
            Some(Column::Truth(codes)) => match codes[row as usize] {
                0 => Some(false),
                1 => Some(true),
                _not_known => None,
            },
            Some(_) | None => None,
        }
    }

    /// Returns the date in a field.
    pub(super) fn date(&self, kind: Kind, row: u32, name: &str) -> Option<When> {
        let Some(Column::Date(dates)) = self.column(kind, name).1 else {
            return None;
        };
        let row = row as usize;
        let basis = match dates.basis[row] {
            WORD_NONE | UNKNOWN_WORD => return None,
            code => Basis::VOCABULARY.word(code),
        };
        Some(When {
            text: self.known(dates.text[row])?.to_owned(),
            basis,
            why: self.known(dates.why[row]).map(str::to_owned),
        })
    }

    /// Returns the number in a field, with its unit.
    pub(super) fn number(&self, kind: Kind, row: u32, name: &str) -> Option<String> {
        let Some(Column::Number(numbers)) = self.column(kind, name).1 else {
            return None;
        };
        let (row, range) = (row as usize, numbers.range(row as usize));
        (!range.is_unknown()).then(|| quantity(range, self.known(numbers.unit[row])))
    }

    fn links_of(&self, kind: Kind, name: &str) -> Option<&'s Links> {
        match self.column(kind, name).1 {
            Some(Column::Links(links)) => Some(links),
            Some(_) | None => None,
        }
    }

    /// Returns the references in a field, forward or inverse, and whether each is doubtful.
    pub(super) fn links(&self, kind: Kind, row: u32, name: &str) -> Vec<(u32, bool)> {
        let links = self.links_of(kind, name);
        links.map_or(Vec::new(), |links| links.of(row as usize).collect())
    }

    /// Returns the records that a field refers to, named.
    pub(super) fn mentions(&self, kind: Kind, row: u32, name: &str) -> Vec<Mention> {
        let Type::Record(to) = self.column(kind, name).0.ty else {
            return Vec::new();
        };
        let to = Kind::from_number(to);
        let links = self.links(kind, row, name).into_iter();
        links
            .map(|(target, doubtful)| self.mention(to, target, doubtful))
            .collect()
    }

    /// Names a record.
    pub(super) fn mention(&self, kind: Kind, row: u32, doubtful: bool) -> Mention {
        mention(self.store, kind, row, doubtful)
    }

    /// Tells whether a row stands for somebody not known.
    pub(super) fn is_somebody(&self, kind: Kind, row: u32) -> bool {
        row >= self.store.collection(kind).somebody()
    }

    /// Tells whether a report is left by the view.
    pub(super) fn sees(&self, report: u32) -> bool {
        self.with.seen.is_none_or(|seen| seen.0.contains(&report))
    }

    /// Tells whether the view leaves a claim: one that has no report at all, or one that is left.
    pub(super) fn sees_claim(&self, claim: u32) -> bool {
        let reports = self.links(Kind::Claims, claim, "reports");
        reports.is_empty() || reports.iter().any(|(report, _)| self.sees(*report))
    }
}
