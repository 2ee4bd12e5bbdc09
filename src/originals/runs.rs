//! Runs of words that a text shares with an original.

use std::collections::BTreeSet;

use super::Original;
use crate::value::fold_text;

/// How many words in a row may not be an original's.
pub const RUN: usize = 6;

/// All runs of [`RUN`] words in the paragraphs of an original.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    runs: BTreeSet<Vec<String>>,
}

impl Runs {
    /// Gathers the runs of a text.
    pub fn of(original: &Original) -> Runs {
        let paragraphs = original.paragraphs().iter().map(|text| words(text));
        let runs = paragraphs.flat_map(|words| {
            let runs = words.windows(RUN).map(<[String]>::to_vec);
            runs.collect::<Vec<_>>()
        });
        Runs {
            runs: runs.collect(),
        }
    }

    /// Returns what a text shares with the original, as long as it goes: folded words, blanks between.
    pub fn shared(&self, text: &str) -> Vec<String> {
        let words = words(text);
        let mut found = Vec::new();
        let mut end = 0;
        for start in 0..words.len().saturating_sub(RUN - 1) {
            if !self.runs.contains(&words[start..start + RUN]) {
                continue;
            }
            // It goes on from the run before where that one ends a word earlier.
            if start > 0 && end + 1 == start + RUN {
                let stretch: &mut Vec<String> = found.last_mut().expect("a run came before");
                stretch.push(words[start + RUN - 1].clone());
            } else {
                found.push(words[start..start + RUN].to_vec());
            }
            end = start + RUN;
        }
        found.iter().map(|words| words.join(" ")).collect()
    }
}

/// Returns the words of a text in small letters without marks; an apostrophe parts none.
pub fn words(text: &str) -> Vec<String> {
    let folded = fold_text(text).replace(['\'', '’'], "");
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        let cases: [(&str, &[&str]); 4] = [
            ("", &[]),
            (" — … ", &[]),
            (
                "The MAYOR's Brücke,\nal-Arouri’s",
                &["the", "mayors", "brucke", "al", "arouris"],
            ),
            ("20,000 men", &["20", "000", "men"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn shared_runs_are_found_as_long_as_they_go() {
        let original = Original::new("One two three four five six seven.\nEight, nine ten.");
        let runs = Runs::of(&original);
        let cases: [(&str, &[&str]); 7] = [
            ("", &[]),
            ("one two three four five", &[]),
            ("six seven eight nine ten eleven", &[]),
            (
                "ONE, ‘two’ three: four five-six",
                &["one two three four five six"],
            ),
            (
                "zero one two three four five six seven eight",
                &["one two three four five six seven"],
            ),
            (
                "two three four five six seven; one two three four five six",
                &[
                    "two three four five six seven",
                    "one two three four five six",
                ],
            ),
            (
                "one two three four five six. And one two three four five six.",
                &["one two three four five six", "one two three four five six"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(runs.shared(text), expected, "{text}");
        }
        assert!(
            Runs::default()
                .shared("one two three four five six")
                .is_empty()
        );
    }
}
