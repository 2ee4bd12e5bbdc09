use std::fs;
use std::path::PathBuf;

use super::super::load_folder;
use super::{lines, load};
use crate::model::Kind;

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
    assert_eq!(entities.keys().collect::<Vec<_>>(), ["a2", "a1", "b", "c"]);
    assert_eq!(loaded.ledger.files.len(), 3);
    assert!(loaded.warnings.diagnostics.is_empty());
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
