//! Where words stand in a text.

use std::ops::Range;

use super::{Original, words};
use crate::value::Locator;

/// Finds the passages of single paragraphs that have these words, in order; where `…` stands between,
/// the passage runs from the first to the last.
///
/// Case, marks and quotation marks do not count, except that marks at the ends of what is looked for
/// are part of the passage where it has them.
pub fn locate(original: &Original, wanted: &str) -> Vec<Locator> {
    let wanted = wanted.trim().replace("...", "…");
    let parts = wanted.split('…').map(words);
    let parts: Vec<Vec<String>> = parts.filter(|part| !part.is_empty()).collect();
    let Some((first, rest)) = parts.split_first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (number, paragraph) in (1u32..).zip(original.paragraphs()) {
        let chars: Vec<char> = paragraph.chars().collect();
        let tokens = tokens(&chars);
        for start in 0..tokens.len() {
            let Some(end) = follow(&tokens, start, first, rest) else {
                continue;
            };
            let place = tokens[start].place.start..tokens[end - 1].place.end;
            let place = with_marks(&chars, place, &wanted);
            let at = |place: usize| u32::try_from(place).ok();
            if let (Some(start), Some(end)) = (at(place.start), at(place.end)) {
                found.push(Locator::Span {
                    paragraph: number,
                    start,
                    end,
                });
            }
        }
    }
    found
}

/// A folded word of a paragraph and its place.
struct Token {
    word: String,
    place: Range<usize>,
}

fn tokens(chars: &[char]) -> Vec<Token> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while at < chars.len() && is_inside(chars[at]) {
            at += 1;
        }
        // A quotation mark that is an apostrophe elsewhere is no part of a word at its ends.
        let letter = |at: &usize| chars[*at].is_alphanumeric();
        let ends = (start..at).find(letter).zip((start..at).rev().find(letter));
        if let Some((first, last)) = ends {
            let text: String = chars[first..=last].iter().collect();
            let place = first..last + 1;
            let words = words(&text).into_iter();
            tokens.extend(words.map(|word| Token {
                word,
                place: place.clone(),
            }));
        }
        at = at.max(start + 1);
    }
    tokens
}

/// Returns where the tokens end that begin with a part and go on, anywhere later, with the others.
fn follow(tokens: &[Token], start: usize, first: &[String], rest: &[Vec<String>]) -> Option<usize> {
    let begins = |at: usize, part: &[String]| {
        let tokens = tokens.get(at..at + part.len());
        tokens.is_some_and(|it| it.iter().map(|token| &token.word).eq(part))
    };
    let mut end = begins(start, first).then_some(start + first.len())?;
    for part in rest {
        let next = (end..tokens.len()).find(|at| begins(*at, part))?;
        end = next + part.len();
    }
    Some(end)
}

/// Takes in the marks around a passage that stand around what is looked for.
fn with_marks(chars: &[char], place: Range<usize>, wanted: &str) -> Range<usize> {
    let is_mark = |c: &char| !c.is_alphanumeric() && *c != '…';
    let before: Vec<char> = wanted.chars().take_while(is_mark).collect();
    let behind: Vec<char> = wanted.chars().rev().take_while(is_mark).collect();
    let (mut start, mut end) = (place.start, place.end);
    for mark in before.iter().rev() {
        if start > 0 && is_same(chars[start - 1], *mark) {
            start -= 1;
        }
    }
    for mark in behind.iter().rev() {
        if chars.get(end).is_some_and(|c| is_same(*c, *mark)) {
            end += 1;
        }
    }
    start..end
}

/// Tells whether two marks are one; quotation marks are, whatever their form.
fn is_same(one: char, other: char) -> bool {
    let quotes = ['"', '\'', '“', '”', '‘', '’', '«', '»', '„'];
    one == other || quotes.contains(&one) && quotes.contains(&other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_located_by_what_they_are() {
        let text = Original::new(
            "It rained.\n“We shan’t go,” the Mayor’s aide said; so the Brücke is shut.\nIt rained, it rained.",
        );
        let cases = [
            ("It rained.", "p1:0-10 p3:0-9 p3:11-21"),
            ("it rained", "p1:0-9 p3:0-9 p3:11-20"),
            ("\"we shan't go,\"", "p2:0-15"),
            ("we shan't go", "p2:1-13"),
            ("mayors aide", "p2:20-32"),
            ("we … brucke is shut.", "p2:1-61"),
            ("we ... said ... shut", "p2:1-60"),
            ("shut … we", ""),
            ("rained we", ""),
            ("…", ""),
            ("", ""),
            ("rain", ""),
        ];
        for (wanted, expected) in cases {
            let found = locate(&text, wanted);
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), expected, "{wanted}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_located_is_a_passage(text in "[a-c ’'”“.ßé\n]{0,40}", wanted in "[a-c ’'…ßé.]{0,8}") {
            let original = Original::new(&text);
            for place in locate(&original, &wanted) {
                assert!(original.passage(place).is_ok(), "{place}");
            }
        }
    }
}
