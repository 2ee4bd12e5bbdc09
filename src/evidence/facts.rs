//! What is recorded of a record, field by field.

use serde::Serialize;

use super::reader::Reader;
use super::{Mention, When};
use crate::model::{Kind, Origin};
use crate::value::Type;

/// A field that has a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// The field.
    pub field: &'static str,
    /// Its values as texts.
    pub values: Vec<String>,
}

impl Reader<'_> {
    /// Lists what the files write of a record, and what the loader settles, but its id.
    pub(super) fn facts(&self, kind: Kind, row: u32) -> Vec<Fact> {
        let fields = kind.schema().fields.iter().skip(1);
        let recorded = fields.filter(|field| match field.origin {
            Origin::Stored | Origin::Settled => true,
            Origin::Inverse(_) | Origin::Shorthand(_) => false,
        });
        let facts = recorded.map(|field| Fact {
            field: field.name,
            values: self.values(kind, row, field.name, field.ty),
        });
        facts.filter(|fact| !fact.values.is_empty()).collect()
    }

    fn values(&self, kind: Kind, row: u32, name: &str, ty: Type) -> Vec<String> {
        let one = |text: Option<String>| text.into_iter().collect();
        match ty {
            Type::Text => {
                let texts = self.texts(kind, row, name).into_iter();
                texts.map(str::to_owned).collect()
            }
            Type::Word(_) => one(self.word(kind, row, name).map(str::to_owned)),
            Type::Truth => one(self.truth(kind, row, name).map(|truth| truth.to_string())),
            Type::Date(_) | Type::Duration => one(self.date(kind, row, name).map(|it| it.text())),
            Type::Number => one(self.number(kind, row, name)),
            Type::Record(_) => {
                let mentions = self.mentions(kind, row, name).into_iter();
                mentions.map(|mention| mention.text()).collect()
            }
        }
    }
}

impl When {
    /// Writes it with how it is known, where it is not simply stated.
    pub fn text(&self) -> String {
        match &self.why {
            None => self.short(),
            Some(why) => format!("{} ({}: {why})", self.text, self.basis),
        }
    }

    /// Writes it as [`When::text`] does, without the evidence.
    pub fn short(&self) -> String {
        match self.basis {
            "stated" => self.text.clone(),
            basis => format!("{} ({basis})", self.text),
        }
    }
}

impl Mention {
    /// Writes it as `label (id)`, doubtful ones with `?` behind.
    pub fn text(&self) -> String {
        let doubt = if self.doubtful && &*self.id != "?" {
            "?"
        } else {
            ""
        };
        if self.label == self.id {
            format!("{}{doubt}", self.id)
        } else {
            format!("{} ({}{doubt})", self.label, self.id)
        }
    }

    /// Writes its label, a doubtful one with `?` behind.
    pub fn short(&self) -> String {
        let doubt = if self.doubtful && &*self.id != "?" {
            "?"
        } else {
            ""
        };
        format!("{}{doubt}", self.label)
    }
}
