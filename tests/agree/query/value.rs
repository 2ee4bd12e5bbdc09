//! Literals, most of them near what the records hold.

use std::fmt::Write;
use std::sync::Arc;

use whosaid::model::{Kind, Record, Value};
use whosaid::value::{Type, Vocabulary, Word};

use super::{Operand, Writer};

const DATES: [&str; 16] = [
    "2019",
    "2018",
    "2020",
    "2017",
    "2019-03",
    "2018-12",
    "2019-03-14",
    "2019-12-14",
    "2019-Q1",
    "2019-Q2",
    "\"2019-03~\"",
    "\"2018/2019\"",
    "2018-06-01",
    "2020-02-29",
    "2019-02-01",
    "today",
];

const DAYS: [&str; 6] = [
    "2017-12-31",
    "2018-06-01",
    "2019-01-01",
    "2019-03-14",
    "2019-12-15",
    "2020-02-29",
];

const NUMBERS: [&str; 12] = [
    "1",
    "2",
    "0",
    "3",
    "11",
    "12",
    "40",
    "7",
    "\"12~\"",
    "\"11..\"",
    "\"400 USD\"",
    "\"7 km\"",
];

impl Writer<'_, '_, '_> {
    /// Writes a literal beside an operand of a type; none where there is nothing to name.
    pub(super) fn literal(&mut self, ty: Type) -> Option<String> {
        match ty {
            Type::Text => Some(self.text()),
            Type::Word(vocabulary) => Some(self.word(vocabulary)),
            Type::Truth => Some((*self.dice.pick(&["true", "false"])).to_owned()),
            Type::Date(_) => Some(self.date()),
            Type::Number => Some((*self.dice.pick(&NUMBERS)).to_owned()),
            Type::Duration => {
                let count = 1 + self.dice.below(60);
                let few = 1 + self.dice.below(3);
                Some(match self.dice.below(4) {
                    0 => format!("{count} days"),
                    1 => format!("{few} weeks"),
                    2 => format!("{few} months"),
                    _ => "1 year".to_owned(),
                })
            }
            Type::Record(number) => self.name(Kind::from_number(number)),
        }
    }

    /// Writes a literal to compare an operand with: mostly what some record holds there.
    pub(super) fn literal_for(&mut self, operand: &Operand) -> Option<String> {
        let held = self.held(operand);
        if held.is_empty() || self.dice.once_in(3) {
            return self.literal(operand.ty);
        }
        let value = self.dice.pick(&held).clone();
        match (value, operand.ty) {
            (Value::Text(text), Type::Text) => Some(self.spelled(&text)),
            (Value::Texts(texts), Type::Text) => {
                let text = self.dice.pick(&texts).clone();
                Some(self.spelled(&text))
            }
            (Value::Word(code), Type::Word(vocabulary)) => {
                Some(self.form(&vocabulary.words[usize::from(code)]))
            }
            (Value::Date(date), Type::Date(_)) if self.ledger_date(&date.text) => {
                Some(format!("\"{}\"", date.text))
            }
            (Value::Links(links), Type::Record(number)) => {
                let link = *self.dice.pick(&links);
                let kind = Kind::from_number(number);
                let records = &self.ledger.table(kind).records;
                match records.get_index(link.row as usize) {
                    Some((id, record)) => Some(self.name_of(kind, id, record)),
                    None => self.literal(operand.ty),
                }
            }
            _ => self.literal(operand.ty),
        }
    }

    /// Returns the values that records hold where an operand ends.
    fn held(&self, operand: &Operand) -> Vec<Value> {
        let Some((kind, place)) = operand.end else {
            return Vec::new();
        };
        let records = self.ledger.table(kind).records.values();
        records
            .filter_map(|record| record.get(place).cloned())
            .collect()
    }

    /// Tells whether a date is written as queries may write it: derived ones are not.
    fn ledger_date(&self, text: &str) -> bool {
        crate::agree::values::date(text).is_some()
    }

    pub(super) fn date(&mut self) -> String {
        match self.dice.below(12) {
            9 => {
                let day = *self.dice.pick(&DAYS);
                let days = 1 + self.dice.below(400);
                let sign = *self.dice.pick(&["+", "-"]);
                format!("{day} {sign} {days} days")
            }
            10 => {
                let day = *self.dice.pick(&DAYS);
                let count = 1 + self.dice.below(3);
                let unit = *self.dice.pick(&["months", "years", "weeks", "quarters"]);
                format!("{day} + {count} {unit}")
            }
            11 => format!("{} months ago", 1 + self.dice.below(30)),
            _ => (*self.dice.pick(&DATES)).to_owned(),
        }
    }

    /// Writes a range of literals that runs upwards.
    pub(super) fn range(&mut self, ty: Type) -> Option<String> {
        let (low, high) = match ty {
            Type::Date(_) => (
                *self.dice.pick(&["2017", "2018", "2018-06", "2019-01-01"]),
                *self.dice.pick(&["2019", "2020", "2019-03-14", "2019-Q2"]),
            ),
            Type::Number => (
                *self.dice.pick(&["0", "1", "5"]),
                *self.dice.pick(&["5", "12", "40"]),
            ),
            Type::Text | Type::Word(_) | Type::Truth | Type::Duration | Type::Record(_) => {
                return None;
            }
        };
        Some(match self.dice.below(4) {
            0 => format!("{low}.."),
            1 => format!("..{high}"),
            _ => format!("{low}..{high}"),
        })
    }

    pub(super) fn word(&mut self, vocabulary: &Vocabulary) -> String {
        let word = self.dice.pick(vocabulary.words);
        self.form(word)
    }

    /// Writes a word in one of its forms.
    fn form(&mut self, word: &Word) -> String {
        let forms: Vec<&str> = std::iter::once(word.name)
            .chain(word.also.iter().copied())
            .collect();
        let form = *self.dice.pick(&forms);
        // A number is no name, and a few words are of the language.
        let bare = form.starts_with(char::is_alphabetic) && form != "possibly";
        if bare && !self.dice.once_in(5) {
            form.to_owned()
        } else {
            format!("\"{form}\"")
        }
    }

    /// Writes a text that some record holds, perhaps spelled otherwise.
    fn text(&mut self) -> String {
        let mut all: Vec<&str> = Vec::new();
        for table in &self.ledger.tables {
            all.extend(table.records.values().flat_map(texts));
        }
        let text = (*self.dice.pick(&all)).to_owned();
        self.spelled(&text)
    }

    /// Writes a part of a text that some record holds: a word of it.
    pub(super) fn part(&mut self, operand: &Operand) -> String {
        let text = match self.literal_for(operand) {
            Some(text) if text.starts_with(['"', '“']) => text,
            _ => self.text(),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let word = if words.is_empty() {
            "a"
        } else {
            *self.dice.pick(&words)
        };
        let plain: String = word
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect();
        format!("\"{plain}\"")
    }

    /// Writes a pattern that may be found in some text.
    pub(super) fn regex(&mut self) -> &'static str {
        const PATTERNS: [&str; 8] = [
            "/bureau/",
            "/^The/",
            "/^the/c",
            "/[0-9]+/",
            "/(turk|tür)/",
            "/o.*r/",
            "/\\bal-/",
            "/.$/",
        ];
        PATTERNS[self.dice.below(PATTERNS.len())]
    }

    /// Writes an id or a name of some record of a kind; none where there is no record.
    fn name(&mut self, kind: Kind) -> Option<String> {
        let records: Vec<(&Arc<str>, &Record)> = self.ledger.table(kind).records.iter().collect();
        if records.is_empty() {
            return None;
        }
        let (id, record) = *self.dice.pick(&records);
        Some(self.name_of(kind, id, record))
    }

    /// Writes the id of a record or a name that it bears, or perhaps another of its kind.
    fn name_of(&mut self, kind: Kind, id: &str, record: &Record) -> String {
        let label = match kind {
            Kind::Entities | Kind::Sources | Kind::Events => Some("name"),
            Kind::Documents => Some("title"),
            Kind::Names
            | Kind::Propositions
            | Kind::Claims
            | Kind::Reports
            | Kind::Figures
            | Kind::Roles
            | Kind::Denials
            | Kind::Assessments => None,
        };
        let label = label.filter(|_| !self.dice.once_in(3));
        let Some((place, _)) = label.and_then(|label| kind.field(label)) else {
            return format!("{id:?}");
        };
        let mut names: Vec<String> = Vec::new();
        if let Some(Value::Text(name)) = record.get(place) {
            names.push((**name).to_owned());
        }
        if kind == Kind::Entities || kind == Kind::Sources && self.dice.once_in(4) {
            names.extend(self.resolving());
        }
        let name = self.dice.pick(&names).clone();
        self.spelled(&name)
    }

    /// Returns the names of entities that resolve, all of which sources may answer to.
    fn resolving(&self) -> Vec<String> {
        let (text, _) = Kind::Names.field("text").expect("names have a text");
        let (kind, _) = Kind::Names.field("kind").expect("names have a kind");
        let resolves = |record: &&Record| matches!(record.get(kind), Some(Value::Word(0..=2)));
        let names = self.ledger.table(Kind::Names).records.values();
        let names = names
            .filter(resolves)
            .filter_map(|record| match record.get(text) {
                Some(Value::Text(text)) => Some((**text).to_owned()),
                _ => None,
            });
        names.collect()
    }

    /// Writes a text in quotes, in its own spelling or one that folds like it.
    fn spelled(&mut self, text: &str) -> String {
        let text = match self.dice.below(8) {
            6 | 7 => text.replace("al-", "El ").replace("el-", "al-"),
            3 => text.to_uppercase(),
            4 => text.replace(' ', "  ").replace('’', "'"),
            5 => text.to_lowercase().replace('ü', "u"),
            _ => text.to_owned(),
        };
        let mut quoted = String::new();
        let _ = write!(quoted, "“{}”", text.replace(['“', '”'], "\\\""));
        if text.contains(['“', '”', '"']) {
            format!("\"{}\"", text.replace(['“', '”', '"'], "\\\""))
        } else if self.dice.once_in(4) {
            quoted
        } else {
            format!("\"{text}\"")
        }
    }
}

fn texts(record: &Record) -> Vec<&str> {
    let texts = record.values.iter().flat_map(|(_, value)| match value {
        Value::Text(text) => vec![&**text],
        Value::Texts(texts) => texts.iter().map(|text| &**text).collect(),
        _ => Vec::new(),
    });
    texts.collect()
}
