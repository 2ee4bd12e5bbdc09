//! `stamp`, on copies of the seeds and on ledgers of its own.

use std::fs;
use std::path::Path;

use super::{Folder, Run, run, text};

/// The ledger that most tests stamp; each way to write a report occurs.
const LEDGER: &str = "\
# A ledger.\r
[[document]]\r
id = \"bridge\" # read in May\r
title = \"The bridge\"\r
\r
[[claim]]\r
id = \"shut\"\r
text = \"It is shut.\"\r
stance = \"report\"\r
\tat = 'p2:0-14' # the mayor\r
cue = \"say\"\r
\r
[[claim.report]]\r
at = \"p3\"\r
\r
[[claim]]\r
id = \"open\"\r
text = \"It is open.\"\r
stance = \"report\"\r
report = [{ at = \"p1-p2\" }, { at = \"p4:4-10\", cue = \"say\" }]\r
\r
[[report]]\r
claim = \"shut\"\r
document = \"bridge\"\r
at = \"p4\"";

const TEXT: &str = "Of bridges and their mayors.\n\nThe bridge is shut today.\n\n\
                    So the mayor has it, who lives across.\nThe keeper denies it.\n";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        // A copy may be written, whatever its original is.
        let bytes = fs::read(entry.path()).expect("a readable file");
        fs::write(to.join(entry.file_name()), bytes).expect("a writable file");
    }
}

/// Stamps the ledger in `ledger` by the texts in `texts`, both below a folder.
fn stamp(folder: &Folder, options: &[&str]) -> Run {
    let (ledger, texts) = (folder.0.join("ledger"), folder.0.join("texts"));
    let mut arguments = vec!["stamp", text(&ledger), "--originals", text(&texts)];
    arguments.extend(options);
    run(&arguments)
}

/// Returns the last note.
fn summary(run: &Run) -> &str {
    run.err.lines().last().unwrap_or_default()
}

