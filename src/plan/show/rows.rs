//! What is read of many rows: aggregates and windows.

use std::fmt::{self, Display, Formatter};

use super::aggregate_name;
use crate::plan::{Call, Window};

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = aggregate_name(self.aggregate);
        let distinct = if self.distinct { "distinct " } else { "" };
        write!(f, "{name}({distinct}")?;
        if let Some(operand) = &self.operand {
            operand.fmt(f)?;
        }
        f.write_str(")")?;
        match &self.filter {
            Some(filter) => write!(f, " where {filter}"),
            None => Ok(()),
        }
    }
}

impl Display for Window {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Window::Row => f.write_str("row()"),
            Window::Rank(_) => f.write_str("rank()"),
            Window::Lag(value) => write!(f, "lag({value})"),
            Window::Lead(value) => write!(f, "lead({value})"),
            Window::Running(call) => write!(f, "running({call})"),
        }
    }
}
