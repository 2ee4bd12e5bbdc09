//! Where a passage stands now, after its text was changed.
//!
//! A ledger keeps no passage, only its hash, so a span that is not where it was is looked for by
//! hashing stretches of its length, the likely ones first: those as far from the old place as
//! another passage had gone, those at the old place of another paragraph, those that begin and end
//! where words do, and then all.

use std::collections::BTreeMap;

use memchr::memmem;
use sha2::{Digest, Sha256};

use super::{HASH_BYTES, Original};
use crate::value::Locator;

/// Where a passage stands, by what its hash says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Where it is said to be.
    There,
    /// Elsewhere.
    Moved {
        /// Where; of several places the nearest to the old one.
        to: Locator,
        /// In how many places the text has it.
        times: usize,
    },
    /// Nowhere in the text.
    Gone,
}

/// Finds passages of one text by their hashes.
#[derive(Debug)]
pub struct Finder<'o> {
    original: &'o Original,
    /// Of each paragraph the bytes between its characters, its ends among them.
    boundaries: Vec<Vec<Boundary>>,
    /// How far spans had gone that were found, in paragraphs and in characters.
    shifts: Vec<(i64, i64)>,
    /// By how many paragraphs it is of and its hash: where each run of whole paragraphs begins, for
    /// the numbers that were asked for.
    runs: BTreeMap<usize, BTreeMap<u64, Vec<u32>>>,
}

/// A place between two characters.
#[derive(Clone, Copy, Debug)]
struct Boundary {
    byte: usize,
    /// Whether a letter or digit stands on either side.
    inside_word: bool,
}

/// A stretch of one paragraph.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// The place of the paragraph in the list, from 0.
    paragraph: usize,
    /// The boundary it begins at.
    start: usize,
}

impl<'o> Finder<'o> {
    /// Makes a finder for a text.
    pub fn new(original: &'o Original) -> Finder<'o> {
        let paragraphs = original.paragraphs().iter();
        Finder {
            original,
            boundaries: paragraphs.map(|text| boundaries(text)).collect(),
            shifts: Vec::new(),
            runs: BTreeMap::new(),
        }
    }

    /// Returns the text.
    pub fn original(&self) -> &'o Original {
        self.original
    }

    /// Says where the passage of that hash (16 hex digits) stands, which was at a place.
    pub fn find(&mut self, at: Locator, hash: &str) -> Standing {
        let Some(wanted) = number(hash) else {
            return Standing::Gone;
        };
        let there = self.original.passage(at);
        if there.is_ok_and(|passage| short_hash(&passage) == wanted) {
            return Standing::There;
        }
        let mut places = match at {
            Locator::Paragraphs { first, last } => self.paragraphs(first, last, wanted),
            Locator::Span {
                paragraph,
                start,
                end,
            } => self.spans((paragraph, start), end.saturating_sub(start), wanted),
        };
        // Where two are equally near the earlier one counts.
        places.sort_by_key(|place| distance(*place, at));
        match places.first() {
            Some(nearest) => Standing::Moved {
                to: *nearest,
                times: places.len(),
            },
            None => Standing::Gone,
        }
    }

    /// Returns the runs of so many paragraphs that have a hash.
    fn paragraphs(&mut self, first: u32, last: u32, wanted: u64) -> Vec<Locator> {
        let paragraphs = self.original.paragraphs();
        let Some(more) = last.checked_sub(first) else {
            return Vec::new();
        };
        let count = (more as usize).saturating_add(1);
        let by_hash = self.runs.entry(count).or_insert_with(|| {
            let mut by_hash: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
            for (first, run) in (1u32..).zip(paragraphs.windows(count)) {
                let hash = short_hash(&run.join("\n"));
                by_hash.entry(hash).or_default().push(first);
            }
            by_hash
        });
        let starts = by_hash.get(&wanted).map_or(&[][..], Vec::as_slice);
        let runs = starts.iter().map(|first| Locator::Paragraphs {
            first: *first,
            last: first + more,
        });
        runs.collect()
    }

    /// Returns the spans of so many characters that have a hash, one of which was at a place.
    fn spans(&mut self, old: (u32, u32), length: u32, wanted: u64) -> Vec<Locator> {
        let width = length as usize;
        let found = self.look(old, width, wanted).filter(|_| width > 0);
        let Some(found) = found else {
            return Vec::new();
        };
        let shift = found.shift(old);
        if !self.shifts.contains(&shift) {
            self.shifts.push(shift);
        }
        // The passage is known now, and where else it stands needs no hashing.
        let passage = self.text(&found, width);
        let paragraphs = self.original.paragraphs().iter().zip(&self.boundaries);
        let same = paragraphs
            .enumerate()
            .flat_map(|(paragraph, (text, ends))| {
                let starts = occurrences(text, passage).map(|byte| {
                    let start = ends.partition_point(|boundary| boundary.byte < byte);
                    Stretch { paragraph, start }
                });
                starts.collect::<Vec<_>>()
            });
        same.filter_map(|it| it.locator(length)).collect()
    }

