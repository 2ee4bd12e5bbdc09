//! `whosaid`: a plain-text ledger and query language for attributed claims in news reporting.
//!
//! A ledger is a folder of TOML files that say who said what, where it stands and through whom it
//! came there. A [`Ledger`] opens one and answers queries; the page `grammar.md` beside this crate
//! has the language, the `README.md` a first walk.
//!
//! ```
//! use whosaid::{Ledger, Reply};
//!
//! #[derive(serde::Deserialize)]
//! struct Denial {
//!     id: String,
//!     text: String,
//! }
//!
//! // Or `Ledger::open("seeds")?`: what is wrong with the files is the error.
//! let ledger = Ledger::sample();
//! let Reply { answer, warnings } = ledger
//!     .query("claims where source.party = $party and stance = deny | select id, text")
//!     .param("party", "Türkiye")
//!     .ask()?;
//!
//! // What the query probably did not mean; and facts about the answer.
//! print!("{}", warnings.render(false));
//! for note in &answer.notes {
//!     println!("{note:?}");
//! }
//!
//! // The certain rows, in a type of one's own.
//! for denial in answer.rows() {
//!     let Denial { id, text } = denial?;
//!     println!("{id}: {text}");
//! }
//!
//! // Every row, cell by cell.
//! for row in answer.iter() {
//!     for (column, cell) in row.cells() {
//!         println!("{} {}: {cell:?}", row.is_certain(), column.name);
//!     }
//! }
//! # Ok::<(), whosaid::Error>(())
//! ```
//!
//! [`Query`] has the parameters, the day, the limits, how another thread cancels it, and
//! [`Query::prepare`]; [`Answer::rows`] says what a value can be read into. An [`Answer`]
//! serialises, too, and [`render`] writes it as the command line does. [`Query::grounds`] leads from
//! a row to the records it rests on, [`Ledger::evidence`] from a record to the passages that carry it. Every error is an
//! [`Error`]; a ledger never changes, and answers many threads at a time.
//!
//! What follows is for those who change the code.
//!
//! # The life of a query
//!
//! | stage | gives | ends there |
//! |---|---|---|
//! | [`model::load_folder`] | [`model::Ledger`]: records, all references whole | every error of the files |
//! | [`Store::build`](store::Store::build) | [`store::Store`]: columns, links both ways, names | nothing can fail |
//! | [`syntax::parse`] | [`syntax::tree::File`]: a tree with places | errors of form, all of them |
//! | [`plan::plan`] | [`plan::Plan`]: kinds, fields, types, united tests | errors of field and type |
//! | [`bind::bind`] | [`bind::Bound`]: what each name stands for | names that nothing bears |
//! | [`exec::run`] | [`answer::Answer`]: typed columns, certain and possible rows, notes | only [`exec::Stopped`] |
//! | [`render::Mode`] | bytes | only what writing gives |
//!
//! [`Query::ask`] is that table as a function. A ledger is opened once and never changes; a query
//! borrows it, so that many may be asked at a time.
//!
//! # The modules
//!
//! A module uses what its row allows, itself and its children; `tests/tidy.rs` holds the same table
//! and names every line that breaks it.
//!
//! | module | what it is for | may use |
//! |---|---|---|
//! | [`files`] | files found below a folder, and replaced whole | – |
//! | [`value`] | dates, numbers, ranges, folding, order, text made safe and fitted | – |
//! | [`diagnostic`] | what is wrong, where, and how to mend it | `value` |
//! | [`operator`] | every operator, function and aggregate, once | `value` |
//! | [`answer`] | a result as plain typed columns and notes | `value` |
//! | [`syntax`] | text to tree, and back in its canonical layout | `value` `diagnostic` `operator` |
//! | [`model`] | record kinds, their fields, loading | `files` `value` `diagnostic` |
//! | [`originals`] | canonical text, locators, hashes, passages found again | `value` `diagnostic` |
//! | [`draft`] | a first draft of what an article says | `value` `diagnostic` `originals` |
//! | [`stamp`] | a ledger held against the originals, and its files mended | `files` `value` `diagnostic` `model` `originals` |
//! | [`store`] | records as columns, links, names, bitmaps | `value` `model` |
//! | [`plan`] | tree to typed plan | `value` `diagnostic` `operator` `syntax` `model` |
//! | [`bind`] | names looked up | `value` `diagnostic` `model` `store` `plan` |
//! | [`analysis`] | what a view leaves of a ledger | `value` `model` `store` |
//! | [`exec`] | bound plan to answer | all above but `syntax` |
//! | [`evidence`] | what a ledger has to show for a record, down to the passage | `value` `diagnostic` `model` `originals` `stamp` `store` |
//! | [`render`] | answer and evidence to bytes | `value` `answer` `evidence` |
//! | [`complete`] | what may be written at a place of a text | `value` `diagnostic` `operator` `syntax` `model` `store` `plan` `bind` `exec` |
//! | [`engine`] | the pipeline | all above |
//! | [`check`] | what a strict reader objects to in a loaded ledger | `value` `diagnostic` `model` `originals` `stamp` |
//! | [`golden`] | text cases: read, run, compare, re-record | `files` `value` `diagnostic` `answer` `syntax` `render` `engine` |
//! | `console` | options, streams and what is written to them, Ctrl-C | `files` `value` `diagnostic` `answer` `syntax` `model` `evidence` `render` `engine` `check` `golden` |
//! | `repl` | talks to a person | `files` `value` `diagnostic` `operator` `answer` `syntax` `model` `originals` `evidence` `render` `complete` `engine` `golden` `console` |
//! | `cli` | talks to a script | `files` `value` `diagnostic` `syntax` `model` `originals` `draft` `stamp` `render` `engine` `check` `golden` `console` `repl` |
//!
//! # What holds
//!
//! - [`value`] knows no record and no field: a record kind in a [`Type`](value::Type) is an opaque
//!   number, to which [`model`] gives its meaning.
//! - [`syntax`] knows no collection and no field. It can read any text, gives a tree for each, and
//!   never stops at the first error.
//! - [`model`] knows no query. A [`Ledger`](model::Ledger) exists only when nothing was wrong in any
//!   file; every reference in it leads somewhere, or to *somebody not known*.
//! - [`plan`] has seen no data. After it, a query is well formed and typed, shorthand fields are
//!   written out, and tests of one date or number are one [`RangeSet`](value::RangeSet). It is free of
//!   storage, so that something other than [`exec`] could consume it.
//! - [`store`] knows no query and no operator. Each collection is columns of codes; a link has one
//!   bit of doubt; both directions of every link are there.
//! - [`exec`] has no row-at-a-time path, prints nothing and cannot fail, except that it was told to
//!   stop. A condition is evaluated once, where its field lives, and carried along links as two
//!   bitmaps, certain and possible: [`store::Truths`].
//! - A view ([`analysis::Lens`]) is one more pair of bitmaps for each kind: [`exec`] asks it where it
//!   takes the records of a kind and where it follows a link, and nowhere else.
//! - A ledger never changes, so that what completion has counted for one key ([`exec::Kept`]) holds for
//!   every later one; it is kept by the whole plan and goes with the ledger.
//! - A result is two nested sets, *certain* within *possible*, in every stage.
//! - [`answer`] borrows nothing from the ledger it came from.
//! - [`render`] is the only place where answers become bytes, and everything from data that may reach a
//!   terminal passes [`term_safe`](value::term_safe).
//! - The library prints nothing and knows no terminal; `console`, `repl` and `cli` are behind the
//!   feature `cli`, on by default.
//! - The same files and the same query give the same bytes: nothing iterates in the order of a hash.
//! - Nothing panics on any input: depth, size and time have limits that are told as errors.
//!
//! # What is one table
//!
//! Three tables carry what grows. The parser, the types, help, completion, `schema` and the test that
//! `grammar.md` is whole all read them.
//!
//! | to add | touch |
//! |---|---|
//! | a function, an aggregate or a part of dates | its row in [`operator`], its arm in `exec`, `grammar.md`, a golden case |
//! | an operator of a kind there is | its row in [`operator::INFIX`], its arm in `plan`, `grammar.md`, a golden case |
//! | a field that files write | its row in the kind's table below [`model::kinds`], a golden case |
//! | an inverse or a shorthand | its row, a golden case |
//! | a command of the prompt | its row in `repl::COMMANDS` and its function, a test of `Session::line`, `docs/prompt.md` |
//! | an output mode | its function and its row in [`render::MODES`], a golden case |
//! | a stage | its row in [`syntax::STAGES`], its node in the tree, its arms in [`syntax::format()`], `plan` and `exec`, `grammar.md`, a golden case |
//!
//! The compiler names the arms that a new variant needs.

pub mod analysis;
pub mod answer;
pub mod bind;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod complete;
#[cfg(feature = "cli")]
mod console;
pub mod diagnostic;
pub mod draft;
pub mod engine;
pub mod evidence;
pub mod exec;
pub mod files;
pub mod golden;
pub mod model;
pub mod operator;
pub mod originals;
pub mod plan;
pub mod render;
#[cfg(feature = "cli")]
pub mod repl;
pub mod stamp;
pub mod store;
pub mod syntax;
pub mod value;

pub use answer::{Answer, Doubtful, RecordCell, Row, Uncertain};
pub use complete::{Candidate, CandidateKind, Completions};
pub use engine::{Error, Grounds, Ledger, Prepared, Query, Reply, Settings};
pub use value::Day;

/// Runs the examples of the page that newcomers read.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
