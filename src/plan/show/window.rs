//! Windows, written out.

use std::fmt::{self, Display, Formatter};

use crate::plan::Window;

impl Display for Window {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Window::Row => f.write_str("row()"),
            Window::Rank(_) => f.write_str("rank()"),
            Window::Lag(value) => write!(f, "lag({value})"),
            Window::Lead(value) => write!(f, "lead({value})"),
            Window::Running(call) => write!(f, "running({call})"),
            Window::Percent(value) => write!(f, "percent({value})"),
        }
    }
}
