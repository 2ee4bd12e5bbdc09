use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::super::{load_folder, load_folder_telling};
use super::{Text, lines, load, load_texts};
use crate::model::{Kind, Stage};

/// A folder that goes when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("whosaid-{}-{name}", std::process::id()));
        fs::create_dir_all(path.join("deep/deeper")).expect("a temporary folder can be made");
        Folder(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).expect("a temporary file can be written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn entity(id: &str) -> String {
    format!("[[entity]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"group\"\n")
}

#[test]
fn all_toml_files_are_read_in_order_of_path() {
    let folder = Folder::new("order");
    folder.write("b.toml", entity("b"));
    folder.write("a.toml", entity("a2") + &entity("a1"));
    folder.write("deep/deeper/c.toml", entity("c"));
    folder.write(".hidden.toml", "no TOML");
    folder.write("notes.txt", "no TOML");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder.0, folder.0.join("deep/loop")).expect("a link can be made");
    let loaded = load_folder(&folder.0).expect("the files are sound");
    let entities = &loaded.ledger.table(Kind::Entities).records;
    assert_eq!(
        entities.keys().map(|id| &**id).collect::<Vec<_>>(),
        ["a2", "a1", "b", "c"]
    );
    assert_eq!(loaded.ledger.files.len(), 3);
    assert!(loaded.warnings.diagnostics.is_empty());
}

/// Makes a ledger of so many files, each long enough to be read beside others.
fn many(files: usize, record: impl Fn(usize) -> String) -> Vec<Text> {
    let filler = "# Nothing.\n".repeat(1000);
    // Named so that they come backwards.
    let file = |number: usize| Text {
        name: format!("{:03}.toml", files - number - 1),
        text: record(files - number - 1) + &filler,
    };
    (0..files).map(file).collect()
}

#[test]
fn many_files_are_read_at_a_time_and_stay_in_order() {
    let files = many(60, |number| entity(&format!("e{number}")));
    let loaded = load_texts(files).expect("the files are sound");
    let entities = &loaded.ledger.table(Kind::Entities).records;
    let expected: Vec<String> = (0..60).map(|number| format!("e{number}")).collect();
    let found: Vec<&str> = entities.keys().map(|id| &**id).collect();
    assert_eq!(found, expected);

    let files = many(60, |number| {
        entity("same") + &format!("names = \"{number}\"\n")
    });
    let found = lines(&load_texts(files).expect_err("every file is wrong"));
    for (number, line) in found.iter().filter(|it| it.contains("names")).enumerate() {
        assert!(
            line.starts_with(&format!("{number:03}.toml:5:1 ")),
            "{line}"
        );
    }
    assert_eq!(found.len(), 60 + 59, "{found:#?}");
}

/// Makes a ledger of one long file, which is read in pieces.
fn long(records: impl Fn(usize) -> String) -> Vec<Text> {
    let filler = "# Nothing.\n".repeat(10_000);
    let name = "a.toml".to_owned();
    let text = (0..20).map(|number| filler.clone() + &records(number));
    vec![Text {
        name,
        text: text.collect(),
    }]
}

#[test]
fn a_long_file_is_read_in_pieces_as_it_would_be_whole() {
    let record = |number: usize| entity(&format!("e{number}"));
    let loaded = load_texts(long(record)).expect("the file is sound");
    let entities = &loaded.ledger.table(Kind::Entities).records;
    let expected: Vec<String> = (0..20).map(|number| format!("e{number}")).collect();
    let found: Vec<&str> = entities.keys().map(|id| &**id).collect();
    assert_eq!(found, expected);
    let text = &loaded.ledger.files[0].text;
    for (id, record) in entities {
        let place = &text[record.place.1.range()];
        assert_eq!(place, format!("\"{id}\""));
        let name = record.place_of(Kind::Entities.place("name"));
        assert!(name.1.start > record.place.1.start, "{id}");
        assert_eq!(&text[name.1.range()], place);
    }
}

