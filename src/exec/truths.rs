//! Predicates: judged once where they live, carried along links as bitmaps.

use super::column::{Col, Scalar};
use super::frame::{Frame, Rows};
use super::trace::records;
use super::view::links;
use super::{Run, Stopped};
use crate::model::Kind;
use crate::plan::{Expr, ExprKind, Leaf, Node, Path, Predicate, Root, Step, Test, stand_alone};
use crate::store::{Bits, Column, NONE, Truths, WORD_NONE, row_number};
use crate::value::{Truth, Type};

/// What is asked of the records at the end of a path.
type AtEnd<'f, 'a> = &'f mut dyn FnMut(&mut Run<'a>, Kind, &Bits) -> Result<Truths, Stopped>;

impl<'a> Run<'a> {
    /// Judges a predicate at the records of a domain; the others come out as `No`.
    pub(super) fn truths_at(
        &mut self,
        kind: Kind,
        predicate: &Predicate,
        domain: &Bits,
    ) -> Result<Truths, Stopped> {
        self.check(0)?;
        let begun = self.begin();
        let truths = self.judged_at(kind, predicate, domain)?;
        let somebody = self.store.collection(kind).somebody();
        self.end(begun, Node::test(predicate), || records(&truths, somebody));
        Ok(truths)
    }

    fn judged_at(
        &mut self,
        kind: Kind,
        predicate: &Predicate,
        domain: &Bits,
    ) -> Result<Truths, Stopped> {
        let mut truths = match predicate {
            Predicate::Constant(truth) => Truths::constant(*truth, domain.len()),
            Predicate::And(parts) => self.all_at(kind, parts, domain)?,
            Predicate::Or(parts) => {
                let mut any = Truths::sure(Bits::none(domain.len()));
                for part in parts {
                    any.or(&self.truths_at(kind, part, domain)?);
                }
                any
            }
            Predicate::Not(inner) => {
                let mut truths = self.truths_at(kind, inner, domain)?;
                truths.not();
                truths
            }
            Predicate::Possibly(inner) => {
                let mut truths = self.truths_at(kind, inner, domain)?;
                truths.possibly();
                truths
            }
            Predicate::Any(Root::Row(_), steps, inner) if stand_alone(steps) => {
                self.along(kind, steps, domain, &mut |run, kind, domain| {
                    run.truths_at(kind, inner, domain)
                })?
            }
            Predicate::Test(
                Expr {
                    kind: ExprKind::Path(path),
                    ..
                },
                test,
                _,
            ) if path.is_carried() => {
                self.along(kind, &path.steps, domain, &mut |run, kind, domain| {
                    Ok(match path.leaf {
                        Leaf::Field(_, field) => {
                            let mut truths = run.judge_field(kind, field, test, domain)?;
                            run.doubt_somebody(kind, &mut truths, domain);
                            truths
                        }
                        Leaf::Itself | Leaf::Evidence(..) | Leaf::Computed(..) => {
                            run.judge_records(kind, test, domain)?
                        }
                    })
                })?
            }
            Predicate::Exists(
                Expr {
                    kind: ExprKind::Path(path),
                    ..
                },
                _,
            ) if path.is_carried() => {
                self.along(kind, &path.steps, domain, &mut |run, kind, domain| {
                    Ok(match path.leaf {
                        Leaf::Field(_, field) => {
                            let mut truths = run.exists_field(kind, field, domain);
                            run.doubt_somebody(kind, &mut truths, domain);
                            truths
                        }
                        Leaf::Itself | Leaf::Evidence(..) | Leaf::Computed(..) => {
                            Truths::sure(domain.clone())
                        }
                    })
                })?
            }
            Predicate::Member(value, query, _) if query.carried.is_empty() => {
                let set = self.query(query)?;
                match (&value.kind, &set, query.node) {
                    (ExprKind::Path(path), Rows::Set(_, members), Some(_)) if path.is_carried() => {
                        self.along(kind, &path.steps, domain, &mut |run, kind, domain| {
                            let mut truths = members.clone();
                            truths.within(domain);
                            run.doubt_somebody(kind, &mut truths, domain);
                            Ok(truths)
                        })?
                    }
                    (_, _, _) => self.by_columns(kind, predicate, domain)?,
                }
            }
            Predicate::ExistsQuery(query) if query.carried.is_empty() => {
                let found = self.query(query)?;
                Truths::constant(found.any(), domain.len())
            }
            Predicate::Test(..)
            | Predicate::Exists(..)
            | Predicate::Compare(..)
            | Predicate::Any(..)
            | Predicate::Member(..)
            | Predicate::ExistsQuery(_) => self.by_columns(kind, predicate, domain)?,
        };
        truths.within(domain);
        self.doubt_somebody(kind, &mut truths, domain);
        Ok(truths)
    }

