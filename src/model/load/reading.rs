//! The files of a ledger, read several at a time.

use std::num::NonZero;
use std::ops::{ControlFlow, Range};
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
struct Piece<'t> {
    drafts: Drafts<'t>,
    problems: Problems<'t>,
    is_toml: bool,
    /// Whether it is right by itself; otherwise its file must be read as a whole.
    stands_alone: bool,
}

/// What stands in all files.
pub(super) struct Read<'t> {
    /// The records, file by file.
    pub(super) drafts: Drafts<'t>,
    /// Whether every file is TOML.
    pub(super) are_toml: bool,
    /// What was told last.
    pub(super) progress: Progress,
}

/// Reads all files, and tells behind each, and each piece of a long one, how far it is; none where
/// it shall not go on. What is wrong is added in the order of the files.
pub(super) fn all<'t>(
    files: &'t [Arc<Source>],
    problems: &mut Problems<'t>,
    tell: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<Read<'t>> {
    let tasks = tasks(files);
    let mut progress = Progress::reading(files);
    let mut missing = vec![0; files.len()];
    tasks.iter().for_each(|task| missing[task.file] += 1);
    let mut pieces: Vec<Option<Piece<'t>>> = tasks.iter().map(|_| None).collect();
    let flow = each(files, &tasks, |place, piece| {
        let task = &tasks[place];
        pieces[place] = Some(piece);
        missing[task.file] -= 1;
        progress.files += usize::from(missing[task.file] == 0);
        progress.steps = progress.files;
        progress.bytes += task.stretch.len();
        tell(progress)
    });
    if flow.is_break() {
        return None;
    }
    let mut read = Read {
        drafts: Drafts::default(),
        are_toml: true,
        progress,
    };
    let mut pieces = pieces.into_iter().flatten();
    for tasks in tasks.chunk_by(|a, b| a.file == b.file) {
        let mut pieces: Vec<Piece<'t>> = pieces.by_ref().take(tasks.len()).collect();
        if !pieces.iter().all(|piece| piece.stands_alone) {
            pieces = vec![whole(files, tasks[0].file)];
        }
        for piece in pieces {
            read.drafts.append(piece.drafts);
            problems.append(piece.problems);
            read.are_toml &= piece.is_toml;
        }
    }
    Some(read)
}

fn tasks(files: &[Arc<Source>]) -> Vec<Task> {
    let files = files.iter().enumerate();
    let tasks = files.flat_map(|(file, source)| {
        let pieces = cut::pieces(&source.text).into_iter();
        pieces.map(move |stretch| Task { file, stretch })
    });
    tasks.collect()
}

/// Reads what there is to read, as much at a time as the machine can, and hands each piece over
/// with its place as it is done, as long as it shall go on.
fn each<'t>(
    files: &'t [Arc<Source>],
    tasks: &[Task],
    mut done: impl FnMut(usize, Piece<'t>) -> ControlFlow<()>,
) -> ControlFlow<()> {
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
        let own = std::iter::from_fn(|| read_next().or_else(|| others.recv().ok()));
        let mut all = own.flat_map(|read| std::iter::once(read).chain(others.try_iter()));
        let flow = all.try_for_each(|(place, read)| done(place, read));
        if flow.is_break() {
            // Nothing is left to the others.
            next.store(tasks.len(), Ordering::Relaxed);
        }
        flow
    })
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

fn whole<'t>(files: &'t [Arc<Source>], file: usize) -> Piece<'t> {
    let (drafts, problems, is_toml) =
        reading(files, file, |mut reader| reader.read(&files[file].text));
    Piece {
        drafts,
        problems,
        is_toml,
        stands_alone: true,
    }
}

fn piece<'t>(files: &'t [Arc<Source>], file: usize, stretch: &Range<usize>) -> Piece<'t> {
    let (mut drafts, problems, is_piece) = reading(files, file, |mut reader| {
        reader.read_piece(&files[file].text[stretch.clone()])
    });
    drafts.shift(stretch.start);
    Piece {
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
