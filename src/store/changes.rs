//! What of a ledger is not as it was in another.

use rustc_hash::FxHashMap;

use super::{Collection, Column, NONE, Store, row_number};
use crate::model::{Kind, Origin};
use crate::value::Type;

/// The records of one kind that two ledgers do not have alike, by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The kind.
    pub kind: Kind,
    /// Those that only the later one has, in its order.
    pub added: Vec<String>,
    /// Those that only the earlier one has, in its order.
    pub removed: Vec<String>,
    /// Those that say something else, in the later one's order.
    pub changed: Vec<String>,
}

impl Store {
    /// Lists what changed since an earlier ledger, the kinds in their order; where nothing of a kind
    /// did, it is left out.
    ///
    /// A record is the one that has its id; it changed where anything did that the files write of it
    /// or the loader settles.
    pub fn changes_from(&self, before: &Store) -> Vec<Changes> {
        let changes = Kind::ALL.map(|kind| self.changes_of(kind, before));
        let any =
            |it: &Changes| !(it.added.is_empty() && it.removed.is_empty() && it.changed.is_empty());
        changes.into_iter().filter(any).collect()
    }

    fn changes_of(&self, kind: Kind, before: &Store) -> Changes {
        let mut left: FxHashMap<&str, u32> = before
            .rows_of(kind)
            .map(|row| (before.id(kind, row), row))
            .collect();
        let (mut added, mut changed) = (Vec::new(), Vec::new());
        for row in self.rows_of(kind) {
            let id = self.id(kind, row);
            match left.remove(id) {
                None => added.push(id.to_owned()),
                Some(old) if !self.says_the_same(kind, row, before, old) => {
                    changed.push(id.to_owned());
                }
                Some(_) => {}
            }
        }
        let gone = before.rows_of(kind).map(|row| before.id(kind, row));
        let removed = gone.filter(|id| left.contains_key(id)).map(str::to_owned);
        Changes {
            kind,
            added,
            removed: removed.collect(),
            changed,
        }
    }

    fn rows_of(&self, kind: Kind) -> std::ops::Range<u32> {
        0..row_number(self.collection(kind).len())
    }

    fn says_the_same(&self, kind: Kind, row: u32, before: &Store, old: u32) -> bool {
        let (now, then) = (self.collection(kind), before.collection(kind));
        let doubt = |own: &Collection, row: u32| {
            let present = own.present();
            present.is_some_and(|present| present.get(row as usize) != crate::value::Truth::Yes)
        };
        let fields = kind.schema().fields.iter().enumerate();
        let mut recorded = fields.filter(|(_, field)| match field.origin {
            Origin::Stored | Origin::Settled => true,
            Origin::Inverse(_) | Origin::Shorthand(_) => false,
        });
        doubt(now, row) == doubt(then, old)
            && recorded.all(|(place, field)| {
                let own = self.value(now.column(place), row, field.ty);
                own == before.value(then.column(place), old, field.ty)
            })
    }

    /// Returns what a row holds, free of the codes of its store.
    fn value(&self, column: Option<&Column>, row: u32, ty: Type) -> Held<'_> {
        let at = row as usize;
        let text = |code: u32| (code != NONE).then(|| self.texts().get(code));
        match column {
            None => Held::Nothing,
            Some(Column::Text(codes)) => Held::Texts(vec![text(codes[at])]),
            Some(Column::Texts(ends, codes)) => {
                let start = at.checked_sub(1).map_or(0, |before| ends[before] as usize);
                let own = codes[start..ends[at] as usize].iter();
                Held::Texts(own.map(|code| text(*code)).collect())
            }
            Some(Column::Word(codes) | Column::Truth(codes)) => Held::Code(codes[at]),
            Some(Column::Date(dates)) => {
                let days = dates.range(at);
                let texts = [text(dates.text[at]), text(dates.why[at])];
                Held::Date((days.lo.0, days.hi.0), texts, dates.basis[at])
            }
            Some(Column::Number(numbers)) => {
                let range = numbers.range(at);
                Held::Number((range.lo.get(), range.hi.get()), text(numbers.unit[at]))
            }
            Some(Column::Links(links)) => {
                let Type::Record(to) = ty else {
                    return Held::Nothing;
                };
                let to = Kind::from_number(to);
                let named = |(row, doubtful)| (self.id(to, row), doubtful);
                Held::Links(links.of(at).map(named).collect())
            }
        }
    }
}

