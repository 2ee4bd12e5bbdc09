use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::value::term_safe;

fn lines(items: &[&str], most: usize, count: usize) -> (Vec<String>, bool) {
    let items: Vec<Cow<'_, str>> = items.iter().map(|item| term_safe(item)).collect();
    let wrapped = wrap(&items, most, count);
    let lines = wrapped.lines.iter().map(|line| line.to_string());
    (lines.collect(), wrapped.is_cut)
}

#[test]
fn texts_wrap_at_blanks_and_lists_between_their_items() {
    let all = usize::MAX;
    let cases: &[(&[&str], usize, &[&str])] = &[
        (&["one two three"], 20, &["one two three"]),
        (&["one two three"], 8, &["one two", "three"]),
        (&["one two three"], 4, &["one", "two", "thre", "e"]),
        (
            &["Abu Mazen,", "Hamas,", "Saleh al-Arouri"],
            18,
            &["Abu Mazen, Hamas,", "Saleh al-Arouri"],
        ),
        (
            &["Abu Mazen,", "Saleh al-Arouri"],
            12,
            &["Abu Mazen,", "Saleh", "al-Arouri"],
        ),
        (
            &["https://example.org/a/long/path"],
            16,
            &["https://example.", "org/a/long/path"],
        ),
        (&["中文的报纸"], 4, &["中文", "的报", "纸"]),
        (&["中文"], 1, &["…", "…"]),
        (
            &["e\u{301}e\u{301}e\u{301}"],
            2,
            &["e\u{301}e\u{301}", "e\u{301}"],
        ),
        (
            &["👩\u{200D}👩\u{200D}👧 x"],
            12,
            &["👩⟨U+200D⟩👩", "⟨U+200D⟩👧 x"],
        ),
        (&[""], 5, &[""]),
    ];
    for (items, most, expected) in cases {
        assert_eq!(lines(items, *most, all).0, *expected, "{items:?} {most}");
    }
}

#[test]
fn what_has_no_room_is_cut_and_says_so() {
    assert_eq!(
        lines(&["one two three"], 5, 2),
        (vec!["one".into(), "two…".into()], true)
    );
    assert_eq!(
        lines(&["one two three"], 9, 2),
        (vec!["one two".into(), "three".into()], false)
    );
    assert_eq!(lines(&["onetwothree"], 4, 1), (vec!["one…".into()], true));
    assert_eq!(cut("denies", 6), (Cow::Borrowed("denies"), false));
    assert_eq!(cut("denies", 4).0, "den…");
    assert_eq!(cut("中文", 3).0, "中…");
    assert_eq!(cut("中文", 2).0, "…");
    assert_eq!(cut("中文", 0).0, "");
    let within = |text, most| cut_within(text, most).0.into_owned();
    assert_eq!(within("003-moved-denied", 9), "003-…nied");
    assert_eq!(within("003-moved-denied", 2), "0…");
    assert_eq!(within("003-moved", 9), "003-moved");
    assert_eq!(within("中文报纸", 5), "中…纸");
    assert_eq!(within("中文报纸", 0), "");
}

#[test]
fn names_break_behind_their_parts() {
    let cases: [(&str, usize, &[&str]); 5] = [
        ("document", 8, &["document"]),
        ("claim.source.party", 13, &["claim.source.", "party"]),
        ("first_seen", 6, &["first_", "seen"]),
        ("number of rows", 9, &["number of", "rows"]),
        ("document", 6, &["docume", "nt"]),
    ];
    for (name, most, expected) in cases {
        assert_eq!(wrap_name(name, most).lines, expected, "{name}");
    }
}

#[test]
fn text_from_right_to_left_is_isolated_where_that_is_asked_for() {
    for text in ["שלום", "حماس", "a حماس b"] {
        assert_eq!(isolated(text, true), format!("\u{2068}{text}\u{2069}"));
        assert_eq!(width(&isolated(text, true)), width(text));
        assert_eq!(isolated(text, false), text);
    }
    for text in ["", "Hamas", "中文", "Türkiye"] {
        assert_eq!(isolated(text, true), text);
    }
}

#[test]
fn very_long_texts_are_not_measured_to_their_end() {
    let letters = "x".repeat(1 << 20);
    assert!(width_up_to(&letters, 80) > 80);
    assert_eq!(width_up_to(&"e\u{301}".repeat(50), 80), 50);
    let marks = format!("e{}", "\u{301}".repeat(100_000));
    assert_eq!(width_up_to(&marks, 80), 1);
    assert_eq!(lines(&[&letters], 80, 3).0.len(), 3);
}

proptest! {
    #[test]
    fn no_line_is_wider_than_asked(
        items in proptest::collection::vec("\\PC{0,30}|[a-z ]{0,40}|[אבש حماسلا中e\u{301}👍🏽❤\u{FE0F}🇹🇷 -]{0,20}", 1..4),
        most in 1..40_usize,
        count in 1..5_usize,
    ) {
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        for count in [count, usize::MAX] {
            let (lines, is_cut) = lines(&items, most, count);
            prop_assert!(!lines.is_empty() && lines.len() <= count);
            for line in &lines {
                prop_assert!(width(line) <= most, "{:?} {}", line, width(line));
            }
            if count == usize::MAX {
                prop_assert!(!is_cut);
            }
        }
        let (short, _) = cut(items[0], most);
        prop_assert!(width(&short) <= most.max(width(items[0]).min(most)));
    }

    #[test]
    fn wrapping_loses_nothing(text in "[a-z/.]{1,30}( [a-zé中]{1,20}){0,5}", most in 2..30_usize) {
        let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        let (lines, _) = lines(&[&text], most, usize::MAX);
        prop_assert_eq!(letters(&lines.concat()), letters(&text));
    }
}
