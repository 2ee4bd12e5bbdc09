//! Expressions over the rows of a frame: columns in, columns out.

use super::column::{Col, Scalar, Values, present, truth_code};
use super::frame::Frame;
use super::view::links;
use super::{Run, Stopped};
use crate::model::Kind;
use crate::operator::Part;
use crate::plan::{Constant, Expr, ExprKind, Leaf, Path, Predicate, Root, Step};
use crate::store::{Bits, Column, NONE, UNKNOWN, UNKNOWN_WORD, WORD_NONE, row_number};
use crate::value::{Truth, Type};

impl Run<'_> {
    /// Evaluates an expression for every row of a frame.
    pub(super) fn eval(&mut self, expr: &Expr, frame: &Frame) -> Result<Col, Stopped> {
        self.check(0)?;
        match &expr.kind {
            ExprKind::Constant(constant) => {
                let scalar = self.constant(constant);
                Ok(Col::single(Values::collect(
                    expr.ty,
                    std::iter::repeat_n(scalar, frame.len()),
                )))
            }
            ExprKind::Path(path) => self.path(path, expr.ty, frame),
            ExprKind::Part(part, inner) => {
                let dates = self.eval(inner, frame)?;
                Ok(self.part(*part, dates, expr.ty))
            }
            ExprKind::Call(function, args) => {
                let columns = self.arguments(args, frame)?;
                self.call(*function, args, &columns, expr.ty)
            }
            ExprKind::Arithmetic(op, left, right) => {
                self.arithmetic(*op, left, right, expr.ty, frame)
            }
            ExprKind::Negate(inner) => {
                let values = self.eval(inner, frame)?;
                Ok(negated(values))
            }
            ExprKind::Coalesce(first, second) => {
                let (first_column, second_column) =
                    (self.eval(first, frame)?, self.eval(second, frame)?);
                Ok(self.coalesce(
                    (&first_column, first.ty),
                    (&second_column, second.ty),
                    expr.ty,
                ))
            }
            ExprKind::Fold(aggregate, distinct, inner) => {
                let values = self.eval(inner, frame)?;
                self.fold_rows(*aggregate, *distinct, &values, inner.ty, expr.ty)
            }
            ExprKind::Condition(predicate) => self.condition(predicate, frame),
        }
    }

    /// Returns a literal as an element.
    fn constant(&mut self, constant: &Constant) -> Scalar {
        match constant {
            Constant::Text(text) => Scalar::Text(self.intern(text)),
            Constant::Word(code) => Scalar::Word(*code),
            Constant::Days(days) => Scalar::Date(*days, NONE),
            Constant::Number(range, unit) => {
                let unit = unit.as_deref().map_or(NONE, |unit| self.intern(unit));
                Scalar::Number(*range, unit)
            }
            Constant::Duration(length) => Scalar::Duration(length.days()),
            Constant::Truth(truth) => Scalar::Truth(Truth::from(*truth)),
        }
    }

    fn condition(&mut self, predicate: &Predicate, frame: &Frame) -> Result<Col, Stopped> {
        let truths = self.truths_of(predicate, frame)?;
        Ok(Col::single(Values::Truth(
            (0..frame.len())
                .map(|row| truth_code(truths.get(row)))
                .collect(),
        )))
    }

    pub(super) fn path(&mut self, path: &Path, ty: Type, frame: &Frame) -> Result<Col, Stopped> {
        let mut column = match path.root {
            Root::Row(_) => frame.record_column(),
            Root::Column(place) => frame.columns[place].clone(),
            Root::Outer(place) => {
                let around = frame.around.as_ref();
                around.expect("plan carries along what is read").values[place].clone()
            }
        };
        for step in &path.steps {
            self.check(0)?;
            column = match step {
                Step::Follow { from, field, to } => self.follow(column, *from, *field, *to)?,
                Step::Repeat { kind, field, times } => self.repeat(&column, *kind, *field, *times),
                Step::Filter(kind, predicate, carried) if carried.is_empty() => {
                    self.filter(column, *kind, predicate)?
                }
                Step::Filter(kind, predicate, carried) => {
                    self.filter_at_rows(column, *kind, predicate, carried, frame)?
                }
            };
        }
        self.check(0)?;
        match &path.leaf {
            Leaf::Itself => Ok(column),
            Leaf::Field(kind, field) => Ok(self.field(column, *kind, *field, ty)),
            Leaf::Evidence(kind, field, part) => {
                Ok(self.evidence(column, *kind, *field, *part, ty))
            }
            Leaf::Computed(kind, inner) => self.computed(&column, *kind, inner),
        }
    }

    /// Follows a reference field from every record of a column.
    fn follow(&self, column: Col, from: Kind, field: usize, to: Kind) -> Result<Col, Stopped> {
        let links = links(self.store, self.sight.1.as_ref(), from, field);
        let unknown = (
            self.store.collection(from).somebody(),
            self.store.collection(to).somebody(),
        );
        let targets = |row: u32| {
            let own = (row == unknown.0).then_some((unknown.1, true));
            let linked = if row == unknown.0 {
                None
            } else {
                Some(links.of(row as usize))
            };
            own.into_iter().chain(linked.into_iter().flatten())
        };
        let reached = if from.schema().fields[field].many {
            let each = |value: Scalar, emit: &mut dyn FnMut(Scalar, bool)| {
                if let Scalar::Record(row) = value {
                    targets(row).for_each(|(target, doubt)| emit(Scalar::Record(target), doubt));
                }
            };
            spread(&column, each, to.reference())
        } else {
            let target = |row, doubt| (Scalar::Record(row), doubt);
            mapped(column, to.reference(), |value| match value {
                Scalar::Record(row) => targets(row)
                    .next()
                    .map_or((Scalar::Absent, false), |(row, doubt)| target(row, doubt)),
                _no_record => (Scalar::Absent, false),
            })
        };
        self.check(0)?;
        Ok(once_each(reached, unknown.1))
    }

    /// Goes on only with the records of a column that a predicate holds of.
    fn filter(&mut self, column: Col, kind: Kind, predicate: &Predicate) -> Result<Col, Stopped> {
        let mut domain = Bits::none(self.store.collection(kind).rows());
        for element in 0..column.values.len() {
            if let Scalar::Record(row) = column.values.get(element) {
                domain.set(row as usize);
            }
        }
        let truths = self.truths_at(kind, predicate, &domain)?;
        Ok(mapped(column, kind.reference(), |value| match value {
            Scalar::Record(row) => match truths.get(row as usize) {
                Truth::No => (Scalar::Absent, false),
                Truth::Possible => (value, true),
                Truth::Yes => (value, false),
            },
            _no_record => (Scalar::Absent, false),
        }))
    }

    /// Takes a stored field from every record of a column.
    fn field(&self, column: Col, kind: Kind, field: usize, ty: Type) -> Col {
        let collection = self.store.collection(kind);
        let Some(stored) = collection.column(field) else {
            unreachable!("plan spells out fields that have no column");
        };
        let somebody = collection.somebody();
        if let Column::Texts(ends, codes) = stored {
            return spread(
                &column,
                |value, emit| {
                    if let Scalar::Record(row) = value {
                        let row = row as usize;
                        let start = if row == 0 { 0 } else { ends[row - 1] };
                        codes[start as usize..ends[row] as usize]
                            .iter()
                            .for_each(|&code| emit(Scalar::Text(code), row == somebody as usize));
                    }
                },
                ty,
            );
        }
        let Values::Record(rows) = &column.values else {
            unreachable!("a path's steps lead to records")
        };
        let at = |row: u32| row as usize;
        fn gather<T: Copy>(rows: &[u32], absent: T, value: impl Fn(u32) -> T) -> Vec<T> {
            rows.iter()
                .map(|&row| if row == NONE { absent } else { value(row) })
                .collect()
        }
        let values = match stored {
            Column::Text(codes) => Values::Text(gather(rows, NONE, |row| codes[at(row)])),
            Column::Word(codes) => Values::Word(gather(rows, u8::MAX, |row| codes[at(row)])),
            Column::Truth(codes) => Values::Truth(gather(rows, u8::MAX, |row| codes[at(row)])),
            Column::Date(_) | Column::Number(_) => Values::collect(
                ty,
                rows.iter().map(|&row| match (row, stored) {
                    (NONE, _) => Scalar::Absent,
                    (row, _) if row == somebody => Scalar::unknown(ty, somebody),
                    (row, Column::Date(dates)) => {
                        Scalar::Date(dates.range(at(row)), dates.text[at(row)])
                    }
                    (row, Column::Number(numbers)) => {
                        Scalar::Number(numbers.range(at(row)), numbers.unit[at(row)])
                    }
                    (
                        _,
                        Column::Text(_)
                        | Column::Texts(..)
                        | Column::Word(_)
                        | Column::Truth(_)
                        | Column::Links(_),
                    ) => Scalar::Absent,
                }),
            ),
            Column::Texts(..) | Column::Links(_) => {
                unreachable!("a path ends at a field that is no reference")
            }
        };
        // Whether somebody not known has anything there is in doubt too.
        let is_doubtful = |element: usize| rows[element] == somebody || column.is_doubtful(element);
        let doubts: Vec<usize> = (0..rows.len())
            .filter(|element| is_doubtful(*element))
            .collect();
        let doubt = doubt_bits(&doubts, rows.len());
        Col {
            values,
            doubt,
            ends: column.ends,
        }
    }

    /// Tells of every record of a column how one of its dates is known.
    fn evidence(&self, column: Col, kind: Kind, field: usize, part: Part, ty: Type) -> Col {
        let collection = self.store.collection(kind);
        let Some(Column::Date(dates)) = collection.column(field) else {
            unreachable!("plan asks for the evidence of dates only");
        };
        mapped(column, ty, |value| {
            let nobody = value == Scalar::Record(collection.somebody());
            let value = match value {
                Scalar::Record(row) if row == collection.somebody() => Scalar::unknown(ty, row),
                Scalar::Record(row) if part == Part::Basis => {
                    present(dates.basis[row as usize], WORD_NONE, Scalar::Word)
                }
                Scalar::Record(row) => present(dates.why[row as usize], NONE, Scalar::Text),
                _no_record => Scalar::Absent,
            };
            (value, nobody)
        })
    }

    /// Evaluates an expression over every record of a column.
    fn computed(&mut self, column: &Col, kind: Kind, inner: &Expr) -> Result<Col, Stopped> {
        let somebody = self.store.collection(kind).somebody();
        let mut records = Vec::new();
        let places: Vec<Option<usize>> = (0..column.values.len())
            .map(|element| match column.values.get(element) {
                Scalar::Record(row) if row != somebody => {
                    records.push(row);
                    Some(records.len() - 1)
                }
                _nobody => None,
            })
            .collect();
        let results = self.eval(inner, &Frame::of_records(kind, records))?;
        let mut element = 0;
        let unknown = Scalar::unknown(inner.ty, somebody);
        let out = spread_all(
            column,
            |value, emit| {
                match (value, places[element]) {
                    (_, Some(place)) => results
                        .of(place)
                        .for_each(|(value, doubt)| emit(value, doubt)),
                    (Scalar::Record(_), None) => emit(unknown, true),
                    (_, None) => {}
                }
                element += 1;
            },
            inner.ty,
        );
        Ok(if column.ends.is_none() && results.ends.is_none() {
            one_each(out, inner.ty)
        } else {
            out
        })
    }

    fn coalesce(&mut self, first: (&Col, Type), second: (&Col, Type), ty: Type) -> Col {
        let single = first.0.ends.is_none() && second.0.ends.is_none();
        let (mut values, mut ends, mut doubts) = (Values::new(ty), Vec::new(), Vec::new());
        for row in 0..first.0.len() {
            let has = first.0.of(row).any(|(value, _)| value.is_present());
            let (from, from_ty) = if has { first } else { second };
            let before = values.len();
            for (value, doubt) in from.of(row) {
                if doubt {
                    doubts.push(values.len());
                }
                let value = self.as_type(value, from_ty, ty);
                values.push(value);
            }
            if single && values.len() == before {
                values.push(Scalar::Absent);
            }
            ends.push(row_number(values.len()));
        }
        let doubt = doubt_bits(&doubts, values.len());
        Col {
            ends: (!single).then_some(ends),
            values,
            doubt,
        }
    }

    /// Turns a word into a text where a text is wanted.
    pub(super) fn as_type(&mut self, value: Scalar, from: Type, to: Type) -> Scalar {
        match (value, from, to) {
            (Scalar::Word(UNKNOWN_WORD), _, Type::Text) => Scalar::Text(UNKNOWN),
            (Scalar::Word(code), Type::Word(vocabulary), Type::Text)
                if usize::from(code) < vocabulary.words.len() =>
            {
                Scalar::Text(self.intern(vocabulary.word(code)))
            }
            (value, _, _) => value,
        }
    }
}