/// What a record holds in a field.
#[derive(PartialEq)]
enum Held<'s> {
    Nothing,
    Texts(Vec<Option<&'s str>>),
    Code(u8),
    Date((i32, i32), [Option<&'s str>; 2], u8),
    Number((f64, f64), Option<&'s str>),
    Links(Vec<(&'s str, bool)>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Text, load_texts};

    const DOCUMENT: &str = "[[document]]\nid = \"d\"\ntitle = \"D\"\npublished = \"2024-05-03\"\n";
    const ONE: &str = "[[claim]]\nid = \"one\"\ntext = \"It rains.\"\nat = \"p1\"\n";
    const TWO: &str = "[[claim]]\nid = \"two\"\ntext = \"It pours.\"\nat = \"p2\"\n\
                       [[claim.figure]]\nvalue = \"12~\"\nunit = \"mm\"\nof = \"rain\"\n";

    fn store(parts: &[&str]) -> Store {
        let text = parts.concat();
        let name = "a.toml".to_owned();
        let loaded = load_texts([Text { name, text }]).expect("sound");
        Store::build(&loaded.ledger)
    }

    /// Writes the changes, `+` before what is new, `-` what is gone, `~` what is not as it was.
    fn changes(before: &[&str], now: &[&str]) -> Vec<String> {
        let all = store(now).changes_from(&store(before));
        let lines = all.iter().flat_map(|it| {
            let signed = |sign: &'static str, ids: &[String]| {
                let own = ids.iter().map(move |id| format!("{sign} {id}"));
                own.collect::<Vec<_>>()
            };
            let own = [
                signed("+", &it.added),
                signed("-", &it.removed),
                signed("~", &it.changed),
            ];
            let name = it.kind.collection();
            own.concat()
                .into_iter()
                .map(move |line| format!("{name} {line}"))
        });
        lines.collect()
    }

    #[test]
    fn records_are_held_against_those_of_their_ids() {
        let both = [DOCUMENT, ONE, TWO];
        assert!(changes(&both, &both).is_empty());
        assert!(changes(&both, &[TWO, "# moved\n", DOCUMENT, ONE]).is_empty());
        let added = [
            "propositions + two",
            "claims + two",
            "reports + two/1",
            "figures + two/figure-1",
        ];
        let found = changes(&[DOCUMENT, ONE], &both);
        assert_eq!(found, added);
        let removed = added.map(|line| line.replace('+', "-"));
        assert_eq!(changes(&both, &[DOCUMENT, ONE]), removed);
    }

    #[test]
    fn whatever_is_written_or_settled_counts() {
        let both = [DOCUMENT, ONE, TWO];
        let cases: [(&str, &str, &[&str]); 6] = [
            ("It rains.", "It snows.", &["propositions ~ one"]),
            ("at = \"p1\"", "at = \"p3\"", &["reports ~ one/1"]),
            ("12~", "12", &["figures ~ two/figure-1"]),
            ("mm", "cm", &["figures ~ two/figure-1"]),
            (
                "at = \"p1\"",
                "at = \"p1\"\nstance = \"deny\"",
                &["claims ~ one"],
            ),
            (
                "at = \"p1\"",
                "at = \"p1\"\nvia = \"?\"",
                &["reports ~ one/1"],
            ),
        ];
        for (old, new, expected) in cases {
            let replaced = both.map(|part| part.replace(old, new));
            let now: Vec<&str> = replaced.iter().map(String::as_str).collect();
            let found = changes(&both, &now);
            for line in expected {
                assert!(found.iter().any(|own| own == line), "{new}: {found:?}");
            }
        }
    }
}