#[test]
fn what_is_wrong_in_a_long_file_is_told_as_it_would_be_whole() {
    let wrong = |number: usize, wrong: &str| match number {
        7 => entity("e7") + wrong,
        number => entity(&format!("e{number}")),
    };
    let cases = [
        ("names = 1\n", "a.toml:80033:1 entities have no key ‘names’"),
        (
            "id = \"x\"\n",
            "a.toml:80033:1 this is not TOML: ‘id’ stands twice in one table",
        ),
        (
            "part_of = \"e30\"\n",
            "a.toml:80033:11 there is no entity ‘e30’",
        ),
        // It leans on what the piece before ends with.
        (
            "[claim]\nid = \"x\"\n",
            "a.toml:80033:2 ‘claim’ does not stand in double brackets",
        ),
    ];
    for (text, expected) in cases {
        let found = lines(&load_texts(long(|number| wrong(number, text))).expect_err(text));
        assert!(found[0].starts_with(expected), "{text} {found:#?}");
    }
}

#[test]
fn it_is_told_once_behind_each_file_how_far_the_files_are_read() {
    let folder = Folder::new("told");
    for Text { name, text } in many(40, |number| entity(&format!("e{number}"))) {
        folder.write(&name, text);
    }
    let mut told = Vec::new();
    let loaded = load_folder_telling(&folder.0, &mut |progress| {
        told.push(progress);
        ControlFlow::Continue(())
    });
    assert!(loaded.is_ok());
    let reading = told.iter().filter(|it| it.stage == Stage::Reading);
    let files: Vec<usize> = reading.map(|it| it.files).collect();
    assert_eq!(files, (1..=40).collect::<Vec<_>>());
    assert!(told.is_sorted_by_key(|it| it.bytes));
    let last = told.last().expect("there are files");
    assert_eq!((last.files, last.bytes), (last.of_files, last.of_bytes));
}

#[test]
fn files_are_read_no_further_than_wanted() {
    let folder = Folder::new("stopped");
    for Text { name, text } in many(40, |number| entity(&format!("e{number}"))) {
        folder.write(&name, text);
    }
    let mut told = 0;
    let loaded = load_folder_telling(&folder.0, &mut |progress| {
        told += 1;
        match progress.files {
            3 => ControlFlow::Break(()),
            _more => ControlFlow::Continue(()),
        }
    });
    assert!(loaded.is_err());
    assert_eq!(told, 3);
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_the_byte() {
    let folder = Folder::new("bytes");
    folder.write("a.toml", b"# caf\xe9\n");
    let found = lines(&load_folder(&folder.0).expect_err("the file is not UTF-8"));
    assert!(
        found[0].contains("is not UTF-8 text: byte 5 is wrong"),
        "{found:?}"
    );
}

#[test]
fn a_folder_that_is_not_there_is_an_error_and_an_empty_one_a_warning() {
    let folder = Folder::new("empty");
    let found = lines(&load_folder(&folder.0.join("none")).expect_err("there is no such folder"));
    assert!(found[0].contains("cannot be opened"), "{found:?}");
    let loaded = load_folder(&folder.0).expect("an empty folder is no error");
    assert!(lines(&loaded.warnings)[0].contains("holds no records"));
    let loaded = load(&[]).expect("no files are no error");
    assert_eq!(loaded.warnings.diagnostics.len(), 1);
}

#[test]
fn odd_files_do_no_harm() {
    for text in [
        "",
        "\u{feff}",
        "\r\n",
        "[[",
        "]]",
        "\"",
        "'''",
        "[[claim]]\r\n",
        "\0",
        "a.b.c = {}",
    ] {
        if let Err(report) = load(&[("a.toml", text)]) {
            assert!(report.has_errors(), "{text:?}");
        }
    }
    let deep = format!(
        "[[claim]]\nabout = {}{}",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    assert!(load(&[("a.toml", &deep)]).is_err());
}

#[test]
fn the_seeds_are_sound() {
    let seeds = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds");
    // A packaged crate may come without them.
    if seeds.is_dir() {
        let loaded = load_folder(&seeds).unwrap_or_else(|report| panic!("{:#?}", lines(&report)));
        assert!(loaded.ledger.table(Kind::Claims).records.len() > 100);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_named_and_not_waited_for() {
    let folder = Folder::new("socket");
    folder.write("a.toml", entity("a"));
    let socket = std::os::unix::net::UnixListener::bind(folder.0.join("b.toml"));
    socket.expect("a socket can be made in a temporary folder");
    let found = lines(&load_folder(&folder.0).expect_err("a socket holds no records"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("b.toml’ cannot be read: it is no regular file"),
        "{found:?}"
    );
}
