//! Where records are written.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Lines;
use crate::model::{Kind, Ledger};

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
}

/// The line of each record of a ledger.
#[derive(Debug, Default)]
pub struct Places {
    files: Vec<Arc<str>>,
    /// Of each kind the file and the line of each row.
    rows: [Vec<(u32, u32)>; Kind::ALL.len()],
}

impl Places {
    /// Reads them off a loaded ledger.
    pub fn new(ledger: &Ledger) -> Places {
        let mut lines = Lines::default();
        let mut line = |file: u32, at: usize| {
            let source = ledger.files.get(file as usize);
            let line = source.map_or(0, |source| lines.line(source, at));
            u32::try_from(line).unwrap_or(u32::MAX)
        };
        let rows = Kind::ALL.map(|kind| {
            let records = ledger.table(kind).records.values();
            let rows = records.map(|record| {
                let (file, span) = record.place;
                (file, line(file, span.range().start))
            });
            rows.collect()
        });
        let files = ledger.files.iter();
        Places {
            files: files.map(|file| file.name.as_str().into()).collect(),
            rows,
        }
    }

    /// Returns where a record is written; none where it stands in no file.
    pub fn of(&self, kind: Kind, row: u32) -> Option<Place> {
        let &(file, line) = self.rows[kind as usize].get(row as usize)?;
        let file = Arc::clone(self.files.get(file as usize)?);
        Some(Place { file, line })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
