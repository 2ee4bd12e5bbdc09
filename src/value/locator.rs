//! Places in a document: `p9`, `p12-p13`, `p9:198-355`.

use std::cmp::Ordering;
use std::fmt;

/// A place in a document: whole paragraphs, or a span of one.
///
/// Paragraphs count from 1. Places are ordered as they stand in the document: by where they begin,
/// then by where they end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locator {
    /// The paragraphs from `first` to `last`, both included: `p12-p13`, or `p9` for a single one.
    Paragraphs {
        /// The first paragraph.
        first: u32,
        /// The last one.
        last: u32,
    },
    /// A span of one paragraph, end exclusive: `p9:198-355`.
    Span {
        /// The paragraph.
        paragraph: u32,
        /// How many Unicode scalar values of it stand before the span.
        start: u32,
        /// How many stand before the end of the span.
        end: u32,
    },
}

impl Locator {
    /// Reads a locator; none where the text is none, or what it names would be empty.
    pub fn parse(text: &str) -> Option<Locator> {
        if let Some((paragraph, span)) = text.split_once(':') {
            let (start, end) = span.split_once('-')?;
            let (start, end) = (count(start)?, count(end)?);
            let paragraph = number(paragraph)?;
            return (start < end).then_some(Locator::Span {
                paragraph,
                start,
                end,
            });
        }
        let Some((first, last)) = text.split_once('-') else {
            let only = number(text)?;
            return Some(Locator::Paragraphs {
                first: only,
                last: only,
            });
        };
        let (first, last) = (number(first)?, number(last)?);
        (first < last).then_some(Locator::Paragraphs { first, last })
    }

    /// Returns the paragraph it begins in.
    pub fn paragraph(self) -> u32 {
        match self {
            Locator::Paragraphs { first, .. } => first,
            Locator::Span { paragraph, .. } => paragraph,
        }
    }

    /// Says where it begins and where it ends; a paragraph ends after any span of it.
    fn place(self) -> (u32, u32, u32, bool, u32) {
        match self {
            Locator::Paragraphs { first, last } => (first, 0, last, true, 0),
            Locator::Span {
                paragraph,
                start,
                end,
            } => (paragraph, start, paragraph, false, end),
        }
    }
}

impl Ord for Locator {
    fn cmp(&self, other: &Locator) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Locator {
    fn partial_cmp(&self, other: &Locator) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Locator::Paragraphs { first, last } if first == last => write!(f, "p{first}"),
            Locator::Paragraphs { first, last } => write!(f, "p{first}-p{last}"),
            Locator::Span {
                paragraph,
                start,
                end,
            } => write!(f, "p{paragraph}:{start}-{end}"),
        }
    }
}

/// Reads the number of a paragraph: `p9`.
fn number(text: &str) -> Option<u32> {
    count(text.strip_prefix('p')?).filter(|number| *number > 0)
}

/// Reads digits; a sign, which Rust would take, is none.
fn count(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_read_and_written() {
        let sound = [
            ("p9", 9),
            ("p12-p13", 12),
            ("p9:198-355", 9),
            ("p1:0-1", 1),
            ("p4294967295:0-4294967295", u32::MAX),
        ];
        for (text, paragraph) in sound {
            let locator = Locator::parse(text).expect(text);
            assert_eq!(locator.paragraph(), paragraph, "{text}");
            assert_eq!(locator.to_string(), text);
        }
        // Zeros in front are read, and not written again.
        assert_eq!(Locator::parse("p007"), Locator::parse("p7"));
    }

    #[test]
    fn what_is_no_locator_is_refused() {
        let broken = [
            "",
            "p",
            "9",
            "p0",
            "p0-p2",
            "p-1",
            "p+1",
            "P9",
            "p٩",
            "p13-p12",
            "p12-p12",
            "p12-13",
            "p12-p13-p14",
            "p9:",
            "p9:-",
            "p9:198",
            "p9:355-198",
            "p9:1-1",
            "p9:+1-2",
            "p9:1-2:3-4",
            "p9:0-4294967296",
            "p9 ",
            " p9",
            "p9\n",
            "p9-p10:1-2",
            "p99999999999",
        ];
        for text in broken {
            assert_eq!(Locator::parse(text), None, "{text}");
        }
    }

    #[test]
    fn places_stand_as_in_the_document() {
        let sorted = [
            "p2:0-5",
            "p2:0-4294967295",
            "p2",
            "p2-p3",
            "p2:1-3",
            "p2:1-4",
            "p9",
            "p10",
            "p10-p11",
            "p10-p12",
        ];
        let read: Vec<Locator> = sorted.iter().filter_map(|it| Locator::parse(it)).collect();
        assert_eq!(read.len(), sorted.len());
        assert!(read.windows(2).all(|pair| pair[0] < pair[1]), "{read:?}");
    }
}
