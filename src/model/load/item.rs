//! One value of a file, deserialised by the type of its field.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

use super::draft::Reference;
use super::rules;
use crate::diagnostic::{Span, did_you_mean, nearest, quoted_list};
use crate::model::{Field, Kind, Value};
use crate::value::{Date, Number, Type, Vocabulary};

/// One value as read: done, or a reference still to be looked up.
pub(super) enum Scalar<'t> {
    Text(Cow<'t, str>),
    Value(Value),
    Reference(Reference<'t>),
}

/// Deserialises one value of a field; what may mend an error goes to `helps`.
pub(super) struct ScalarSeed<'h> {
    pub(super) kind: Kind,
    pub(super) field: &'static Field,
    pub(super) span: Span,
    pub(super) helps: &'h mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for ScalarSeed<'_> {
    type Value = Scalar<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Scalar<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed<'_> {
    type Value = Scalar<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.field.ty {
            Type::Text => "text in quotes",
            Type::Word(_) => "a word in quotes",
            Type::Truth => "true or false",
            Type::Date(_) => "a date in quotes, such as \"2019-12\"",
            Type::Number | Type::Duration => "a number, such as 12 or \"11..\"",
            Type::Record(_) => "an id in quotes",
        })
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Scalar<'de>, E> {
        self.text(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar<'de>, E> {
        self.text(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Scalar<'de>, E> {
        self.text(Cow::Owned(text))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Scalar<'de>, E> {
        if self.field.ty == Type::Truth {
            return Ok(Scalar::Value(Value::Truth(truth)));
        }
        Err(E::invalid_type(Unexpected::Bool(truth), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar<'de>, E> {
        match self.field.ty {
            Type::Number | Type::Word(_) => self.text(Cow::Owned(number.to_string())),
            Type::Date(_) => {
                self.helps.push(format!("write \"{number}\""));
                Err(E::invalid_type(Unexpected::Signed(number), &self))
            }
            Type::Text | Type::Truth | Type::Duration | Type::Record(_) => {
                Err(E::invalid_type(Unexpected::Signed(number), &self))
            }
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Scalar<'de>, E> {
        if self.field.ty == Type::Number && number.is_finite() {
            return self.text(Cow::Owned(number.to_string()));
        }
        Err(E::invalid_type(Unexpected::Float(number), &self))
    }
}

impl<'de> ScalarSeed<'_> {
    /// Reads a value in quotes.
    pub(super) fn text<E: Error>(self, text: Cow<'de, str>) -> Result<Scalar<'de>, E> {
        let value = match self.field.ty {
            Type::Record(_) if text.trim().is_empty() => {
                self.helps
                    .push("write \"?\" for somebody not known, or leave the key out".into());
                return Err(E::custom("an id is empty"));
            }
            Type::Record(_) => {
                return Ok(Scalar::Reference(Reference::read(text.into(), self.span)));
            }
            Type::Truth => return Err(E::invalid_type(Unexpected::Str(&text), &self)),
            Type::Text => {
                if let Some((message, help)) = rules::broken(self.kind, self.field, &text) {
                    self.helps.push(help);
                    return Err(E::custom(message));
                }
                return Ok(Scalar::Text(text));
            }
            Type::Word(vocabulary) => Value::Word(word(vocabulary, &text, self.helps)?),
            Type::Date(_) => Value::Date(Box::new(date(&text, self.helps)?)),
            Type::Number | Type::Duration => Value::Number(Box::new(number(&text, self.helps)?)),
        };
        Ok(Scalar::Value(value))
    }
}

/// Reads a word of a vocabulary.
pub(super) fn word<E: Error>(
    vocabulary: &Vocabulary,
    text: &str,
    helps: &mut Vec<String>,
) -> Result<u8, E> {
    vocabulary.code(text).ok_or_else(|| {
        let words = || vocabulary.words.iter().map(|word| word.name);
        let forms = vocabulary.words.iter().flat_map(|word| word.also);
        if let Some(near) = nearest(text, words().chain(forms.copied())) {
            helps.push(did_you_mean(near));
        }
        helps.push(format!("the words are {}", quoted_list(words())));
        E::custom(format!("‘{text}’ is no {}", vocabulary.name))
    })
}

/// Reads a date.
pub(super) fn date<E: Error>(text: &str, helps: &mut Vec<String>) -> Result<Date, E> {
    Date::parse(text).map_err(|error| {
        helps.extend(error.hint);
        E::custom(format!("‘{text}’ is not a date: {}", error.message))
    })
}

fn number<E: Error>(text: &str, helps: &mut Vec<String>) -> Result<Number, E> {
    Number::parse(text).map_err(|error| {
        helps.extend(error.hint);
        E::custom(format!("‘{text}’ is not a number: {}", error.message))
    })
}
