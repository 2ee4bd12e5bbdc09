//! Reading rows into the types of a program.

mod value;

use std::fmt;

use serde::Deserialize;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use self::value::DataReader;
use super::{Cell, Column, Row};

/// Why a row cannot be read into a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The place of the row among all rows of the answer, from 0.
    pub row: usize,
    /// The column it is about; none when it is about the row.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
}

/// A value, and whether it was reached through a doubtful reference only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Doubtful<T> {
    /// The value, if it is that one.
    pub value: T,
    /// Whether it may be another.
    pub doubtful: bool,
}

/// A date, number or length of time between two ends, which are the same where it is exact.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Uncertain<T> {
    /// The least it may be; none where that is not known.
    pub lo: Option<T>,
    /// The greatest it may be; none where that is not known.
    pub hi: Option<T>,
    /// The unit of a number.
    pub unit: Option<String>,
    /// How it is written.
    pub text: String,
}

impl RowError {
    /// Says which row it is of, and which columns there are where one is missed.
    pub(super) fn in_row(mut self, row: Row<'_>) -> RowError {
        self.row = row.index();
        if self.column.is_none() && self.message.starts_with("there is no column") {
            let names: Vec<&str> = row.cells().map(|(column, _)| &*column.name).collect();
            self.message
                .push_str(&format!("; the columns are {}", names.join(", ")));
        }
        self
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "row {}, ‘{column}’: {}", self.row, self.message),
            None => write!(f, "row {}: {}", self.row, self.message),
        }
    }
}

impl std::error::Error for RowError {}

impl de::Error for RowError {
    fn custom<T: fmt::Display>(message: T) -> RowError {
        RowError {
            row: 0,
            column: None,
            message: message.to_string(),
        }
    }

    fn missing_field(field: &'static str) -> RowError {
        RowError::custom(format_args!("there is no column ‘{field}’"))
    }
}

/// Reads a row: a struct by the names of the columns, a tuple in their order, anything else from
/// the one column there is.
pub(super) struct RowReader<'a>(pub(super) Row<'a>);

impl<'a> RowReader<'a> {
    fn only(&self) -> Result<CellReader<'a>, RowError> {
        let mut cells = self.0.cells();
        match (cells.next(), cells.next()) {
            (Some((column, cell)), None) => Ok(CellReader { column, cell }),
            _ => Err(RowError::custom(format_args!(
                "it has {} columns: read it into a struct or a tuple",
                self.0.cells().len()
            ))),
        }
    }
}

/// Hands these methods on to the reader of the one column.
macro_rules! from_only {
    ($($method:ident($($argument:ident: $ty:ty),*))*) => {
        $(fn $method<V: Visitor<'a>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, RowError> {
            self.only()?.$method($($argument,)* visitor)
        })*
    };
}

impl<'a> Deserializer<'a> for RowReader<'a> {
    type Error = RowError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        let cells = self.0.cells();
        let entries = cells.map(|(column, cell)| (&*column.name, CellReader { column, cell }));
        visitor.visit_map(MapDeserializer::new(entries))
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        let cells = self.0.cells();
        let readers = cells.map(|(column, cell)| CellReader { column, cell });
        visitor.visit_seq(SeqDeserializer::new(readers))
    }

    fn deserialize_tuple<V: Visitor<'a>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, RowError> {
        let columns = self.0.cells().len();
        if columns != len {
            let message = format_args!("it has {columns} columns, not {len}");
            return Err(RowError::custom(message));
        }
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, RowError> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, RowError> {
        visitor.visit_newtype_struct(self)
    }

    from_only! {
        deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64()
        deserialize_u128() deserialize_f32() deserialize_f64() deserialize_char() deserialize_str()
        deserialize_string() deserialize_option()
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    forward_to_deserialize_any! { <V: Visitor<'a>> map struct unit unit_struct identifier ignored_any bytes byte_buf }
}

/// Reads what a row holds in a column.
#[derive(Clone, Copy)]
struct CellReader<'a> {
    column: &'a Column,
    cell: &'a Cell,
}

impl<'a> CellReader<'a> {
    fn read<T>(
        self,
        read: impl FnOnce(DataReader<'a>) -> Result<T, RowError>,
    ) -> Result<T, RowError> {
        let ty = self.column.ty;
        let result = match self.cell {
            Cell::One(data) => read(DataReader { data, ty }),
            Cell::Null => Err(RowError::custom("it has no value: read it into an Option")),
            Cell::Many(_) => Err(RowError::custom("it has many values: read it into a Vec")),
        };
        result.map_err(|error| self.named(error))
    }

    fn named(self, error: RowError) -> RowError {
        RowError {
            column: Some(self.column.name.clone()),
            ..error
        }
    }
}

/// Hands these methods on to the reader of the one value.
macro_rules! from_one {
    ($($method:ident($($argument:ident: $ty:ty),*))*) => {
        $(fn $method<V: Visitor<'a>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, RowError> {
            self.read(|data| data.$method($($argument,)* visitor))
        })*
    };
}

impl<'a> Deserializer<'a> for CellReader<'a> {
    type Error = RowError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        match self.cell {
            Cell::Null => visitor.visit_unit(),
            Cell::Many(_) => self.deserialize_seq(visitor),
            Cell::One(_) => self.read(|data| data.deserialize_any(visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        match self.cell {
            Cell::Null => visitor.visit_none(),
            Cell::One(_) | Cell::Many(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        let list = match self.cell {
            Cell::Null => &[],
            Cell::One(data) => std::slice::from_ref(data),
            Cell::Many(list) => list,
        };
        let ty = self.column.ty;
        let readers = list.iter().map(|data| DataReader { data, ty });
        let values = visitor.visit_seq(SeqDeserializer::new(readers));
        values.map_err(|error| self.named(error))
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, RowError> {
        visitor.visit_newtype_struct(self)
    }

    from_one! {
        deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64()
        deserialize_u128() deserialize_f32() deserialize_f64() deserialize_char() deserialize_str()
        deserialize_string() deserialize_map()
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        unit unit_struct tuple tuple_struct identifier ignored_any bytes byte_buf
    }
}

impl<'a> IntoDeserializer<'a, RowError> for CellReader<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