    /// Judges parts that must all hold: the cheap ones first, each only where the others may hold.
    fn all_at(
        &mut self,
        kind: Kind,
        parts: &[Predicate],
        domain: &Bits,
    ) -> Result<Truths, Stopped> {
        let mut ordered: Vec<&Predicate> = parts.iter().collect();
        ordered.sort_by_key(|part| cost(part));
        let mut all = Truths::sure(domain.clone());
        for part in ordered {
            let open = all.possible().clone();
            all.and(&self.truths_at(kind, part, &open)?);
        }
        Ok(all)
    }

    /// Carries what holds at the end of a path back along its steps.
    fn along(
        &mut self,
        kind: Kind,
        steps: &[Step],
        domain: &Bits,
        at_end: AtEnd<'_, 'a>,
    ) -> Result<Truths, Stopped> {
        let Some((step, rest)) = steps.split_first() else {
            return at_end(self, kind, domain);
        };
        match step {
            Step::Follow { from, field, to } => {
                let (store, lens) = (self.store, self.sight.1.clone());
                let links = links(store, lens.as_ref(), *from, *field);
                let reached = if domain.count() * 4 < domain.len() {
                    links.image(domain)
                } else {
                    Bits::all(store.collection(*to).rows())
                };
                let targets = self.along(*to, rest, &reached, at_end)?;
                let mut truths = links.carry(&targets, self.opposite(*from, *field, *to), domain);
                self.doubt_somebody(kind, &mut truths, domain);
                Ok(truths)
            }
            Step::Repeat { kind, field, times } => {
                let all = Bits::all(self.store.collection(*kind).rows());
                let targets = self.along(*kind, rest, &all, at_end)?;
                // Somebody not known is surely reached from itself, by no step at all.
                Ok(self.carry_repeated((*kind, *field, *times), &targets, domain))
            }
            Step::Filter(kind, predicate, _) => {
                let mut truths = self.truths_at(*kind, predicate, domain)?;
                let open = truths.possible().clone();
                truths.and(&self.along(*kind, rest, &open, at_end)?);
                Ok(truths)
            }
        }
    }

    /// Judges a predicate by computing its values for the rows of a domain.
    fn by_columns(
        &mut self,
        kind: Kind,
        predicate: &Predicate,
        domain: &Bits,
    ) -> Result<Truths, Stopped> {
        let somebody = self.store.collection(kind).len();
        let records: Vec<u32> = domain
            .iter()
            .filter(|row| *row != somebody)
            .map(row_number)
            .collect();
        let frame = Frame::of_records(kind, records);
        let judged = self.truths_of_rows(predicate, &frame)?;
        let mut truths = Truths::sure(Bits::none(domain.len()));
        for row in judged.possible().iter() {
            truths.set(frame.records[row] as usize, judged.get(row));
        }
        Ok(truths)
    }

    /// Tells at which records of a domain a stored field has a value.
    fn exists_field(&self, kind: Kind, field: usize, domain: &Bits) -> Truths {
        match self.store.collection(kind).column(field) {
            Some(Column::Text(codes)) => Truths::judge_sure(domain, |row| codes[row] != NONE),
            Some(Column::Texts(ends, _)) => Truths::judge_sure(domain, |row| {
                ends[row] > if row == 0 { 0 } else { ends[row - 1] }
            }),
            Some(Column::Word(codes) | Column::Truth(codes)) => {
                Truths::judge_sure(domain, |row| codes[row] != WORD_NONE)
            }
            Some(Column::Date(dates)) => Truths::judge_sure(domain, |row| dates.text[row] != NONE),
            Some(Column::Number(numbers)) => Truths::judge_sure(domain, |row| {
                !numbers.range(row).is_unknown() || numbers.unit[row] != NONE
            }),
            Some(Column::Links(_)) | None => {
                unreachable!("a path ends at a field that is no reference")
            }
        }
    }

