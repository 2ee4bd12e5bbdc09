//! Reading one value.

use std::borrow::Cow;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::RowError;
use crate::answer::{Data, Digits, Form, RecordCell};
use crate::value::{Truth, Type};

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct DataReader<'a> {
    pub(super) data: &'a Data,
    pub(super) ty: Type,
}

impl<'a> DataReader<'a> {
    fn text<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        match self.data.text(Digits::All) {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    /// Returns the value where all of it can be told by one that is plain.
    fn plain(self) -> Result<Form<'a>, RowError> {
        let form = self.data.form(self.ty);
        match form {
            Form::Uncertain { ref unit, .. } => {
                let fields = match unit {
                    Some(_) => "‘lo’, ‘hi’ and ‘unit’",
                    None => "‘lo’ and ‘hi’",
                };
                Err(RowError::custom(format_args!(
                    "‘{}’ is no plain value: read it into a struct with {fields}",
                    self.data
                )))
            }
            Form::Doubtful { .. } => Err(self.doubtful()),
            Form::Text(_) if *self.data == Data::Truth(Truth::Possible) => Err(RowError::custom(
                "it is only possible: read it into a String",
            )),
            Form::Null
            | Form::Truth(_)
            | Form::Text(_)
            | Form::Whole(_)
            | Form::Real(_)
            | Form::Many(_) => Ok(form),
        }
    }

    fn doubtful(self) -> RowError {
        let message = "is doubtful: read it into a struct with ‘value’ and ‘doubtful’";
        RowError::custom(format_args!("‘{}’ {message}", self.data))
    }
}

/// Reads a number, a truth: what has only one form.
macro_rules! from_plain {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
            self.plain()?.deserialize_any(visitor)
        })*
    };
}

impl<'a> Deserializer<'a> for DataReader<'a> {
    type Error = RowError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        self.data.form(self.ty).deserialize_any(visitor)
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        self.text(visitor)
    }

    fn deserialize_char<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        self.text(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, RowError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RowError> {
        if let Data::Doubtful(_) = self.data {
            return Err(self.doubtful());
        }
        let text = self.data.text(Digits::All).into_owned();
        visitor.visit_enum(text.into_deserializer())
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RowError> {
        if fields.contains(&"doubtful") {
            return visitor.visit_map(Doubts { of: self, at: 0 });
        }
        if let Data::Doubtful(_) = self.data {
            return Err(self.doubtful());
        }
        if let Data::Record(RecordCell { id, label }) = self.data {
            return visitor.visit_map(entries([("id", text(id)), ("label", text(label))]));
        }
        match self.data.span() {
            Some(span) => span.deserialize_any(visitor),
            None => self.deserialize_any(visitor),
        }
    }

    from_plain! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_u128 deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        unit unit_struct seq tuple tuple_struct identifier ignored_any bytes byte_buf
    }
}

impl<'a> IntoDeserializer<'a, RowError> for DataReader<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The fields of a value that may be doubtful: `value`, `doubtful`, `text`.
struct Doubts<'a> {
    of: DataReader<'a>,
    at: usize,
}

impl<'a> MapAccess<'a> for Doubts<'a> {
    type Error = RowError;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, RowError> {
        let Some(field) = ["value", "doubtful", "text"].get(self.at) else {
            return Ok(None);
        };
        self.at += 1;
        seed.deserialize(Form::Text(Cow::Borrowed(field))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, RowError> {
        let (data, is_doubtful) = match self.of.data {
            Data::Doubtful(inner) => (&**inner, true),
            plain => (plain, false),
        };
        match self.at {
            1 => seed.deserialize(DataReader { data, ..self.of }),
            2 => seed.deserialize(Form::Truth(is_doubtful)),
            _ => seed.deserialize(Form::Text(self.of.data.text(Digits::All))),
        }
    }
}

impl<'a> Deserializer<'a> for Form<'a> {
    type Error = RowError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        match self {
            Form::Null => visitor.visit_unit(),
            Form::Truth(truth) => visitor.visit_bool(truth),
            Form::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Form::Text(Cow::Owned(text)) => visitor.visit_string(text),
            Form::Whole(number) => visitor.visit_i64(number),
            Form::Real(number) => visitor.visit_f64(number),
            Form::Uncertain { lo, hi, unit, text } => {
                let unit = unit.map(|unit| ("unit", Form::Text(unit.into())));
                let ends = [("lo", *lo), ("hi", *hi), ("text", Form::Text(text))];
                visitor.visit_map(entries(ends.into_iter().chain(unit)))
            }
            Form::Doubtful {
                value,
                doubtful,
                text,
            } => visitor.visit_map(entries([
                ("value", *value),
                ("doubtful", Form::Truth(doubtful)),
                ("text", Form::Text(text)),
            ])),
            Form::Many(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        match self {
            Form::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'a> IntoDeserializer<'a, RowError> for Form<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn text(text: &str) -> Form<'_> {
    Form::Text(Cow::Borrowed(text))
}

/// Returns the entries of a map.
fn entries<'a, I: IntoIterator<Item = (&'static str, Form<'a>)>>(
    entries: I,
) -> MapDeserializer<'a, I::IntoIter, RowError> {
    MapDeserializer::new(entries.into_iter())
}
