//! Rows, and answers as data of other programs.

use serde::de::Deserialize;
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::read::RowReader;
use super::{Answer, Cell, Column, RowError};
use crate::value::Type;

/// One row of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    answer: &'a Answer,
    index: usize,
}

impl Answer {
    /// Returns a row by its place.
    ///
    /// # Panics
    ///
    /// Where there is none: [`Answer::len`] says how many there are.
    pub fn row(&self, index: usize) -> Row<'_> {
        assert!(index < self.len(), "the answer has {} rows", self.len());
        Row {
            answer: self,
            index,
        }
    }

    /// Returns every row in order, those that are only possible among them, a total at the end.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.len()).map(|index| self.row(index))
    }

    /// Returns the row that is the total of the others; none where the query asks for no totals.
    ///
    /// ```
    /// let ledger = whosaid::Ledger::sample();
    /// let answer = ledger.query("claims | count by stance | totals").ask()?.answer;
    /// let total = answer.total().expect("it was asked for");
    /// assert_eq!(total.read::<(Option<String>, u32)>()?, (None, 352));
    /// assert!(total.is_total());
    /// // It is none of the rows that are read.
    /// assert_eq!(answer.rows::<(String, u32)>().count(), answer.len() - 1);
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    pub fn total(&self) -> Option<Row<'_>> {
        self.total_row().map(|index| self.row(index))
    }

    /// Reads each certain row into a type of the caller's; a total is none of them.
    ///
    /// A struct takes the columns by name, a tuple in their order; an answer of one column may be
    /// read into a plain value. What a value can be read into follows what it is:
    ///
    /// | value | may be read into |
    /// |---|---|
    /// | absent | an `Option` |
    /// | any | a `String` (or `&str`, where it is a text), as it prints: `2019-11-11/2019-12-18`, `3..5`, `X?` |
    /// | exact number, or length in days | a number |
    /// | certain truth | a `bool` |
    /// | word | an enum of unit variants |
    /// | date known to the day | [`Day`](crate::value::Day), or what reads `2019-03-14` |
    /// | date, number, length | [`Uncertain`](super::Uncertain), or a struct with some of `lo`, `hi`, `unit`, `text` |
    /// | record | [`RecordCell`](super::RecordCell), or a struct with `id` and `label` |
    /// | any, doubtful or not | [`Doubtful`](super::Doubtful), or a struct with `value` and `doubtful` |
    /// | many values | a `Vec` |
    ///
    /// A value that would lose its doubt, or one of its ends, is an error.
    ///
    /// ```
    /// use whosaid::{Doubtful, Ledger, RecordCell, Uncertain};
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Claim {
    ///     id: String,
    ///     said: Uncertain<String>,
    ///     stance: Stance,
    ///     source: Vec<Doubtful<RecordCell>>,
    /// }
    ///
    /// #[derive(serde::Deserialize, PartialEq, Debug)]
    /// #[serde(rename_all = "lowercase")]
    /// enum Stance { Deny, Report, #[serde(other)] Other }
    ///
    /// let ledger = Ledger::sample();
    /// let text = "claims where stance = deny | select id, said, stance, source";
    /// let answer = ledger.query(text).ask()?.answer;
    /// for claim in answer.rows() {
    ///     let claim: Claim = claim?;
    ///     assert_eq!(claim.stance, Stance::Deny);
    ///     let sources: Vec<&str> = claim.source.iter().map(|it| &*it.value.label).collect();
    ///     println!("{} {}: {}", claim.id, claim.said.text, sources.join(", "));
    /// }
    ///
    /// let counted = ledger.query("claims | count by stance").ask()?.answer;
    /// let counts: Result<Vec<(String, Uncertain<u32>)>, _> = counted.rows().collect();
    /// assert!(counts?.iter().any(|(stance, count)| stance == "deny" && count.lo > Some(1)));
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    pub fn rows<'a, T: Deserialize<'a>>(&'a self) -> impl Iterator<Item = Result<T, RowError>> {
        self.certain_rows().map(|index| self.row(index).read())
    }
}