    /// Judges a predicate at the rows of a frame.
    pub(super) fn truths_of(
        &mut self,
        predicate: &Predicate,
        frame: &Frame,
    ) -> Result<Truths, Stopped> {
        let alone = !predicate.reads().beyond_record();
        let Some(kind) = frame.kind.filter(|_| alone) else {
            return self.connected(predicate, frame);
        };
        let mut domain = Bits::none(self.store.collection(kind).rows());
        frame
            .records
            .iter()
            .for_each(|&record| domain.set(record as usize));
        let truths = self.truths_at(kind, predicate, &domain)?;
        let all = Bits::all(frame.len());
        Ok(Truths::judge(&all, |row| {
            truths.get(frame.records[row] as usize)
        }))
    }

    fn connected(&mut self, predicate: &Predicate, frame: &Frame) -> Result<Truths, Stopped> {
        let begun = self.begin();
        let truths = self.judged_of(predicate, frame)?;
        let rows = || (truths.certain().count(), truths.possible().count());
        self.end(begun, Node::test(predicate), rows);
        Ok(truths)
    }

    fn judged_of(&mut self, predicate: &Predicate, frame: &Frame) -> Result<Truths, Stopped> {
        Ok(match predicate {
            Predicate::Constant(truth) => Truths::constant(*truth, frame.len()),
            Predicate::And(parts) => {
                let mut all = Truths::constant(Truth::Yes, frame.len());
                for part in parts {
                    all.and(&self.truths_of(part, frame)?);
                }
                all
            }
            Predicate::Or(parts) => {
                let mut any = Truths::constant(Truth::No, frame.len());
                for part in parts {
                    any.or(&self.truths_of(part, frame)?);
                }
                any
            }
            Predicate::Not(inner) => {
                let mut truths = self.truths_of(inner, frame)?;
                truths.not();
                truths
            }
            Predicate::Possibly(inner) => {
                let mut truths = self.truths_of(inner, frame)?;
                truths.possibly();
                truths
            }
            Predicate::Test(..)
            | Predicate::Compare(..)
            | Predicate::Exists(..)
            | Predicate::Any(..)
            | Predicate::Member(..)
            | Predicate::ExistsQuery(_) => self.truths_of_rows(predicate, frame)?,
        })
    }

    /// Judges one test by computing its values for the rows of a frame.
    fn truths_of_rows(&mut self, predicate: &Predicate, frame: &Frame) -> Result<Truths, Stopped> {
        match predicate {
            Predicate::Test(value, test, _) => {
                let column = self.eval(value, frame)?;
                if let Type::Record(kind) = value.ty {
                    let kind = Kind::from_number(kind);
                    let domain = self.domain_of(kind, &column);
                    let truths = self.judge_records(kind, test, &domain)?;
                    return Ok(any_of_rows(&column, |value| truth_at(&truths, value)));
                }
                Ok(any_of_rows(&column, |value| self.judge_scalar(value, test)))
            }
            Predicate::Exists(value, _) => {
                let column = self.eval(value, frame)?;
                Ok(any_of_rows(&column, |value| {
                    if value.is_somebodys() {
                        Truth::Possible
                    } else {
                        Truth::from(value.is_present())
                    }
                }))
            }
            Predicate::Any(root, steps, inner) => {
                let kind = end_kind(*root, steps, frame);
                let path = Path {
                    root: *root,
                    steps: steps.clone(),
                    leaf: Leaf::Itself,
                };
                let ty = kind.reference();
                let column = self.eval(
                    &Expr {
                        kind: ExprKind::Path(path),
                        ty,
                        many: true,
                    },
                    frame,
                )?;
                let domain = self.domain_of(kind, &column);
                let truths = self.truths_at(kind, inner, &domain)?;
                Ok(any_of_rows(&column, |value| truth_at(&truths, value)))
            }
            Predicate::Member(value, query, _) if query.carried.is_empty() => {
                self.members_of_rows(value, query, frame)
            }
            Predicate::Member(value, query, _) => self.member_of_each(value, query, frame),
            Predicate::ExistsQuery(query) if query.carried.is_empty() => {
                Ok(Truths::constant(self.query(query)?.any(), frame.len()))
            }
            Predicate::ExistsQuery(query) => self.exists_for_each(query, frame),
            Predicate::Compare(op, left, right, _) => {
                let (left_column, right_column) =
                    (self.eval(left, frame)?, self.eval(right, frame)?);
                self.compare_columns(*op, (&left_column, left.ty), (&right_column, right.ty))
            }
            Predicate::Constant(_)
            | Predicate::And(_)
            | Predicate::Or(_)
            | Predicate::Not(_)
            | Predicate::Possibly(_) => self.judged_of(predicate, frame),
        }
    }

