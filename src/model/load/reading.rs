//! The files of a ledger, read several at a time.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use super::Progress;
use super::draft::Drafts;
use super::problems::Problems;
use super::read::Reader;
use crate::diagnostic::Source;

/// The bytes of files that are worth a thread.
const WORTH: usize = 1 << 16;

/// What stands in one file, or in all of them.
pub(super) struct Read<'t> {
    /// The records.
    pub(super) drafts: Drafts<'t>,
    /// What is wrong.
    problems: Problems<'t>,
    /// Whether it is TOML.
    pub(super) is_toml: bool,
}

/// Reads all files, and tells behind each how far it is; what is wrong is added in their order.
pub(super) fn all<'t>(
    files: &'t [Arc<Source>],
    problems: &mut Problems<'t>,
    tell: &mut dyn FnMut(Progress),
) -> (Drafts<'t>, bool) {
    let mut progress = Progress {
        files: 0,
        of_files: files.len(),
        bytes: 0,
        of_bytes: files.iter().map(|source| source.text.len()).sum(),
    };
    let mut read: Vec<Option<Read<'t>>> = files.iter().map(|_| None).collect();
    let threads = threads(progress);
    let mut done = |(place, file): (usize, Read<'t>)| {
        progress.files += 1;
        progress.bytes += files[place].text.len();
        read[place] = Some(file);
        tell(progress);
    };
    let next = AtomicUsize::new(0);
    let read_next = || {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let source = files.get(place)?;
        Some((place, one(files, place, source)))
    };
    thread::scope(|scope| {
        let (sender, others) = mpsc::channel();
        for _ in 1..threads {
            let sender = sender.clone();
            let run = move || while read_next().is_some_and(|file| sender.send(file).is_ok()) {};
            // Where no more can be had, this one reads what is left.
            let _ = thread::Builder::new().spawn_scoped(scope, run);
        }
        drop(sender);
        while let Some(file) = read_next() {
            done(file);
            others.try_iter().for_each(&mut done);
        }
        others.into_iter().for_each(&mut done);
    });
    let (mut drafts, mut are_toml) = (Drafts::default(), true);
    for file in read.into_iter().flatten() {
        drafts.append(file.drafts);
        problems.append(file.problems);
        are_toml &= file.is_toml;
    }
    (drafts, are_toml)
}

fn one<'t>(files: &'t [Arc<Source>], place: usize, source: &'t Source) -> Read<'t> {
    let mut drafts = Drafts::default();
    let mut problems = Problems::new(files, Vec::new());
    let mut reader = Reader {
        file: u32::try_from(place).expect("a ledger has fewer than 2³² files"),
        drafts: &mut drafts,
        problems: &mut problems,
    };
    let is_toml = reader.read(&source.text);
    Read {
        drafts,
        problems,
        is_toml,
    }
}

/// Returns how many threads the files there are keep busy.
fn threads(all: Progress) -> usize {
    let wanted = (all.of_bytes / WORTH).min(all.of_files);
    if wanted < 2 {
        return 1;
    }
    thread::available_parallelism().map_or(1, |there| NonZero::get(there).min(wanted))
}