#[test]
fn hashes_come_right_behind_and_nothing_else_changes() {
    let folder = Folder::new("stamp-fill");
    let file = folder.write("ledger/a.toml", LEDGER);
    folder.write("texts/bridge_01.txt", TEXT);
    for (option, code) in [("--dry-run", 0), ("--check", 1)] {
        let run = stamp(&folder, &[option]);
        assert_eq!(run.code, Some(code), "{run:?}");
        assert_eq!(folder.read("ledger/a.toml"), LEDGER, "{option}");
        let expected = "note: 6 filled in, 0 re-anchored, 0 refreshed, 0 left; nothing was written";
        assert_eq!(summary(&run), expected);
    }
    let run = stamp(&folder, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let stamped = folder.read("ledger/a.toml");
    let lines: Vec<&str> = stamped.split("\r\n").collect();
    let behind = |at: &str| {
        let line = lines.iter().position(|line| *line == at).expect(at);
        lines[line + 1]
    };
    assert!(behind("id = \"bridge\" # read in May").starts_with("sha256 = \""));
    assert!(behind("\tat = 'p2:0-14' # the mayor").starts_with("\thash = \""));
    assert!(behind("at = \"p3\"").starts_with("hash = \""));
    assert!(behind("at = \"p4\"").starts_with("hash = \""));
    let inline = stamped.matches("\", hash = \"").count();
    assert_eq!(inline, 2, "{stamped}");
    // Without what was added it is what it was.
    let lines = lines.iter().filter(|line| {
        let key = line.trim_start();
        !key.starts_with("hash") && !key.starts_with("sha256")
    });
    let mut rest = lines.copied().collect::<Vec<_>>().join("\r\n");
    while let Some(at) = rest.find(", hash = \"") {
        rest.replace_range(at..at + ", hash = \"0123456789abcdef\"".len(), "");
    }
    assert_eq!(rest, LEDGER);
    let place = format!("{}:10:7: report ‘shut/1’", text(&file));
    assert!(run.out.contains(&place), "{run:?}");
    let again = stamp(&folder, &["--check"]);
    assert_eq!((again.code, &*again.out), (Some(0), ""), "{again:?}");
    assert_eq!(
        fs::read_dir(folder.0.join("ledger"))
            .expect("a folder")
            .count(),
        1
    );
}

#[test]
fn passages_are_followed_and_what_is_gone_is_left() {
    let folder = Folder::new("stamp-move");
    folder.write("ledger/a.toml", LEDGER);
    folder.write("texts/bridge.txt", TEXT);
    assert_eq!(stamp(&folder, &[]).code, Some(0));
    let before = folder.read("ledger/a.toml");
    // A paragraph more, a word more, and one paragraph written anew.
    let text = TEXT.replace("The bridge", "New.\nAlas, the bridge. The bridge");
    folder.write(
        "texts/bridge.txt",
        &text.replace("So the mayor", "Thus the mayor"),
    );
    let run = stamp(&folder, &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let expected = "note: 0 filled in, 3 re-anchored, 0 refreshed, 3 left";
    assert_eq!(summary(&run), expected, "{run:?}");
    let moved = before.replace("'p2:0-14'", "'p3:18-32'");
    let moved = moved
        .replace("\"p4:4-10\"", "\"p5:4-10\"")
        .replace("\"p4\"", "\"p5\"");
    assert_eq!(folder.read("ledger/a.toml"), moved);
    for (code, place) in [
        ("p3", "a.toml:17:8"),
        ("p1-p2", "a.toml:23:34"),
        ("SHA-256", "a.toml:4:10"),
    ] {
        assert!(
            run.err.contains(code) && run.err.contains(place),
            "{place}: {run:?}"
        );
    }
    let forced = stamp(&folder, &["--force"]);
    assert_eq!(forced.code, Some(0), "{forced:?}");
    assert_eq!(
        summary(&forced),
        "note: 0 filled in, 0 re-anchored, 3 refreshed, 0 left"
    );
    let again = stamp(&folder, &["--check"]);
    assert_eq!((again.code, &*again.out), (Some(0), ""), "{again:?}");
}

#[test]
fn of_several_places_the_nearest_is_named_as_such() {
    let folder = Folder::new("stamp-several");
    let ledger = "[[document]]\nid = \"d\"\ntitle = \"T\"\n\
                  [[claim]]\nid = \"c\"\ntext = \"X.\"\nstance = \"report\"\nat = \"p1:0-3\"\n";
    folder.write("ledger/a.toml", ledger);
    folder.write("texts/d.txt", "one two\n");
    assert_eq!(stamp(&folder, &[]).code, Some(0));
    folder.write("texts/d.txt", "two one one\n");
    let run = stamp(&folder, &[]);
    let expected = "from p1:0-3 to p1:4-7, the nearest of 2 places that have it";
    assert!(run.out.contains(expected), "{run:?}");
}

#[test]
fn a_report_out_of_range_is_left_even_by_force() {
    let folder = Folder::new("stamp-range");
    folder.write("ledger/a.toml", LEDGER);
    folder.write("texts/bridge.txt", "Short.\nThe bridge is shut.\n");
    let run = stamp(&folder, &["--force"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        summary(&run),
        "note: 3 filled in, 0 re-anchored, 0 refreshed, 3 left"
    );
    assert!(
        run.err.contains("there is no paragraph 4: the text has 2"),
        "{run:?}"
    );
}

#[test]
fn no_hash_is_filled_in_from_a_text_that_changed() {
    let folder = Folder::new("stamp-unsure");
    let sha256 = "0".repeat(64);
    let known = LEDGER.replace("\r\ntitle", &format!("\r\nsha256 = \"{sha256}\"\r\ntitle"));
    folder.write("ledger/a.toml", &known);
    folder.write("texts/bridge.txt", TEXT);
    let run = stamp(&folder, &[]);
    assert_eq!((run.code, &*run.out), (Some(1), ""), "{run:?}");
    assert_eq!(
        summary(&run),
        "note: 0 filled in, 0 re-anchored, 0 refreshed, 6 left"
    );
    assert_eq!(folder.read("ledger/a.toml"), known);
    let forced = stamp(&folder, &["--force"]);
    assert_eq!(
        summary(&forced),
        "note: 5 filled in, 0 re-anchored, 1 refreshed, 0 left"
    );
}

#[test]
fn the_file_of_a_document_is_told_by_its_name_or_is_the_only_one() {
    let document = |id: &str| format!("[[document]]\nid = \"{id}\"\ntitle = \"T\"\n");
    let cases: [(&[&str], &[&str], i32, usize); 8] = [
        (&["a"], &["a.txt"], 0, 1),
        (&["a"], &["A story.txt"], 0, 1),
        (&["a"], &[".hidden"], 1, 0),
        (&["a"], &["b.txt", "c.txt"], 1, 0),
        (&["a"], &["a_1.txt", "a_2.txt"], 1, 0),
        (&["a", "a_b"], &["a_b_c.txt", "a_c.txt"], 0, 2),
        (&["a", "b"], &["a-1", "c"], 0, 2),
        (&["a", "b"], &["ab.txt"], 1, 0),
    ];
    for (number, (ids, files, code, filled)) in cases.into_iter().enumerate() {
        let folder = Folder::new(&format!("stamp-files-{number}"));
        let ledger: String = ids.iter().map(|id| document(id)).collect();
        folder.write("ledger/a.toml", &ledger);
        files.iter().for_each(|file| {
            folder.write(&format!("texts/{file}"), file);
        });
        let run = stamp(&folder, &[]);
        let expected = format!("note: {filled} filled in, ");
        assert!(
            summary(&run).starts_with(&expected),
            "{ids:?} {files:?}: {run:?}"
        );
        assert_eq!(run.code, Some(code), "{ids:?} {files:?}: {run:?}");
    }
}

#[test]
fn wrong_input_is_told_and_changes_nothing() {
    let folder = Folder::new("stamp-wrong");
    let ledger = folder.write("ledger/a.toml", LEDGER);
    let texts = folder.write("texts/bridge.txt", TEXT);
    let (ledger, texts) = (text(&ledger), text(&texts));
    let below = text(&folder.0);
    let wrong: [(&[&str], i32); 5] = [
        (&["stamp", ledger], 2),
        (&["stamp", ledger, "--originals", "no-such-folder"], 2),
        (&["stamp", ledger, "--originals", texts], 2),
        (&["stamp", "--sample", "--originals", below], 2),
        (&["stamp", "no-such-folder", "--originals", below], 4),
    ];
    for (arguments, code) in wrong {
        let run = run(arguments);
        assert_eq!(
            (run.code, &*run.out),
            (Some(code), ""),
            "{arguments:?} {run:?}"
        );
        assert!(run.err.contains("error: "), "{run:?}");
    }
    fs::write(texts, b"\xFF").expect("ours");
    let run = stamp(&folder, &[]);
    assert_eq!((run.code, &*run.out), (Some(1), ""), "{run:?}");
    assert!(run.err.contains("is not UTF-8 text"), "{run:?}");
    assert_eq!(folder.read("ledger/a.toml"), LEDGER);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_told_with_those_that_were() {
    let folder = Folder::new("stamp-readonly");
    let claim = "[[claim]]\nid = \"c\"\ntext = \"X.\"\nstance = \"report\"\ndocument = \"bridge\"\nat = \"p1\"\n";
    let other = folder.write("ledger/b.toml", claim);
    folder.write("real.toml", LEDGER);
    std::os::unix::fs::symlink("../real.toml", folder.0.join("ledger/a.toml")).expect("links");
    folder.write("texts/bridge.txt", TEXT);
    let mut permissions = fs::metadata(&other).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&other, permissions).expect("ours");
    let run = stamp(&folder, &[]);
    assert_eq!(run.code, Some(5), "{run:?}");
    let message = format!("error: cannot write ‘{}’: it is read-only", text(&other));
    assert!(run.err.contains(&message), "{run:?}");
    assert!(
        summary(&run).starts_with("note: these files were written: ‘"),
        "{run:?}"
    );
    assert!(run.err.contains("note: 6 filled in, "), "{run:?}");
    assert_eq!(folder.read("ledger/b.toml"), claim);
    let link = folder.0.join("ledger/a.toml");
    assert!(fs::symlink_metadata(link).expect("a link").is_symlink());
    assert!(folder.read("real.toml").contains("\thash = "));
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_that_cannot_be_shown_hides_no_file_that_cannot_be_written() {
    let folder = Folder::new("stamp-full");
    let file = folder.write("ledger/a.toml", LEDGER);
    folder.write("texts/bridge.txt", TEXT);
    let run = |full: bool| {
        let mut command = super::program();
        let (ledger, texts) = (folder.0.join("ledger"), folder.0.join("texts"));
        command
            .arg("stamp")
            .arg(ledger)
            .arg("--originals")
            .arg(texts);
        if full {
            let full = fs::File::options().write(true).open("/dev/full");
            command.stdout(full.expect("a device"));
        }
        let output = command.output().expect("it ends");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), told)
    };
    let mut permissions = fs::metadata(&file).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions.clone()).expect("ours");
    let (code, told) = run(true);
    assert_eq!(code, Some(5), "{told}");
    for expected in ["it is read-only", "no file was written"] {
        assert!(told.contains(expected), "{told}");
    }
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
    fs::set_permissions(&file, permissions).expect("ours");
    let (code, told) = run(true);
    assert_eq!(code, Some(5), "{told}");
    assert!(told.contains("cannot write to standard output"), "{told}");
    assert!(told.contains("6 filled in"), "{told}");
    assert_eq!(run(false).0, Some(0));
}

#[test]
fn a_check_says_what_stamping_would_mend() {
    let folder = Folder::new("stamp-checked");
    folder.write("ledger/a.toml", LEDGER);
    folder.write("texts/bridge.txt", TEXT);
    let (ledger, texts) = (folder.0.join("ledger"), folder.0.join("texts"));
    let check = |options: &[&str]| {
        let mut arguments = vec!["check", text(&ledger)];
        arguments.extend(options);
        run(&arguments)
    };
    let originals: &[&str] = &["--originals", text(&texts)];
    let without = check(&[]);
    assert_eq!((without.code, &*without.out), (Some(0), ""), "{without:?}");
    let unstamped = check(originals);
    assert_eq!(unstamped.code, Some(0), "{unstamped:?}");
    assert_eq!(
        unstamped.out.matches("[unstamped]").count(),
        6,
        "{unstamped:?}"
    );
    // Each is told once, however strict the reader.
    let strict = check(&[originals, &["--strict"]].concat());
    assert_eq!(strict.out.matches("has no hash").count(), 5, "{strict:?}");
    assert_eq!(stamp(&folder, &[]).code, Some(0));
    let stamped = check(&[originals, &["--only", "unstamped"]].concat());
    assert_eq!((stamped.code, &*stamped.out), (Some(0), ""), "{stamped:?}");
    folder.write(
        "texts/bridge.txt",
        &TEXT.replace("Of bridges", "New.\n\nOf bridges"),
    );
    let moved = check(originals);
    assert_eq!(moved.code, Some(1), "{moved:?}");
    assert_eq!(moved.out.matches("[passage-moved]").count(), 5, "{moved:?}");
    assert!(
        moved.out.contains("is no longer at p2:0-14 but at p3:0-14"),
        "{moved:?}"
    );
    let alone = check(&["--only", "passage-moved"]);
    assert_eq!((alone.code, &*alone.out), (Some(2), ""), "{alone:?}");
    assert!(alone.err.contains("--originals DIR"), "{alone:?}");
}

fn seeds() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"))
}

