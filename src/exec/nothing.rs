//! Why an answer has no rows: what each condition alone would keep, and what nearly met it.

use super::frame::Rows;
use super::{Run, Stopped};
use crate::answer::{Condition, Note, Within};
use crate::bind::near_name;
use crate::diagnostic::{Span, nearest};
use crate::model::Kind;
use crate::plan::{ExprKind, Leaf, Predicate, Query, Search, Stage, Test};
use crate::store::Column;
use crate::value::{Comparison, Type, fold_text};

impl Run<'_> {
    /// Explains a result without certain rows: what each condition alone would keep.
    pub(super) fn explain_emptiness(&mut self, query: &Query) -> Result<(), Stopped> {
        let conditions = self.conditions(query, |_any| true)?;
        if !conditions.is_empty() {
            self.remarks.add(Note::NoRows(conditions));
        }
        Ok(())
    }

    /// Explains aggregates of no rows: which conditions ask for a text that is near another.
    pub(super) fn explain_nothing_counted(&mut self, query: &Query) -> Result<(), Stopped> {
        // A name that nothing bears has been told.
        let asks_text = |part: &Predicate| matches!(part, Predicate::Test(_, Test::Texts(..), _));
        let mut conditions = self.conditions(query, asks_text)?;
        conditions.retain(|condition| condition.near.is_some());
        if !conditions.is_empty() {
            self.remarks.add(Note::NoRows(conditions));
        }
        Ok(())
    }

    /// Returns what each of these conditions before the first change of rows would keep alone.
    fn conditions(
        &mut self,
        query: &Query,
        which: fn(&Predicate) -> bool,
    ) -> Result<Vec<Condition>, Stopped> {
        let mut conditions = Vec::new();
        for stage in &query.stages {
            match stage {
                Stage::Where(predicate, place) if !predicate.reads().beyond_record() => {
                    for (number, part) in predicate.parts().iter().enumerate() {
                        if which(part) {
                            let text = self.as_written(*place, number, predicate);
                            conditions.push(self.alone(part, text, query.from)?);
                        }
                    }
                }
                Stage::Search(place) => {
                    let search = &self.bound.plan.searches[*place];
                    let counts = self.holding(search, query.from)?;
                    for (wanted, (certain, possible)) in search.wanted.iter().zip(counts) {
                        conditions.push(Condition {
                            text: format!("search \"{}\"", wanted.words),
                            certain,
                            possible,
                            near: None,
                            within: None,
                        });
                    }
                }
                Stage::Where(..)
                | Stage::Sort(_)
                | Stage::Derive(_)
                | Stage::Window { .. }
                | Stage::Assert(_) => {}
                Stage::Reach(..)
                | Stage::Select(_)
                | Stage::Group { .. }
                | Stage::Totals(_)
                | Stage::Pivot(_)
                | Stage::Take { .. }
                | Stage::Skip(_)
                | Stage::Distinct(_)
                | Stage::Expand { .. }
                | Stage::Combine(..)
                | Stage::Describe(_) => break,
            }
        }
        Ok(conditions)
    }

    /// Returns the words of a part of a condition as the query writes them.
    fn as_written(&self, place: Span, number: usize, whole: &Predicate) -> String {
        let parts = whole.parts();
        let written = self.bound.plan.written.iter();
        let mut written = written.filter(|(of, words)| *of == place && words.len() == parts.len());
        let words = written.next().map(|(_, words)| words[number].clone());
        words.unwrap_or_else(|| parts[number].to_string())
    }

    fn alone(
        &mut self,
        predicate: &Predicate,
        text: String,
        kind: Kind,
    ) -> Result<Condition, Stopped> {
        let Rows::Set(_, all) = self.whole(kind) else {
            unreachable!("a whole collection is a set")
        };
        let mut truths = self.truths_at(kind, predicate, all.possible())?;
        truths.and(&all);
        let is_empty = truths.possible().count() == 0;
        let near = is_empty.then(|| self.near_literal(predicate)).flatten();
        let within = match is_empty && near.is_none() {
            true => self.found_within(predicate, &text, kind)?,
            false => None,
        };
        Ok(Condition {
            text,
            within,
            certain: truths.certain().count(),
            possible: truths.possible().count(),
            near,
        })
    }

    /// Tells where a text that was compared whole, or with all its words, stands within texts.
    fn found_within(
        &mut self,
        predicate: &Predicate,
        written: &str,
        kind: Kind,
    ) -> Result<Option<Within>, Stopped> {
        let Predicate::Test(value, test, place) = predicate else {
            return Ok(None);
        };
        let wanted = match test {
            Test::Texts(Comparison::Equal, texts) if texts.len() == 1 => texts[0].written.clone(),
            Test::Search(Search::Near(wanted)) => wanted.clone(),
            _other => return Ok(None),
        };
        let folded = fold_text(&wanted);
        if value.ty != Type::Text || folded.trim().is_empty() {
            return Ok(None);
        }
        let contains = Test::Search(Search::Contains(folded));
        let contains = Predicate::Test(value.clone(), contains, *place);
        let Rows::Set(_, all) = self.whole(kind) else {
            unreachable!("a whole collection is a set")
        };
        let mut truths = self.truths_at(kind, &contains, all.possible())?;
        truths.and(&all);
        let rows = truths.certain().count();
        let typed = written.split(['=', '~']).next().unwrap_or_default().trim();
        let is_path = |c: char| c.is_alphanumeric() || "._".contains(c);
        let path = match !typed.is_empty() && typed.chars().all(is_path) {
            true => typed.to_owned(),
            false => value.to_string(),
        };
        let text = format!("{path} contains \"{wanted}\"");
        Ok((rows > 0).then_some(Within { text, rows }))
    }

    /// Returns the value of a field that is nearest to the text asked for; it says nothing where that
    /// is the text itself, of what is not there under a view.
    fn near_literal(&self, predicate: &Predicate) -> Option<String> {
        let asked = match predicate {
            Predicate::Test(_, Test::Named(names), _) => &names.first()?.text,
            Predicate::Test(_, Test::Texts(_, texts), _) => &texts.first()?.written,
            _no_text => return None,
        };
        let near = self.nearest_value(predicate)?;
        (fold_text(&near) != fold_text(asked)).then_some(near)
    }

    fn nearest_value(&self, predicate: &Predicate) -> Option<String> {
        let Predicate::Test(value, test, _) = predicate else {
            return None;
        };
        match (test, &value.kind, value.ty) {
            (Test::Named(names), _, Type::Record(kind)) => {
                near_name(Kind::from_number(kind), &names.first()?.text, self.store)
            }
            (Test::Texts(_, texts), ExprKind::Path(path), _) => {
                let Leaf::Field(home, field) = path.leaf else {
                    return None;
                };
                let Some(Column::Text(codes) | Column::Texts(_, codes)) =
                    self.store.collection(home).column(field)
                else {
                    return None;
                };
                let known = codes
                    .iter()
                    .map(|&code| self.text(code))
                    .filter(|text| !text.is_empty() && *text != "?");
                nearest(&texts.first()?.folded, known).map(str::to_owned)
            }
            (_, _, _) => None,
        }
    }
}
