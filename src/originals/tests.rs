use std::path::PathBuf;
use std::{env, fs, process};

use super::*;

fn passage(original: &Original, at: &str) -> Result<String, OutOfRange> {
    original.passage(Locator::parse(at).expect("the test writes sound locators"))
}

#[test]
fn a_text_becomes_canonical() {
    let cases: [(&str, &[&str]); 7] = [
        ("", &[]),
        (" \n\t\n\u{A0}\n", &[]),
        ("one\n\ntwo", &["one", "two"]),
        ("\u{FEFF}one\r\n\r\ntwo\rthree", &["one", "two", "three"]),
        (" one \n \n two", &[" one ", " two"]),
        ("Erdog\u{306}an", &["Erdo\u{11F}an"]),
        // Only the first mark is one of byte order; separators and form feeds end no line.
        (
            "\u{FEFF}\u{FEFF}a\u{2028}b\u{C}c",
            &["\u{FEFF}a\u{2028}b\u{C}c"],
        ),
    ];
    for (text, paragraphs) in cases {
        assert_eq!(Original::new(text).paragraphs(), paragraphs, "{text:?}");
    }
}

#[test]
fn passages_are_cut() {
    let original = Original::new("Erdog\u{306}an said 🙂\n\nno.\nThen yes.");
    let cases = [
        ("p1", "Erdo\u{11F}an said 🙂"),
        ("p1-p2", "Erdo\u{11F}an said 🙂\nno."),
        ("p1-p3", "Erdo\u{11F}an said 🙂\nno.\nThen yes."),
        ("p1:0-8", "Erdo\u{11F}an "),
        ("p1:13-14", "🙂"),
        ("p2:0-3", "no."),
    ];
    for (at, expected) in cases {
        assert_eq!(passage(&original, at).as_deref(), Ok(expected), "{at}");
    }
}

#[test]
fn places_beyond_the_text_are_refused() {
    let original = Original::new("one\ntwo");
    let paragraph = |asked| OutOfRange::Paragraph { asked, count: 2 };
    let offset = |asked| OutOfRange::Offset { asked, length: 3 };
    let cases = [
        ("p3", paragraph(3)),
        ("p1-p3", paragraph(3)),
        ("p4-p9", paragraph(4)),
        ("p4294967295", paragraph(u32::MAX)),
        ("p3:0-1", paragraph(3)),
        ("p2:0-4", offset(4)),
        ("p2:5-9", offset(5)),
        ("p2:0-4294967295", offset(u32::MAX)),
    ];
    for (at, error) in cases {
        assert_eq!(passage(&original, at), Err(error), "{at}");
    }
    assert_eq!(
        Original::new("").passage(Locator::Paragraphs { first: 1, last: 1 }),
        Err(OutOfRange::Paragraph { asked: 1, count: 0 })
    );
}

/// No text reads as these, but whoever embeds the crate can write them.
#[test]
fn places_that_run_backwards_are_empty_or_refused() {
    let original = Original::new("one\ntwo");
    let paragraphs = |first, last| original.passage(Locator::Paragraphs { first, last });
    let nought = OutOfRange::Paragraph { asked: 0, count: 2 };
    assert_eq!(paragraphs(0, 0), Err(nought));
    assert_eq!(paragraphs(0, 2), Err(nought));
    assert_eq!(paragraphs(2, 1).as_deref(), Ok(""));
    let backwards = Locator::Span {
        paragraph: 1,
        start: 2,
        end: 1,
    };
    assert_eq!(original.passage(backwards).as_deref(), Ok(""));
}

#[test]
fn hashes_are_those_of_the_standard() {
    for (text, hash) in [("", "e3b0c44298fc1c14"), ("abc", "ba7816bf8f01cfea")] {
        assert_eq!(passage_hash(text), hash, "{text}");
    }
}

#[test]
fn files_are_found_by_their_bytes() {
    let folder = Temporary::new("found");
    fs::write(folder.0.join("b.txt"), "abc").expect("the folder is ours");
    fs::write(folder.0.join("a.txt"), "abc").expect("the folder is ours");
    fs::write(folder.0.join("c.txt"), b"\xFF").expect("the folder is ours");
    fs::create_dir(folder.0.join("sub.txt")).expect("the folder is ours");
    let found = Folder::open(&folder.0).expect("the folder is there");
    let abc = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
    assert_eq!(found.find(abc), Some(folder.0.join("a.txt").as_path()));
    assert_eq!(found.read(abc).ok(), Some(Some(Original::new("abc"))));
    assert_eq!(found.read("").ok(), Some(None));
    let not_text = hex(&Sha256::digest(b"\xFF"));
    assert_eq!(
        found.read(&not_text).map_err(|it| it.code),
        Err("not-utf-8")
    );
    fs::remove_file(folder.0.join("a.txt")).expect("the folder is ours");
    assert_eq!(
        found.read(abc).map_err(|it| it.code),
        Err("unreadable-file")
    );
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let folder = Temporary::new("missing");
    let missing = Folder::open(&folder.0.join("nowhere"));
    assert_eq!(missing.map_err(|it| it.code).err(), Some("unreadable-file"));
}

/// A folder of this process alone that goes when the test ends.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Temporary {
        let path = env::temp_dir().join(format!("whosaid-originals-{}-{name}", process::id()));
        fs::create_dir_all(&path).expect("the folder for temporary files can be written");
        Temporary(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // What cannot be removed stays; the test has said what it had to.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn far_places_of_a_long_paragraph_are_cut_as_near_ones() {
    let text: String = ('a'..='z').chain(['é', '🙂']).cycle().take(2000).collect();
    let original = Original::new(&text);
    for (start, end) in [(0, 1), (254, 258), (256, 512), (511, 513), (1999, 2000)] {
        let expected: String = text.chars().skip(start).take(end - start).collect();
        let found = passage(&original, &format!("p1:{start}-{end}"));
        assert_eq!(found, Ok(expected), "{start}-{end}");
    }
    let beyond = Err(OutOfRange::Offset {
        asked: 2001,
        length: 2000,
    });
    assert_eq!(passage(&original, "p1:0-2001"), beyond);
}

/// Were the place of each looked for from the beginning, this would take minutes.
#[test]
fn many_passages_of_one_paragraph_are_cut_in_no_time() {
    let text = "A guard said so. é ".repeat(40_000);
    let original = Original::new(&text);
    let mut finder = Finder::new(&original);
    for start in (0..700_000).step_by(19) {
        let at = Locator::Span {
            paragraph: 1,
            start,
            end: start + 16,
        };
        assert_eq!(original.passage(at).as_deref(), Ok("A guard said so."));
        let hash = passage_hash("A guard said so.");
        assert_eq!(finder.find(at, &hash), Standing::There);
    }
}