impl<'a> Row<'a> {
    /// Tells whether it is certain; otherwise it is only possible.
    pub fn is_certain(self) -> bool {
        self.answer.certain[self.index]
    }

    /// Tells whether it is the total of the others: it holds nothing in the columns of keys.
    pub fn is_total(self) -> bool {
        self.answer.total_row() == Some(self.index)
    }

    /// Returns its columns and what it holds in each.
    pub fn cells(self) -> impl ExactSizeIterator<Item = (&'a Column, &'a Cell)> {
        let columns = self.answer.columns.iter();
        columns.map(move |column| (column, &column.cells[self.index]))
    }

    /// Returns what it holds in the column of this name; none where there is no such column.
    pub fn cell(self, name: &str) -> Option<&'a Cell> {
        let mut cells = self.cells();
        cells.find_map(|(column, cell)| (column.name == name).then_some(cell))
    }

    /// Reads it into a type of the caller's, as [`Answer::rows`] does.
    pub fn read<T: Deserialize<'a>>(self) -> Result<T, RowError> {
        T::deserialize(RowReader(self)).map_err(|error| error.in_row(self))
    }

    /// Returns its place among all rows of the answer, from 0.
    pub fn index(self) -> usize {
        self.index
    }
}

impl Serialize for Row<'_> {
    /// Writes a map from the columns' names to the [`Form`](super::Form)s of its cells; in a total
    /// `"total": true` follows, or `"total_row"` where a column is called `total`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let marks = usize::from(self.is_total());
        let mut map = serializer.serialize_map(Some(self.answer.columns.len() + marks))?;
        for (column, cell) in self.cells() {
            map.serialize_entry(&column.name, &cell.form(column.ty))?;
        }
        if self.is_total() {
            map.serialize_entry(&self.answer.total_mark(), &true)?;
        }
        map.end()
    }
}

impl Answer {
    /// Returns a name that no column bears.
    fn total_mark(&self) -> String {
        let mut mark = "total".to_owned();
        while self.column(&mark).is_some() {
            mark.push_str("_row");
        }
        mark
    }
}

/// The rows of an answer that are, or are not, certain.
struct Rows<'a> {
    answer: &'a Answer,
    certain: bool,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.answer.iter().filter(|row| !row.is_total());
        serializer.collect_seq(rows.filter(|row| row.is_certain() == self.certain))
    }
}

/// What is written of a column beside its cells.
struct Heading<'a>(&'a Column);

impl Serialize for Heading<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut column = serializer.serialize_struct("Column", 2)?;
        column.serialize_field("name", &self.0.name)?;
        column.serialize_field(
            "type",
            match self.0.ty {
                Type::Text => "text",
                Type::Word(vocabulary) => vocabulary.name,
                Type::Truth => "truth",
                Type::Date(_) => "date",
                Type::Number => "number",
                Type::Duration => "duration",
                Type::Record(_) => "record",
            },
        )?;
        column.end()
    }
}

impl Serialize for Answer {
    /// Writes `columns` (`name` and `type`), the certain `rows`, the `possible` ones, `total` where
    /// there is one, and `notes`.
    ///
    /// ```
    /// let ledger = whosaid::Ledger::sample();
    /// let answer = ledger.query("documents | sort id | take 1 | select id, held").ask()?.answer;
    /// let json = serde_json::to_value(&answer).expect("an answer has a form");
    /// assert_eq!(json["rows"], serde_json::json!([{ "id": "000", "held": true }]));
    /// assert_eq!(json["columns"][0], serde_json::json!({ "name": "id", "type": "text" }));
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let headings: Vec<Heading<'_>> = self.columns.iter().map(Heading).collect();
        let rows = |certain| Rows {
            answer: self,
            certain,
        };
        let fields = 4 + usize::from(self.total);
        let mut answer = serializer.serialize_struct("Answer", fields)?;
        answer.serialize_field("columns", &headings)?;
        answer.serialize_field("rows", &rows(true))?;
        answer.serialize_field("possible", &rows(false))?;
        if let Some(total) = self.total() {
            answer.serialize_field("total", &total)?;
        }
        answer.serialize_field("notes", &self.notes)?;
        answer.end()
    }
}
