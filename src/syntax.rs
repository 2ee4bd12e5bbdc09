//! Text to a spanned tree. Knows no collection and no field.

pub mod tree;