/// Makes a new element of each; rows keep the number of theirs.
pub(super) fn mapped(column: Col, ty: Type, map: impl Fn(Scalar) -> (Scalar, bool)) -> Col {
    mapped_elements(column, ty, |_, value| map(value))
}

/// Makes a new element of each and its place; rows keep the number of theirs.
pub(super) fn mapped_elements(
    column: Col,
    ty: Type,
    map: impl Fn(usize, Scalar) -> (Scalar, bool),
) -> Col {
    let mut values = Values::with_capacity(ty, column.values.len());
    let mut doubts = Vec::new();
    for element in 0..column.values.len() {
        let (value, doubt) = map(element, column.values.get(element));
        if doubt || column.is_doubtful(element) {
            doubts.push(element);
        }
        values.push(value);
    }
    Col {
        ends: column.ends,
        doubt: doubt_bits(&doubts, values.len()),
        values,
    }
}

/// Makes any number of new elements of each that is there.
pub(super) fn spread(
    column: &Col,
    mut each: impl FnMut(Scalar, &mut dyn FnMut(Scalar, bool)),
    ty: Type,
) -> Col {
    spread_all(
        column,
        |value, emit| {
            if value != Scalar::Absent {
                each(value, emit);
            }
        },
        ty,
    )
}

/// Makes any number of new elements of each, absent ones included.
fn spread_all(
    column: &Col,
    mut each: impl FnMut(Scalar, &mut dyn FnMut(Scalar, bool)),
    ty: Type,
) -> Col {
    let (mut values, mut doubts) = (Values::new(ty), Vec::new());
    let mut ends = Vec::with_capacity(column.len());
    for row in 0..column.len() {
        for element in column.range(row) {
            let outer = column.is_doubtful(element);
            each(column.values.get(element), &mut |value, doubt| {
                if doubt || outer {
                    doubts.push(values.len());
                }
                values.push(value);
            });
        }
        ends.push(row_number(values.len()));
    }
    Col {
        doubt: doubt_bits(&doubts, values.len()),
        ..Col::many(ends, values)
    }
}