    /// Looks for a stretch of that hash, where it likely is first.
    fn look(&self, old: (u32, u32), width: usize, wanted: u64) -> Option<Stretch> {
        let between_words = self.all(width).filter(|it| !self.cuts_word(it, width));
        let within_words = self.all(width).filter(|it| self.cuts_word(it, width));
        let shifted = self.shifted(old, width);
        let mut stretches = shifted.chain(between_words).chain(within_words);
        stretches.find(|it| short_hash(self.text(it, width)) == wanted)
    }

    /// Lists where a passage is if it went as far as another, or to another paragraph.
    fn shifted(&self, old: (u32, u32), width: usize) -> impl Iterator<Item = Stretch> {
        let (paragraph, start) = (i64::from(old.0) - 1, i64::from(old.1));
        let known = self.shifts.iter();
        let known = known.map(move |(down, right)| (paragraph + down, start + right));
        let others = (0..).take(self.boundaries.len());
        let others = others.map(move |other| (other, start));
        known.chain(others).filter_map(move |(paragraph, start)| {
            let (paragraph, start) = (paragraph.try_into().ok()?, start.try_into().ok()?);
            let ends: &Vec<Boundary> = self.boundaries.get::<usize>(paragraph)?;
            let end = width.checked_add(start)?;
            (end < ends.len()).then_some(Stretch { paragraph, start })
        })
    }

    /// Lists the stretches of so many characters, in order.
    fn all(&self, width: usize) -> impl Iterator<Item = Stretch> {
        let paragraphs = self.boundaries.iter().enumerate();
        paragraphs.flat_map(move |(paragraph, ends)| {
            let starts = 0..ends.len().saturating_sub(width);
            starts.map(move |start| Stretch { paragraph, start })
        })
    }

    fn text(&self, stretch: &Stretch, width: usize) -> &'o str {
        let ends = &self.boundaries[stretch.paragraph];
        let (start, end) = (ends[stretch.start], ends[stretch.start + width]);
        &self.original.paragraphs()[stretch.paragraph][start.byte..end.byte]
    }

    fn cuts_word(&self, stretch: &Stretch, width: usize) -> bool {
        let ends = &self.boundaries[stretch.paragraph];
        ends[stretch.start].inside_word || ends[stretch.start + width].inside_word
    }
}

impl Stretch {
    /// Says how far it is from an old place, in paragraphs and in characters.
    fn shift(self, (paragraph, start): (u32, u32)) -> (i64, i64) {
        let new = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
        (
            new(self.paragraph) + 1 - i64::from(paragraph),
            new(self.start) - i64::from(start),
        )
    }

    /// Returns its place; none where the text is longer than any locator can say.
    fn locator(self, length: u32) -> Option<Locator> {
        let start = u32::try_from(self.start).ok()?;
        Some(Locator::Span {
            paragraph: u32::try_from(self.paragraph + 1).ok()?,
            start,
            end: start.checked_add(length)?,
        })
    }
}

/// Lists the bytes of a text where another begins; the places may overlap.
fn occurrences(text: &str, passage: &str) -> impl Iterator<Item = usize> {
    let finder = memmem::Finder::new(passage);
    let first = passage.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(text.as_bytes().get(from..)?)?;
        from = at + first;
        Some(at)
    })
}

fn boundaries(text: &str) -> Vec<Boundary> {
    let mut before = false;
    let mut found: Vec<Boundary> = text
        .char_indices()
        .map(|(byte, c)| {
            let behind = std::mem::replace(&mut before, c.is_alphanumeric());
            Boundary {
                byte,
                inside_word: behind && before,
            }
        })
        .collect();
    found.push(Boundary {
        byte: text.len(),
        inside_word: false,
    });
    found
}

/// Says how far a place is from another: in paragraphs, then in characters.
fn distance(place: Locator, from: Locator) -> (u32, u32) {
    let start = |locator| match locator {
        Locator::Paragraphs { .. } => 0,
        Locator::Span { start, .. } => start,
    };
    (
        place.paragraph().abs_diff(from.paragraph()),
        start(place).abs_diff(start(from)),
    )
}

/// Returns as a number what [`passage_hash`](super::passage_hash) writes.
fn short_hash(passage: &str) -> u64 {
    let digest = Sha256::digest(passage);
    let first = digest.first_chunk::<HASH_BYTES>();
    u64::from_be_bytes(*first.expect("a SHA-256 has 32 bytes"))
}

