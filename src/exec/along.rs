//! From the rows of a set along links to the records that have a value.

use std::sync::Arc;

use super::frame::Rows;
use super::view::links;
use crate::analysis::Lens;
use crate::model::Kind;
use crate::plan::{Expr, ExprKind, Leaf, Path, Root, Step};
use crate::store::{Column, Links, NONE, Store, Truths};

/// The records of a set, links from them, and what is read of the records these lead to.
#[derive(Debug)]
pub(super) struct Along {
    /// What of the ledger is seen; none for the whole.
    lens: Option<Arc<Lens>>,
    rows: Truths,
    ways: Vec<Way>,
    /// What the records that the ways lead to lead on to, each to one, with doubt; none where these
    /// are the end.
    last: Option<Vec<(u32, bool)>>,
    /// The rows of the collection at the end, somebody's included.
    ends: usize,
    /// What is read there; none where the records themselves are meant.
    leaf: Option<(Kind, usize)>,
}

/// One link, by its field, and whether it leads to several records.
#[derive(Debug)]
struct Way {
    from: Kind,
    field: usize,
    many: bool,
    /// The row that stands for somebody not known where it leads.
    somebody: u32,
}

impl Along {
    /// Takes the rows of a set of records and a path of links alone; none where there is more to it.
    pub(super) fn new(
        store: &Store,
        lens: Option<&Arc<Lens>>,
        of: &Expr,
        rows: &Rows,
    ) -> Option<Along> {
        let Rows::Set(kind, truths) = rows else {
            return None;
        };
        let (mut ways, end, leaf) = route(store, of, *kind)?;
        let last = joined(&mut ways, (store, lens), truths.possible().count());
        Some(Along {
            lens: lens.cloned(),
            rows: truths.clone(),
            ways,
            last,
            ends: store.collection(end).rows(),
            leaf,
        })
    }

    /// Returns the column that is read at the end; none where the records themselves are meant.
    pub(super) fn leaf<'s>(&self, store: &'s Store) -> Option<&'s Column> {
        let (kind, field) = self.leaf?;
        store.collection(kind).column(field)
    }

    /// Tells whether the records at the end are meant themselves.
    pub(super) fn ends_at_records(&self) -> bool {
        self.leaf.is_none()
    }

    /// Returns the rows of the collection at the end.
    pub(super) fn ends(&self) -> usize {
        self.ends
    }

    /// Tells whether the records at the end are others than the rows.
    pub(super) fn is_linked(&self) -> bool {
        !self.ways.is_empty() || self.last.is_some()
    }

    /// Tells whether each row leads to one value at most.
    pub(super) fn is_single(&self, store: &Store) -> bool {
        !self.ways.iter().any(|way| way.many)
            && !matches!(self.leaf(store), Some(Column::Texts(..)))
    }

    /// Goes over the known records that each row leads to, as often as it does, with whether it is
    /// certain, as long as it is told to go on; tells whether it came to the end.
    pub(super) fn try_each(
        &self,
        store: &Store,
        mut take: impl FnMut(usize, usize, bool) -> bool,
    ) -> bool {
        let Some(last) = &self.last else {
            return self.try_ways(store, take);
        };
        self.try_ways(store, |row, middle, certain| {
            let (end, in_doubt) = last[middle];
            end == NONE || take(row, end as usize, certain && !in_doubt)
        })
    }

    /// Goes over the records that the ways lead to, as [`Along::try_each`] does.
    fn try_ways(&self, store: &Store, mut take: impl FnMut(usize, usize, bool) -> bool) -> bool {
        let certain = self.rows.certain();
        let mut rows = self.rows.possible().iter();
        let ways = self.ways.iter();
        let ways: Vec<_> = ways
            .map(|way| (way.links((store, self.lens.as_ref())), way.somebody))
            .collect();
        match ways.as_slice() {
            [] => rows.all(|row| take(row, row, certain.get(row))),
            [(links, somebody)] => rows.all(|row| {
                let certain = certain.get(row);
                links.of(row).all(|(target, doubtful)| {
                    target == *somebody || take(row, target as usize, certain && !doubtful)
                })
            }),
            [(first, nobody), (second, somebody)] => rows.all(|row| {
                let certain = certain.get(row);
                first.of(row).all(|(middle, in_doubt)| {
                    let certain = certain && !in_doubt;
                    middle == *nobody
                        || second.of(middle as usize).all(|(target, in_doubt)| {
                            target == *somebody || take(row, target as usize, certain && !in_doubt)
                        })
                })
            }),
            ways => rows.all(|row| {
                let certain = certain.get(row);
                follow(ways, row, certain, &mut |end, certain| {
                    take(row, end, certain)
                })
            }),
        }
    }

    /// Goes over the places of the values that are read of the records, as [`Along::try_each`] does.
    pub(super) fn try_each_value(
        &self,
        store: &Store,
        mut take: impl FnMut(usize, usize, bool) -> bool,
    ) -> bool {
        let Some(Column::Texts(ends, _)) = self.leaf(store) else {
            return self.try_each(store, take);
        };
        self.try_each(store, |row, end, certain| {
            let start = if end == 0 { 0 } else { ends[end - 1] };
            (start..ends[end]).all(|place| take(row, place as usize, certain))
        })
    }
}

