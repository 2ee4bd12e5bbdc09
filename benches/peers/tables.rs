//! The records of a ledger as tables that databases read.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use whosaid::model::{Kind, Ledger, Record, Value};

/// What a column of a table holds.
#[derive(Clone, Copy)]
enum Column {
    /// The text of a field, or its word.
    Text(&'static str),
    /// The row of the one record a field refers to, then whether the reference is doubtful.
    Link(&'static str),
    /// The first and the last day of a date.
    Days(&'static str),
}

use Column::{Days, Link, Text};

/// The tables, each led by the row of its record, and what the other columns hold.
const TABLES: &[(Kind, &[Column])] = &[
    (
        Kind::Entities,
        &[Text("name"), Text("kind"), Link("country")],
    ),
    (Kind::Sources, &[Text("name"), Link("entity")]),
    (
        Kind::Documents,
        &[Text("title"), Link("outlet"), Days("published")],
    ),
    (Kind::Propositions, &[Text("text")]),
    (
        Kind::Claims,
        &[
            Link("proposition"),
            Link("source"),
            Text("stance"),
            Days("said"),
            Link("denies"),
            Link("repeats"),
        ],
    ),
    (
        Kind::Reports,
        &[Link("claim"), Link("document"), Link("via")],
    ),
];

/// Writes each table as `NAME.tsv` in a folder, with a heading; an absent value is empty.
pub(crate) fn write(ledger: &Ledger, folder: &Path) -> io::Result<()> {
    for (kind, columns) in TABLES {
        let path = folder.join(format!("{}.tsv", kind.collection()));
        let mut out = BufWriter::new(File::create(path)?);
        write!(out, "row")?;
        for column in *columns {
            match column {
                Text(name) => write!(out, "\t{name}")?,
                Link(name) => write!(out, "\t{name}\t{name}_doubt")?,
                Days(name) => write!(out, "\t{name}_lo\t{name}_hi")?,
            }
        }
        writeln!(out)?;
        for (row, record) in ledger.table(*kind).records.values().enumerate() {
            write!(out, "{row}")?;
            for column in *columns {
                cell(*kind, record, *column, &mut out)?;
            }
            writeln!(out)?;
        }
        out.flush()?;
    }
    Ok(())
}

fn cell(kind: Kind, record: &Record, column: Column, out: &mut dyn Write) -> io::Result<()> {
    let (Text(name) | Link(name) | Days(name)) = column;
    let (place, field) = kind.field(name).expect("the field is there");
    match (column, record.get(place)) {
        (Text(_), Some(Value::Text(text))) => write!(out, "\t{text}"),
        (Text(_), Some(Value::Word(code))) => {
            let whosaid::value::Type::Word(vocabulary) = field.ty else {
                unreachable!("a word is of a vocabulary");
            };
            write!(out, "\t{}", vocabulary.words[usize::from(*code)].name)
        }
        (Link(_), Some(Value::Links(links))) => {
            let [link] = links[..] else {
                panic!("{name} has one value");
            };
            write!(out, "\t{}\t{}", link.row, u8::from(link.doubtful))
        }
        (Days(_), Some(Value::Date(date))) => {
            write!(out, "\t{}\t{}", date.days.lo, date.days.hi)
        }
        (Text(_), _) => write!(out, "\t"),
        (Link(_) | Days(_), _) => write!(out, "\t\t"),
    }
}
