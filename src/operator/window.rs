//! Windows: what a row reads from the rows round it.

/// A value that a row has by its place among the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// `row()`
    Row,
    /// `rank()`
    Rank,
    /// `lag(value)`
    Lag,
    /// `lead(value)`
    Lead,
    /// `running(aggregate)`
    Running,
    /// `percent(value)`
    Percent,
}

/// One row of the table of windows.
#[derive(Debug)]
pub struct WindowRow {
    /// Which window.
    pub window: Window,
    /// As queries write it.
    pub name: &'static str,
    /// How it is called, for help.
    pub usage: &'static str,
    /// How many operands it has.
    pub takes: usize,
    /// Whether it looks along an order of the rows.
    pub ordered: bool,
    /// One phrase for help.
    pub help: &'static str,
}

/// Every window.
pub const WINDOWS: &[WindowRow] = &[
    WindowRow {
        window: Window::Row,
        name: "row",
        usage: "row()",
        takes: 0,
        ordered: true,
        help: "the row's place, the first being 1",
    },
    WindowRow {
        window: Window::Rank,
        name: "rank",
        usage: "rank()",
        takes: 0,
        ordered: true,
        help: "its place by what the rows are sorted by; rows that tie share the first of theirs",
    },
    WindowRow {
        window: Window::Lag,
        name: "lag",
        usage: "lag(value)",
        takes: 1,
        ordered: true,
        help: "the value in the row before",
    },
    WindowRow {
        window: Window::Lead,
        name: "lead",
        usage: "lead(value)",
        takes: 1,
        ordered: true,
        help: "the value in the row behind",
    },
    WindowRow {
        window: Window::Running,
        name: "running",
        usage: "running(count()), running(sum(value)), running(min(value)), running(max(value))",
        takes: 1,
        ordered: true,
        help: "the aggregate over the rows down to this one",
    },
    WindowRow {
        window: Window::Percent,
        name: "percent",
        usage: "percent(value)",
        takes: 1,
        ordered: false,
        help: "the value's part of all rows' together, 0 to 100",
    },
];
