//! `fmt`, in folders of its own.

use super::{Folder, program, run, run_fed, text};

#[test]
fn fmt_lays_query_files_out_in_place() {
    let folder = Folder::new("fmt");
    let path = folder.write("queries/how-many.who", "## How many.\nclaims|COUNT # all\n");
    folder.write("queries/sub/good.who", "claims | count\n");
    folder.write("queries/notes.txt", "claims|count");
    let fmt = |arguments: &[&str]| {
        let mut command = program();
        command.current_dir(&folder.0).arg("fmt").args(arguments);
        run_fed(&mut command, b"claims|take   3")
    };
    let laid_out = "## How many.\nclaims | count # all\n";
    for file in ["queries", "how-many", text(&path)] {
        let before = folder.read("queries/how-many.who");
        let check = fmt(&[file, "--check"]);
        assert_eq!(check.code, Some(1), "{check:?}");
        assert!(
            check.out.contains("    + claims | count # all\n"),
            "{check:?}"
        );
        assert_eq!(folder.read("queries/how-many.who"), before);
        let run = fmt(&[file]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
        assert!(run.err.contains(", 1 changed"), "{run:?}");
        assert_eq!(folder.read("queries/how-many.who"), laid_out);
        let check = fmt(&["--check", file]);
        assert_eq!((check.code, check.out.as_str()), (Some(0), ""), "{check:?}");
        folder.write("queries/how-many.who", &before);
    }
    assert_eq!(folder.read("queries/notes.txt"), "claims|count");
    let run = fmt(&["-"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (Some(0), "claims | take 3\n"),
        "{run:?}"
    );
    assert_eq!(fmt(&["-", "--check"]).code, Some(1));
    for wrong in ["no-such-file", "."] {
        let empty = Folder::new("fmt-empty");
        let mut command = program();
        command.current_dir(&empty.0).args(["fmt", wrong]);
        assert_eq!(run_fed(&mut command, b"").code, Some(2), "{wrong}");
    }
}

#[test]
fn fmt_leaves_a_broken_file_alone_and_goes_on() {
    let folder = Folder::new("fmt-broken");
    let broken = folder.write("a.who", "claims|tke 3");
    let other = folder.write("b.who", "claims|take 3");
    let run = run(&["fmt", text(&broken), text(&other)]);
    assert_eq!((run.code, run.out.as_str()), (Some(3), ""), "{run:?}");
    assert!(run.err.contains("a.who:1:8"), "{run:?}");
    assert_eq!(folder.read("a.who"), "claims|tke 3");
    assert_eq!(folder.read("b.who"), "claims | take 3\n");
}
