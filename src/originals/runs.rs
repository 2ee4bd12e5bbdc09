//! Runs of words that a text shares with an original.

use rustc_hash::FxHashMap;

use super::Original;
use crate::value::fold_text;

/// How many words in a row may not be an original's.
pub const RUN: usize = 6;

/// All runs of [`RUN`] words in the paragraphs of originals.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    words: FxHashMap<String, u32>,
    /// The number of the first original that has a run.
    runs: FxHashMap<[u32; RUN], u32>,
}

/// Words that a text shares with an original, one run or more that overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The number of the original.
    pub original: u32,
    /// The words, folded, with blanks between.
    pub words: String,
}

impl Runs {
    /// Gathers the runs of texts, each with a number of its own.
    pub fn of<'o>(originals: impl IntoIterator<Item = (u32, &'o Original)>) -> Runs {
        let mut runs = Runs::default();
        for (number, original) in originals {
            for paragraph in original.paragraphs() {
                let codes: Vec<u32> = words(paragraph)
                    .into_iter()
                    .map(|word| runs.code(word))
                    .collect();
                for run in codes.array_windows() {
                    runs.runs.entry(*run).or_insert(number);
                }
            }
        }
        runs
    }

    fn code(&mut self, word: String) -> u32 {
        let next = u32::try_from(self.words.len()).expect("texts have fewer than 2³² words");
        *self.words.entry(word).or_insert(next)
    }

    /// Returns what a text shares with the originals, as long as it goes.
    pub fn shared(&self, text: &str) -> Vec<Shared> {
        let words = words(text);
        // No original has a word of that code.
        let code = |word| self.words.get(word).copied().unwrap_or(u32::MAX);
        let codes: Vec<u32> = words.iter().map(code).collect();
        let mut found: Vec<(u32, usize, usize)> = Vec::new();
        for (start, run) in codes.array_windows().enumerate() {
            let Some(&original) = self.runs.get(run) else {
                continue;
            };
            match found.last_mut() {
                // It goes on from the run that began a word earlier.
                Some((same, _, end)) if *same == original && *end + 1 == start + RUN => *end += 1,
                Some(_) | None => found.push((original, start, start + RUN)),
            }
        }
        let shared = found.into_iter().map(|(original, start, end)| Shared {
            original,
            words: words[start..end].join(" "),
        });
        shared.collect()
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
        let first = Original::new("One two three four five six seven.\nEight, nine ten.");
        let second = Original::new("Six one two three four five six.");
        let runs = Runs::of([(7, &first), (3, &second)]);
        let cases: [(&str, &[(u32, &str)]); 8] = [
            ("", &[]),
            ("one two three four five", &[]),
            ("six seven eight nine ten eleven", &[]),
            (
                "ONE, ‘two’ three: four five-six",
                &[(7, "one two three four five six")],
            ),
            (
                "zero one two three four five six seven eight",
                &[(7, "one two three four five six seven")],
            ),
            (
                "two three four five six seven; one two three four five six",
                &[
                    (7, "two three four five six seven"),
                    (7, "one two three four five six"),
                ],
            ),
            (
                "one two three four five six. And one two three four five six.",
                &[
                    (7, "one two three four five six"),
                    (7, "one two three four five six"),
                ],
            ),
            (
                "Six one two three four five six",
                &[
                    (3, "six one two three four five"),
                    (7, "one two three four five six"),
                ],
            ),
        ];
        for (text, expected) in cases {
            let found = runs.shared(text).into_iter();
            let found: Vec<(u32, String)> = found.map(|it| (it.original, it.words)).collect();
            let expected: Vec<(u32, String)> = expected
                .iter()
                .map(|(original, words)| (*original, (*words).to_owned()))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        let none = Runs::default().shared("one two three four five six");
        assert_eq!(none, []);
    }
}
