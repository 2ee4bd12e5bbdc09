//! What Ctrl-C ends, and what a session survives.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::cli::Stop;
use crate::cli::apart::MANY_CELLS;
use crate::repl::commands::tests::{Folder, Talk};

/// Comes to hundreds of millions of rows in one stage.
const WIDE: &str = "claims | expand source.claims as b | expand b.source.claims as c \
    | expand c.source.claims as d | expand d.source.claims as e | count";

/// Raises the flag of a session again and again for as long as something runs.
fn cancelled<T>(talk: &mut Talk, run: impl FnOnce(&mut Talk) -> T) -> T {
    let flag = talk.session.cancel();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
                flag.store(true, Ordering::Relaxed);
            }
        });
        let result = run(talk);
        done.store(true, Ordering::Relaxed);
        result
    })
}

#[test]
fn a_query_is_cancelled_from_another_thread_and_the_next_is_answered() {
    let mut talk = Talk::new();
    for _ in 0..3 {
        let stop = cancelled(&mut talk, |talk| talk.session.line(WIDE));
        assert_eq!(stop, Err(Stop::Interrupted));
        assert!(talk.told().contains("interrupted"));
        assert_eq!(talk.messages("claims | count"), "note: 1 row\n");
    }
}

#[test]
fn what_is_left_behind_is_ended_by_its_own_flag() {
    let mut talk = Talk::new();
    let (go_on, wait) = mpsc::channel::<()>();
    let (tell, told) = mpsc::channel();
    let run = move |cancel: Arc<AtomicBool>| {
        let _ = wait.recv();
        let _ = tell.send(cancel.load(Ordering::Relaxed));
    };
    let stop = cancelled(&mut talk, |talk| talk.session.apart(run));
    assert_eq!(stop, Err(Stop::Interrupted));
    talk.told();
    assert_eq!(talk.messages("claims | count"), "note: 1 row\n");
    drop(go_on);
    assert_eq!(told.recv(), Ok(true));
}

#[test]
fn a_panic_is_told_and_the_session_goes_on() {
    let mut talk = Talk::new();
    let stop = talk.session.apart(|_| -> u8 { panic!("a mistake") });
    assert_eq!(stop, Err(Stop::Runtime));
    assert!(talk.told().contains("this is a mistake in whosaid"));
    assert_eq!(talk.messages("claims | count"), "note: 1 row\n");
}

#[test]
fn the_time_a_text_may_take_is_kept_to_and_told() {
    let mut talk = Talk::new();
    talk.line(".timer on");
    talk.session.settings.timeout = Some(Duration::from_millis(10));
    assert_eq!(talk.session.line(WIDE), Err(Stop::Runtime));
    let told = talk.told();
    assert!(told.contains(" to plan, "), "{told}");
}

#[test]
fn an_answer_of_many_cells_is_written_as_any_other() {
    let (mut talk, folder) = (Talk::new(), Folder::new("many-cells"));
    let [once, exported] = ["once.csv", "exported.csv"].map(|name| folder.path(name));
    talk.line(".mode csv");
    talk.line(&format!(".once {once}"));
    talk.line("claims | expand source.claims as b | select id, b, b.said, b.text");
    let many = folder.read("once.csv");
    assert!(
        many.lines().count() * 4 > MANY_CELLS,
        "{}",
        many.lines().count()
    );
    talk.line(&format!(".export {exported}"));
    assert!(folder.read("exported.csv") == many, "the files differ");
}

#[test]
fn a_query_that_could_not_be_shown_was_asked_all_the_same() {
    let mut talk = Talk::new();
    for (before, refusal) in [
        (".mode timeline", "draws a column of dates"),
        (".mode bar", "draws a column of numbers"),
    ] {
        talk.line("claims | count");
        talk.line(before);
        let told = talk.wrong("sources | search \"zzyzx\" | select id, kind");
        assert!(told.contains(refusal), "{told}");
        assert!(told.contains("warning: "), "{refusal}: {told}");
        let columns = &talk.session.last_answer().expect("an answer").columns;
        assert_eq!(columns.len(), 2, "{refusal}");
        talk.line(".mode table\n.width 0\n| count");
        let last = "sources | search \"zzyzx\" | select id, kind\n| count\n";
        assert_eq!(talk.messages(".last"), last, "{refusal}");
    }
}

#[test]
fn what_of_a_text_was_answered_is_asked_and_remembered() {
    let mut talk = Talk::new();
    talk.session.options.keep_going = true;
    for text in [
        "claims | take 1 | select id; clams",
        "clams; claims | take 1 | select id",
        "let few = claims | take 1; clams; few | select id; sources | select nme",
    ] {
        talk.line("sources");
        let (stop, _, told) = talk.stopped(text);
        assert_eq!(stop, Stop::Query, "{text}");
        assert!(told.contains("‘clams’"), "{text}");
        let behind = talk.results(".why 1");
        assert!(behind.starts_with("claim 000-"), "{text}: {behind}");
        assert_eq!(
            talk.results("| count").trim(),
            "count\n─────\n    1",
            "{text}"
        );
    }
}
