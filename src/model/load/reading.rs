//! The files of a ledger, read several at a time.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use super::draft::Drafts;
use super::problems::Problems;
use super::read::Reader;
use super::{Progress, cut};
use crate::diagnostic::Source;

/// The bytes that are worth a thread.
const WORTH: usize = 1 << 16;

/// A file to be read, or a piece of a long one.
struct Task {
    /// The file's place in ledger order.
    file: usize,
    stretch: Range<usize>,
}

/// What stands in one file, or in a piece of it.
struct Read<'t> {
    drafts: Drafts<'t>,
    problems: Problems<'t>,
    is_toml: bool,
    /// Whether it is right by itself; otherwise its file must be read as a whole.
    stands_alone: bool,
}

/// Reads all files, and tells behind each how far it is; what is wrong is added in their order.
///
/// Returns the records, and whether every file is TOML.
pub(super) fn all<'t>(
    files: &'t [Arc<Source>],
    problems: &mut Problems<'t>,
    tell: &mut dyn FnMut(Progress),
) -> (Drafts<'t>, bool) {
    let tasks = tasks(files);
    let mut progress = Progress {
        files: 0,
        of_files: files.len(),
        bytes: 0,
        of_bytes: files.iter().map(|source| source.text.len()).sum(),
    };
    let mut missing = vec![0; files.len()];
    tasks.iter().for_each(|task| missing[task.file] += 1);
    let mut read: Vec<Option<Read<'t>>> = tasks.iter().map(|_| None).collect();
    each(files, &tasks, |place, found| {
        let task = &tasks[place];
        read[place] = Some(found);
        progress.bytes += task.stretch.len();
        missing[task.file] -= 1;
        if missing[task.file] == 0 {
            progress.files += 1;
            tell(progress);
        }
    });
    let (mut drafts, mut are_toml) = (Drafts::default(), true);
    let mut read = read.into_iter().flatten();
    for tasks in tasks.chunk_by(|a, b| a.file == b.file) {
        let mut pieces: Vec<Read<'t>> = read.by_ref().take(tasks.len()).collect();
        if !pieces.iter().all(|piece| piece.stands_alone) {
            pieces = vec![whole(files, tasks[0].file)];
        }
        for piece in pieces {
            drafts.append(piece.drafts);
            problems.append(piece.problems);
            are_toml &= piece.is_toml;
        }
    }
    (drafts, are_toml)
}

fn tasks(files: &[Arc<Source>]) -> Vec<Task> {
    let files = files.iter().enumerate();
    let tasks = files.flat_map(|(file, source)| {
        let pieces = cut::pieces(&source.text).into_iter();
        pieces.map(move |stretch| Task { file, stretch })
    });
    tasks.collect()
}

/// Reads what there is to read, as many at a time as the machine can, and hands each over with its
/// place as it is done.
fn each<'t>(files: &'t [Arc<Source>], tasks: &[Task], mut done: impl FnMut(usize, Read<'t>)) {
    let next = AtomicUsize::new(0);
    let read_next = || {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let Task { file, stretch } = tasks.get(place)?;
        let is_whole = stretch.len() == files[*file].text.len();
        let read = match is_whole {
            true => whole(files, *file),
            false => piece(files, *file, stretch),
        };
        Some((place, read))
    };
    thread::scope(|scope| {
        let (sender, others) = mpsc::channel();
        for _ in 1..threads(tasks) {
            let sender = sender.clone();
            let run = move || while read_next().is_some_and(|read| sender.send(read).is_ok()) {};
            // Where there are no more to be had, this one reads what is left.
            let _ = thread::Builder::new().spawn_scoped(scope, run);
        }
        drop(sender);
        while let Some((place, read)) = read_next() {
            done(place, read);
            others
                .try_iter()
                .for_each(|(place, read)| done(place, read));
        }
        others
            .into_iter()
            .for_each(|(place, read)| done(place, read));
    });
}

/// Returns how many threads are kept busy.
fn threads(tasks: &[Task]) -> usize {
    let bytes: usize = tasks.iter().map(|task| task.stretch.len()).sum();
    let wanted = (bytes / WORTH).min(tasks.len());
    if wanted < 2 {
        return 1;
    }
    thread::available_parallelism().map_or(1, |there| NonZero::get(there).min(wanted))
}

fn whole<'t>(files: &'t [Arc<Source>], file: usize) -> Read<'t> {
    let (drafts, problems, is_toml) =
        reading(files, file, |mut reader| reader.read(&files[file].text));
    Read {
        drafts,
        problems,
        is_toml,
        stands_alone: true,
    }
}

fn piece<'t>(files: &'t [Arc<Source>], file: usize, stretch: &Range<usize>) -> Read<'t> {
    let (mut drafts, problems, is_piece) = reading(files, file, |mut reader| {
        reader.read_piece(&files[file].text[stretch.clone()])
    });
    drafts.shift(stretch.start);
    Read {
        stands_alone: is_piece && problems.is_empty(),
        is_toml: is_piece,
        drafts,
        problems,
    }
}

fn reading<'t>(
    files: &'t [Arc<Source>],
    file: usize,
    read: impl FnOnce(Reader<'_, 't, 't>) -> bool,
) -> (Drafts<'t>, Problems<'t>, bool) {
    let mut drafts = Drafts::default();
    let mut problems = Problems::new(files, Vec::new());
    let is_toml = read(Reader {
        file: u32::try_from(file).expect("a ledger has fewer than 2³² files"),
        drafts: &mut drafts,
        problems: &mut problems,
    });
    (drafts, problems, is_toml)
}
