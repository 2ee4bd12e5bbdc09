//! The prompt on a terminal, as a person meets it.

#![cfg(unix)]

mod batch;
mod completion;
mod display;
mod history;
mod interrupt;
mod lines;
mod programs;
mod screen;
mod startup;
mod walk;
mod watch;
