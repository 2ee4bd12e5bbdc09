//! The pages of documentation hold: what they show is what the program does.

mod checks;
mod errors;
mod evidence;
mod golden;
mod grammar;
#[path = "../format/keeps.rs"]
mod keeps;
mod ledger;
mod output;
mod page;
mod prompt;
mod readme;
mod shell;
mod tutorial;
mod walk;