impl Way {
    /// Returns the links as they are seen.
    fn links<'l>(&self, (store, lens): (&'l Store, Option<&'l Arc<Lens>>)) -> &'l Links {
        links(store, lens, self.from, self.field)
    }
}

/// Follows links from a record, as long as it is told to go on.
fn follow(
    ways: &[(&Links, u32)],
    record: usize,
    certain: bool,
    take: &mut impl FnMut(usize, bool) -> bool,
) -> bool {
    let Some(((links, somebody), rest)) = ways.split_first() else {
        return take(record, certain);
    };
    links.of(record).all(|(target, doubtful)| {
        target == *somebody || follow(rest, target as usize, certain && !doubtful, take)
    })
}

/// Takes the last ways away, as far as each record has one link and there are fewer of them than
/// rows: returns what they lead to.
fn joined(
    ways: &mut Vec<Way>,
    seen: (&Store, Option<&Arc<Lens>>),
    rows: usize,
) -> Option<Vec<(u32, bool)>> {
    let mut last: Option<Vec<(u32, bool)>> = None;
    // Two ways are followed as fast.
    while ways.len() > 2
        && let Some(way) = ways.pop_if(|way| !way.many && way.links(seen).rows() < rows)
    {
        let links = way.links(seen);
        let lead = |row: usize| {
            let (target, in_doubt) = links.of(row).next()?;
            if target == way.somebody {
                return None;
            }
            let Some(last) = &last else {
                return Some((target, in_doubt));
            };
            let (end, beyond) = last[target as usize];
            Some((end, in_doubt || beyond))
        };
        let leads = (0..links.rows()).map(|row| lead(row).unwrap_or((NONE, false)));
        last = Some(leads.collect());
    }
    last
}

type Route = (Vec<Way>, Kind, Option<(Kind, usize)>);

/// Returns the links of a path and what it reads, where it is made of links alone and ends at
/// records or at a column of texts, words or dates.
fn route(store: &Store, of: &Expr, kind: Kind) -> Option<Route> {
    let ExprKind::Path(Path {
        root: Root::Row(_),
        steps,
        leaf,
    }) = &of.kind
    else {
        return None;
    };
    let mut ways = Vec::with_capacity(steps.len());
    let mut end = kind;
    for step in steps {
        let Step::Follow { from, field, to } = step else {
            return None;
        };
        ways.push(Way {
            from: *from,
            field: *field,
            many: from.schema().fields[*field].many,
            somebody: store.collection(*to).somebody(),
        });
        end = *to;
    }
    let leaf = match leaf {
        Leaf::Itself => None,
        Leaf::Field(kind, field) => match store.collection(*kind).column(*field)? {
            Column::Text(_) | Column::Texts(..) | Column::Word(_) | Column::Date(_) => {
                Some((*kind, *field))
            }
            Column::Truth(_) | Column::Number(_) | Column::Links(_) => return None,
        },
        Leaf::Evidence(..) | Leaf::Computed(..) => return None,
    };
    Some((ways, end, leaf))
}
