//! Two answers to one query, row by row.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Answer, Cell, Data, Digits, RecordCell};

/// How a row stands to those of an earlier answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// It was not there; its place in the later answer.
    Added(usize),
    /// It is there no more; its place in the earlier answer.
    Removed(usize),
    /// It is not as it was.
    Changed {
        /// Its place in the earlier answer.
        before: usize,
        /// Its place in the later one.
        now: usize,
        /// The columns that differ, by their places in the later answer.
        columns: Vec<usize>,
    },
}

impl Answer {
    /// Lists the rows that are not as they were in an earlier answer: those of this answer in its
    /// order, then those it has no more.
    ///
    /// A row is the one that has its id, where there is a column `id`; else the one that is alike in
    /// the fewest first columns that tell rows apart; where none do, all of it. Columns are those of
    /// both answers; whether a row is certain counts too.
    pub fn changes_from(&self, before: &Answer) -> Vec<RowChange> {
        let shared: Vec<(usize, usize)> = self
            .columns
            .iter()
            .enumerate()
            .filter_map(|(now, column)| {
                let mut earlier = before.columns.iter();
                Some((now, earlier.position(|other| other.name == column.name)?))
            })
            .collect();
        let keys = keys(self, before, &shared);
        let (now_keys, before_keys): (Vec<usize>, Vec<usize>) = keys.iter().copied().unzip();
        // Rows that nothing tells apart are met one after the other.
        let mut left: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
        for row in (0..before.len()).rev() {
            left.entry(before.key(row, &before_keys))
                .or_default()
                .push(row);
        }
        let mut changes = Vec::new();
        let mut kept = vec![false; before.len()];
        for now in 0..self.len() {
            let same = left.get_mut(&self.key(now, &now_keys)).and_then(Vec::pop);
            let Some(old) = same else {
                changes.push(RowChange::Added(now));
                continue;
            };
            kept[old] = true;
            let differs = |(own, other): &&(usize, usize)| {
                let (own, other) = (
                    &self.columns[*own].cells[now],
                    &before.columns[*other].cells[old],
                );
                own != other && shown(own) != shown(other)
            };
            let columns: Vec<usize> = shared.iter().filter(differs).map(|it| it.0).collect();
            if !columns.is_empty() || self.certain[now] != before.certain[old] {
                changes.push(RowChange::Changed {
                    before: old,
                    now,
                    columns,
                });
            }
        }
        let gone = (0..before.len()).filter(|row| !kept[*row]);
        changes.extend(gone.map(RowChange::Removed));
        changes
    }

    fn key(&self, row: usize, columns: &[usize]) -> Vec<String> {
        let cells = columns
            .iter()
            .map(|column| &self.columns[*column].cells[row]);
        cells.map(identity).collect()
    }

    /// Tells whether no two rows are alike in these columns.
    fn is_told_apart(&self, columns: &[usize]) -> bool {
        let mut seen = FxHashSet::default();
        (0..self.len()).all(|row| seen.insert(self.key(row, columns)))
    }
}

/// Returns the columns by which rows of both answers are told apart.
fn keys(now: &Answer, before: &Answer, shared: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let tells_apart = |columns: &[(usize, usize)]| {
        let (own, other): (Vec<usize>, Vec<usize>) = columns.iter().copied().unzip();
        now.is_told_apart(&own) && before.is_told_apart(&other)
    };
    let id = shared
        .iter()
        .filter(|(own, _)| now.columns[*own].name == "id");
    let id: Vec<(usize, usize)> = id.copied().collect();
    if !id.is_empty() && tells_apart(&id) {
        return id;
    }
    let first = (1..=shared.len()).map(|count| &shared[..count]);
    let found = first.into_iter().find(|columns| tells_apart(columns));
    found.unwrap_or(shared).to_vec()
}

/// Returns what makes a cell the same as another: records by id, other values as they print.
fn identity(cell: &Cell) -> String {
    each(cell, |record| record.id.to_string())
}

/// Returns what of a cell may change: of a record its label too, but not the id behind it, which
/// depends on what else there is.
fn shown(cell: &Cell) -> String {
    each(cell, |record| {
        let (id, label) = (&record.id, &record.label);
        let bare = label.strip_suffix(&format!(" ({id})"));
        format!("{id}\u{1D}{}", bare.unwrap_or(label))
    })
}

