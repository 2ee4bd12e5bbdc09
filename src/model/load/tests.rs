mod errors;
mod files;
mod follow_ups;
mod records;

use super::{Loaded, Text, load_texts};
use crate::model::{Kind, Ledger, Link, Value};
use crate::value::Type;

/// Entities, a held document and a source that most cases need.
const BASE: &str = r#"
[[entity]]
id = "turkey"
name = "Turkey"
kind = "state"
[[entity]]
id = "hamas"
name = "Hamas"
kind = "organisation"
[[entity]]
id = "haniyeh"
name = "Ismail Haniyeh"
kind = "person"
part_of = "hamas"
[[entity]]
id = "the-times"
name = "The Times"
kind = "outlet"
country = "turkey"
[[document]]
id = "d1"
title = "One"
published = "2019-12-18"
outlet = "the-times"
[[source]]
id = "diplomat"
name = "A diplomat"
kind = "office"
anonymous = true
"#;

fn load(files: &[(&str, &str)]) -> Result<Loaded, crate::diagnostic::Report> {
    load_texts(files.iter().map(|(name, text)| Text {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    }))
}

/// Loads the base and more text in the same file.
fn loaded(more: &str) -> Ledger {
    match load(&[("a.toml", &format!("{BASE}{more}"))]) {
        Ok(loaded) => loaded.ledger,
        Err(report) => panic!("{:?}", lines(&report)),
    }
}

/// Writes each diagnostic as `file:line:column message | help | help`.
fn lines(report: &crate::diagnostic::Report) -> Vec<String> {
    let written = report.diagnostics.iter().map(|diagnostic| {
        let places = diagnostic.labels.iter().map(|label| {
            let (line, column) = label.source.line_column(label.span.start);
            format!("{}:{line}:{column}", label.source.name)
        });
        let places: Vec<String> = places.collect();
        let mut parts = vec![format!("{} {}", places.join(" "), diagnostic.message)];
        parts.extend(diagnostic.helps.iter().cloned());
        parts.join(" | ")
    });
    written.collect()
}

/// Writes the value of a record's field as a file would, references by id.
fn value(ledger: &Ledger, kind: Kind, id: &str, field: &str) -> String {
    let Some(record) = ledger.table(kind).records.get(id) else {
        panic!("no {id} among {:?}", ledger.table(kind).records.keys())
    };
    let (place, field) = kind.field(field).expect("the test names a field");
    let written = |value: &Value| match (value, field.ty) {
        (Value::Text(text), _) => (**text).to_owned(),
        (Value::Texts(texts), _) => texts.join(", "),
        (Value::Word(code), Type::Word(vocabulary)) => vocabulary.word(*code).to_owned(),
        (Value::Truth(truth), _) => truth.to_string(),
        (Value::Date(date), _) => format!("{} {}", date.text, date.basis.word()),
        (Value::Number(number), _) => number.text.clone(),
        (Value::Links(links), Type::Record(number)) => {
            let table = ledger.table(Kind::from_number(number));
            let ids = links.iter().map(|link| {
                if link.row == Link::SOMEBODY {
                    return "?".to_owned();
                }
                let (id, _) = table
                    .records
                    .get_index(link.row as usize)
                    .expect("a link is to a row of its table");
                format!("{id}{}", if link.doubtful { "?" } else { "" })
            });
            ids.collect::<Vec<_>>().join(", ")
        }
        (value, ty) => panic!("{value:?} in a field of {ty:?}"),
    };
    record.get(place).map_or("-".to_owned(), written)
}