    /// Returns the set of the records that a column holds.
    fn domain_of(&self, kind: Kind, column: &Col) -> Bits {
        let mut domain = Bits::none(self.store.collection(kind).rows());
        for element in 0..column.values.len() {
            if let Scalar::Record(row) = column.values.get(element) {
                domain.set(row as usize);
            }
        }
        domain
    }
}

impl Rows {
    /// Tells how far there is a row.
    pub(super) fn any(&self) -> Truth {
        let (certain, possible) = match self {
            Rows::Set(_, truths) => (truths.certain().count() > 0, truths.possible().count() > 0),
            Rows::Frame(frame) => (frame.certain.count() > 0, frame.len() > 0),
        };
        match (certain, possible) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::Possible,
            (false, false) => Truth::No,
        }
    }
}

/// Joins the truths of each row's elements: *any*, a doubtful one being possible at most.
pub(super) fn any_of_rows(column: &Col, judge: impl Fn(Scalar) -> Truth) -> Truths {
    let all = Bits::all(column.len());
    Truths::judge(&all, |row| {
        column.of(row).fold(Truth::No, |sofar, (value, doubtful)| {
            let truth = judge(value);
            sofar.or(if doubtful { truth.doubted() } else { truth })
        })
    })
}

fn truth_at(truths: &Truths, value: Scalar) -> Truth {
    if let Scalar::Record(row) = value {
        truths.get(row as usize)
    } else {
        Truth::No
    }
}

/// Returns the kind of the records at the end of a path's steps.
fn end_kind(root: Root, steps: &[Step], frame: &Frame) -> Kind {
    let last = steps.last().map(|step| match step {
        Step::Follow { to, .. } => *to,
        Step::Repeat { kind, .. } => *kind,
        Step::Filter(kind, ..) => *kind,
    });
    match (last, root) {
        (Some(kind), _) | (None, Root::Row(kind)) => kind,
        (None, Root::Column(_) | Root::Outer(_)) => frame
            .kind
            .expect("plan asks for records of a column through a step"),
    }
}

/// Estimates what a predicate costs to judge at every row, least first.
fn cost(predicate: &Predicate) -> usize {
    match predicate {
        Predicate::Constant(_) => 0,
        Predicate::Test(value, test, _) => match (&value.kind, test) {
            (ExprKind::Path(path), Test::Named(_)) if path.is_carried() => 1 + path.steps.len(),
            (ExprKind::Path(path), Test::Search(_) | Test::Texts(..)) if path.is_carried() => {
                40 + 10 * path.steps.len()
            }
            (ExprKind::Path(path), _) if path.is_carried() => 4 + 10 * path.steps.len(),
            (_, _) => 100,
        },
        Predicate::Exists(..) => 10,
        Predicate::Not(inner) | Predicate::Possibly(inner) => cost(inner) + 1,
        Predicate::And(parts) => parts.iter().map(cost).min().unwrap_or(0),
        Predicate::Or(parts) => parts.iter().map(cost).sum(),
        Predicate::Any(_, steps, inner) => 10 * steps.len() + cost(inner),
        Predicate::Member(..) | Predicate::ExistsQuery(_) => 30,
        Predicate::Compare(..) => 100,
    }
}