/// Takes the hashes out of a copy of the seeds.
fn strip(folder: &Folder) {
    for entry in fs::read_dir(folder.0.join("ledger"))
        .expect("a folder")
        .flatten()
    {
        let text = fs::read_to_string(entry.path()).expect("a seed");
        let lines = text.split_inclusive('\n');
        let rest =
            lines.filter(|line| !line.starts_with("hash = ") && !line.starts_with("sha256 = "));
        fs::write(entry.path(), rest.collect::<String>()).expect("a writable copy");
    }
}

/// Writes a text of our own with as many paragraphs as any report of the seeds needs.
fn filler(document: usize) -> Vec<String> {
    let paragraph = |number| {
        let words = (0..120).map(|word| format!("w{document}-{number}-{word}"));
        words.collect::<Vec<_>>().join(" ")
    };
    (1..60).map(paragraph).collect()
}

#[test]
fn the_seeds_can_be_stamped_by_any_text() {
    let folder = Folder::new("stamp-seeds");
    copy(seeds(), &folder.0.join("ledger"));
    strip(&folder);
    let mut texts: Vec<Vec<String>> = (0..5).map(filler).collect();
    for (number, paragraphs) in texts.iter().enumerate() {
        folder.write(&format!("texts/00{number}.txt"), &paragraphs.join("\n\n"));
    }
    let run = stamp(&folder, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.lines().count() > 100, "{run:?}");
    for (number, paragraphs) in texts.iter_mut().enumerate() {
        paragraphs
            .iter_mut()
            .for_each(|it| it.insert_str(0, "New "));
        paragraphs.insert(0, "New.".to_owned());
        folder.write(&format!("texts/00{number}.txt"), &paragraphs.join("\n"));
    }
    let moved = stamp(&folder, &[]);
    // Spans are found; whole paragraphs have another word now, and so have no place any more.
    assert_eq!(moved.code, Some(1), "{moved:?}");
    assert!(moved.out.contains("to p4:"), "{moved:?}");
    let again = stamp(&folder, &["--force"]);
    assert_eq!(again.code, Some(0), "{again:?}");
}