/// Reads a hash as files write it.
fn number(hash: &str) -> Option<u64> {
    let digits = hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    (digits && hash.len() == 2 * HASH_BYTES)
        .then(|| u64::from_str_radix(hash, 16).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::originals::passage_hash;

    fn at(text: &str) -> Locator {
        Locator::parse(text).expect("the test writes sound locators")
    }

    /// Says where the passage `passage` of `text` stands, which was at `place`.
    fn find(text: &str, place: &str, passage: &str) -> Standing {
        let original = Original::new(text);
        Finder::new(&original).find(at(place), &passage_hash(passage))
    }

    fn moved(to: &str, times: usize) -> Standing {
        Standing::Moved { to: at(to), times }
    }

    const TEXT: &str = "The bridge is shut, says the mayor.\n\
                        Nobody crosses.\n\
                        The bridge is shut; the Brücke 🙂 is shut.";

    #[test]
    fn what_stands_where_it_was_is_there() {
        let cases = [
            ("p2", "Nobody crosses."),
            ("p1:4-18", "bridge is shut"),
            (
                "p2-p3",
                "Nobody crosses.\nThe bridge is shut; the Brücke 🙂 is shut.",
            ),
        ];
        for (place, passage) in cases {
            assert_eq!(find(TEXT, place, passage), Standing::There, "{place}");
        }
        // Hashes are digits, whatever their case.
        let original = Original::new(TEXT);
        let hash = passage_hash("Nobody crosses.").to_uppercase();
        assert_eq!(
            Finder::new(&original).find(at("p2"), &hash),
            Standing::There
        );
    }

    #[test]
    fn what_moved_is_found() {
        let cases = [
            // Another paragraph, another place in it, and a place that is no longer there.
            ("p1", "Nobody crosses.", moved("p2", 1)),
            ("p9", "Nobody crosses.", moved("p2", 1)),
            ("p1:0-6", "Brücke", moved("p3:24-30", 1)),
            ("p3:0-6", "Brücke", moved("p3:24-30", 1)),
            ("p7:900-906", "Brücke", moved("p3:24-30", 1)),
            ("p1:0-1", "🙂", moved("p3:31-32", 1)),
            // A stretch that cuts words, and a whole paragraph that was read as a span.
            ("p1:0-4", "ossy", Standing::Gone),
            ("p1:0-4", "osse", moved("p2:9-13", 1)),
            ("p1:1-16", "Nobody crosses.", moved("p2:0-15", 1)),
            (
                "p5-p6",
                "The bridge is shut, says the mayor.\nNobody crosses.",
                moved("p1-p2", 1),
            ),
        ];
        for (place, passage, expected) in cases {
            assert_eq!(find(TEXT, place, passage), expected, "{place} {passage}");
        }
    }

    #[test]
    fn of_several_places_the_nearest_counts() {
        let cases = [
            ("p2:0-14", moved("p1:4-18", 2)),
            ("p3:5-19", moved("p3:4-18", 2)),
            ("p9:0-14", moved("p3:4-18", 2)),
        ];
        for (place, expected) in cases {
            assert_eq!(find(TEXT, place, "bridge is shut"), expected, "{place}");
        }
        assert_eq!(find("a\nb\na", "p2", "a"), moved("p1", 2), "the earlier");
        // Overlapping places count, and so do those that cut words.
        assert_eq!(find("aba aaa", "p2:0-2", "aa"), moved("p1:4-6", 2));
        assert_eq!(find("so also", "p2:0-2", "so"), moved("p1:0-2", 2));
    }

    #[test]
    fn what_no_text_has_is_gone() {
        let places = [
            ("p1:0-4294967295", "x"),
            ("p1:0-400", "x"),
            ("p4294967295", "x"),
            ("p1-p4294967295", "x"),
            ("p1", "Nobody crosses"),
            ("p1:0-3", "Nobody crosses."),
        ];
        for (place, passage) in places {
            assert_eq!(find(TEXT, place, passage), Standing::Gone, "{place}");
        }
        assert_eq!(find("", "p1:0-1", "x"), Standing::Gone);
        assert_eq!(find("", "p1", ""), Standing::Gone);
        let original = Original::new(TEXT);
        let mut finder = Finder::new(&original);
        for hash in ["", "xyz", "+a7816bf8f01cfea", "ba7816bf8f01cfea0"] {
            assert_eq!(finder.find(at("p1"), hash), Standing::Gone, "{hash}");
        }
        // No text reads as these, but whoever embeds the crate can write them.
        let backwards = Locator::Span {
            paragraph: 1,
            start: 2,
            end: 1,
        };
        let nothing = passage_hash("");
        assert_eq!(finder.find(backwards, &passage_hash("x")), Standing::Gone);
        assert_eq!(finder.find(backwards, &nothing), Standing::There);
        let backwards = Locator::Paragraphs { first: 9, last: 8 };
        assert_eq!(finder.find(backwards, &nothing), Standing::Gone);
    }

    proptest::proptest! {
        #[test]
        fn any_passage_is_found_wherever_it_went(
            before in "[a-c é\\n]{0,20}",
            passage in "[a-c é’]{1,12}",
            behind in "[a-c é\\n]{0,20}",
            place in (1u32..5, 0u32..20),
        ) {
            let original = Original::new(&format!("{before}{passage}{behind}"));
            let (paragraph, start) = place;
            let length = passage.chars().count();
            let end = start + u32::try_from(length).expect("a short text");
            let old = Locator::Span { paragraph, start, end };
            let found = Finder::new(&original).find(old, &passage_hash(&passage));
            let stands = original.paragraphs().iter().any(|it| it.contains(&passage));
            let there = |at| original.passage(at).is_ok_and(|it| it == passage);
            match found {
                Standing::There => assert!(there(old)),
                Standing::Moved { to, times } => assert!(!there(old) && there(to) && times > 0),
                Standing::Gone => assert!(!stands),
            }
        }
    }
}