fn each(cell: &Cell, record: fn(&RecordCell) -> String) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::One(data) => of_data(data, record),
        Cell::Many(several) => {
            let parts = several.iter().map(|data| of_data(data, record));
            parts.collect::<Vec<_>>().join("\u{1F}")
        }
    }
}

fn of_data(data: &Data, of_record: fn(&RecordCell) -> String) -> String {
    match data {
        Data::Record(record) => format!("\u{1E}{}", of_record(record)),
        Data::Doubtful(inner) => format!("{}?", of_data(inner, of_record)),
        Data::Text(_)
        | Data::Word(_)
        | Data::Truth(_)
        | Data::Date(_)
        | Data::Number(_)
        | Data::Duration(_) => data.text(Digits::All).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Column;
    use crate::value::Type;

    /// Makes an answer of a heading and rows, words between blanks; `?` before a row makes it
    /// only possible.
    fn answer(lines: &[&str]) -> Answer {
        let (heading, rows) = lines.split_first().expect("a heading");
        let names = heading.split(' ').enumerate();
        let columns = names.map(|(place, name)| Column {
            name: name.to_owned(),
            ty: Type::Text,
            cells: rows
                .iter()
                .map(|row| {
                    let words = row.trim_start_matches('?').split(' ').nth(place);
                    Cell::One(Data::Text(words.expect("a word a column").into()))
                })
                .collect(),
        });
        Answer {
            columns: columns.collect(),
            certain: rows.iter().map(|row| !row.starts_with('?')).collect(),
            total: false,
            notes: Vec::new(),
        }
    }

    fn changed(before: usize, now: usize, columns: &[usize]) -> RowChange {
        let columns = columns.to_vec();
        RowChange::Changed {
            before,
            now,
            columns,
        }
    }

    #[test]
    fn rows_are_those_of_their_ids_wherever_they_stand() {
        let before = answer(&["text id", "x a", "x b", "y c"]);
        let now = answer(&["text id", "y c", "z b", "x d"]);
        let expected = [
            changed(1, 1, &[0]),
            RowChange::Added(2),
            RowChange::Removed(0),
        ];
        assert_eq!(now.changes_from(&before), expected);
        assert!(before.changes_from(&before).is_empty());
    }

    #[test]
    fn the_first_columns_tell_rows_apart_where_there_is_no_id() {
        let before = answer(&["who year count", "a 1 5", "a 2 6", "b 1 7"]);
        let now = answer(&["who year count", "a 1 5", "b 1 8", "b 2 7"]);
        let expected = [
            changed(2, 1, &[2]),
            RowChange::Added(2),
            RowChange::Removed(1),
        ];
        assert_eq!(now.changes_from(&before), expected);
    }

    #[test]
    fn rows_that_are_alike_are_counted() {
        let before = answer(&["who", "a", "a", "b"]);
        let now = answer(&["who", "a", "b", "b"]);
        let expected = [RowChange::Added(2), RowChange::Removed(1)];
        assert_eq!(now.changes_from(&before), expected);
    }

    #[test]
    fn a_record_is_the_one_of_its_id_and_its_label_may_change() {
        let record = |id: &str, label: &str| {
            let (id, label) = (id.into(), label.into());
            Cell::One(Data::Doubtful(Box::new(Data::Record(RecordCell {
                id,
                label,
            }))))
        };
        let one = |cell: Cell| {
            let mut one = answer(&["source", "x"]);
            one.columns[0].cells = vec![cell];
            one
        };
        let before = one(record("a", "A"));
        assert!(one(record("a", "A (a)")).changes_from(&before).is_empty());
        let renamed = one(record("a", "B")).changes_from(&before);
        assert_eq!(renamed, [changed(0, 0, &[0])]);
        let other = one(record("b", "A")).changes_from(&before);
        assert_eq!(other, [RowChange::Added(0), RowChange::Removed(0)]);
    }

    #[test]
    fn a_row_that_became_only_possible_changed() {
        let before = answer(&["id", "a", "b"]);
        let now = answer(&["id", "?a", "b"]);
        assert_eq!(now.changes_from(&before), [changed(0, 0, &[])]);
        let fewer = answer(&["id more", "a x", "b y"]);
        assert!(
            fewer.changes_from(&before).is_empty(),
            "of the shared columns"
        );
    }
}