#[test]
fn the_seeds_get_their_own_hashes_back() {
    let originals = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/originals"));
    if !originals.is_dir() {
        return;
    }
    let folder = Folder::new("stamp-originals");
    copy(seeds(), &folder.0.join("ledger"));
    copy(originals, &folder.0.join("texts"));
    let unchanged = stamp(&folder, &["--check"]);
    assert_eq!(
        (unchanged.code, &*unchanged.out),
        (Some(0), ""),
        "{unchanged:?}"
    );
    strip(&folder);
    let run = stamp(&folder, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for entry in fs::read_dir(seeds()).expect("the seeds").flatten() {
        let name = entry.file_name();
        let name = name.to_str().expect("plain names");
        let seed = fs::read_to_string(entry.path()).expect("a seed");
        assert!(
            folder.read(&format!("ledger/{name}")) == seed,
            "{name} differs"
        );
    }
    // A paragraph more before the first, and a word more at the head of every other.
    for entry in fs::read_dir(folder.0.join("texts"))
        .expect("a folder")
        .flatten()
    {
        let text = fs::read_to_string(entry.path()).expect("an original");
        let lines = text.lines().map(|line| match line.trim() {
            "" => String::new(),
            _ => format!("New {line}\n"),
        });
        let shifted = format!("New.\n\n{}", lines.collect::<String>());
        fs::write(entry.path(), shifted).expect("a writable copy");
    }
    let run = stamp(&folder, &["--dry-run"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let moved = run.out.lines().filter(|line| line.contains(" moves from "));
    assert!(moved.count() > 80, "{run:?}");
}