/// Leaves each record once in a row, without doubt where any link to it is without; records that
/// nobody knows may be different ones and all stay.
pub(super) fn once_each(column: Col, somebody: u32) -> Col {
    let (Some(_), Values::Record(rows)) = (&column.ends, &column.values) else {
        return column;
    };
    let alike = |row: usize| column.range(row).len() < 2;
    if (0..column.len()).all(alike) {
        return column;
    }
    let (mut kept, mut doubts, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..column.len() {
        let start = kept.len();
        for element in column.range(row).filter(|element| rows[*element] != NONE) {
            let (record, doubt) = (rows[element], column.is_doubtful(element));
            match kept[start..].iter().position(|other| *other == record) {
                Some(place) if record != somebody => doubts[start + place] &= doubt,
                Some(_) | None => {
                    kept.push(record);
                    doubts.push(doubt);
                }
            }
        }
        ends.push(row_number(kept.len()));
    }
    let doubt = doubts
        .contains(&true)
        .then(|| Bits::from_fn(doubts.len(), |element| doubts[element]));
    Col {
        doubt,
        ..Col::many(ends, Values::Record(kept))
    }
}

/// Gives each row of a column that has at most one element exactly one.
fn one_each(column: Col, ty: Type) -> Col {
    let (mut values, mut doubts) = (Values::new(ty), Vec::new());
    for row in 0..column.len() {
        let (value, doubt) = column.of(row).next().unwrap_or((Scalar::Absent, false));
        if doubt {
            doubts.push(row);
        }
        values.push(value);
    }
    Col {
        doubt: doubt_bits(&doubts, values.len()),
        ..Col::single(values)
    }
}

fn negated(column: Col) -> Col {
    let ty = if matches!(column.values, Values::Duration(_)) {
        Type::Duration
    } else {
        Type::Number
    };
    mapped(column, ty, |value| {
        let value = match value {
            Scalar::Number(range, unit) => Scalar::Number(crate::value::negate(range), unit),
            Scalar::Duration(days) => Scalar::Duration(crate::value::negate(days)),
            other => other,
        };
        (value, false)
    })
}

/// Makes the bits of doubtful elements; none where no element is.
pub(super) fn doubt_bits(doubts: &[usize], len: usize) -> Option<Bits> {
    (!doubts.is_empty()).then(|| {
        let mut bits = Bits::none(len);
        doubts.iter().for_each(|&element| bits.set(element));
        bits
    })
}
