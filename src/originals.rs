//! Original texts of documents: canonical form, passages, hashes, and where their files lie.
//!
//! A ledger holds no article text, only a [`Locator`] into it and the hash of the passage there.
//! Both speak of the canonical text: NFC, lines ended by LF, no byte order mark. Its paragraphs are
//! the lines that are not blank, each as it stands, blanks at its ends included.

mod find;
mod folder;
mod locate;
mod ours;
mod runs;

pub use find::{Finder, Standing};
pub use folder::Folder;
pub use locate::locate;
pub use ours::{OwnText, own_texts};
pub use runs::{RUN, Runs, Shared, words};

use std::fmt;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::value::Locator;

/// After how many characters of a paragraph the place of one is kept, so that none is far from it.
const STRIDE: usize = 256;

/// How many bytes of a passage's SHA-256 make its hash; two hex digits stand for each.
const HASH_BYTES: usize = 8;

/// The canonical text of one document, by paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    paragraphs: Vec<String>,
    /// Of each paragraph the bytes at which every [`STRIDE`]th character begins.
    strides: Vec<Vec<usize>>,
}

/// Why a locator names no passage of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfRange {
    /// The text has no paragraph of that number.
    Paragraph {
        /// The number.
        asked: u32,
        /// How many paragraphs there are.
        count: usize,
    },
    /// The paragraph ends before the span does.
    Offset {
        /// Where the span ends.
        asked: u32,
        /// How many Unicode scalar values the paragraph has.
        length: usize,
    },
}

impl Original {
    /// Makes a text canonical.
    pub fn new(text: &str) -> Original {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let paragraphs: Vec<String> = text
            .split(['\n', '\r'])
            .map(|line| line.nfc().collect::<String>())
            .filter(|line| !line.trim().is_empty())
            .collect();
        let strides = paragraphs.iter().map(|text| strides(text)).collect();
        Original {
            paragraphs,
            strides,
        }
    }

    /// Returns the paragraphs; the one numbered 1 comes first.
    pub fn paragraphs(&self) -> &[String] {
        &self.paragraphs
    }

    /// Returns the passage at a place: whole paragraphs with LF between, or a span of one.
    ///
    /// # Errors
    ///
    /// Returns what of the locator lies beyond the text.
    pub fn passage(&self, locator: Locator) -> Result<String, OutOfRange> {
        match locator {
            Locator::Paragraphs { first, last } => {
                let (first, last) = (self.index(first)?, self.index(last)?);
                let whole = self.paragraphs.get(first..=last);
                Ok(whole.unwrap_or_default().join("\n"))
            }
            Locator::Span {
                paragraph,
                start,
                end,
            } => {
                let index = self.index(paragraph)?;
                let (start, end) = (self.byte_at(index, start)?, self.byte_at(index, end)?);
                let text = &self.paragraphs[index];
                Ok(text.get(start..end).unwrap_or_default().to_owned())
            }
        }
    }

    /// Returns where in the list a paragraph is.
    fn index(&self, paragraph: u32) -> Result<usize, OutOfRange> {
        let index = (paragraph as usize).checked_sub(1);
        index
            .filter(|index| *index < self.paragraphs.len())
            .ok_or(OutOfRange::Paragraph {
                asked: paragraph,
                count: self.paragraphs.len(),
            })
    }

    /// Returns the byte before which so many Unicode scalar values of a paragraph stand.
    fn byte_at(&self, paragraph: usize, offset: u32) -> Result<usize, OutOfRange> {
        let (text, strides) = (&self.paragraphs[paragraph], &self.strides[paragraph]);
        let characters = offset as usize;
        let stride = (characters / STRIDE).min(strides.len() - 1);
        let first = strides[stride];
        let starts = text[first..].char_indices().map(|(byte, _)| first + byte);
        let mut boundaries = starts.chain([text.len()]);
        boundaries
            .nth(characters - stride * STRIDE)
            .ok_or_else(|| OutOfRange::Offset {
                asked: offset,
                length: text.chars().count(),
            })
    }
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutOfRange::Paragraph { asked, count } => {
                write!(f, "there is no paragraph {asked}: the text has {count}")
            }
            OutOfRange::Offset { asked, length } => {
                write!(f, "the span ends at {asked}, the paragraph at {length}")
            }
        }
    }
}

/// Returns the hash of a passage: the first 16 hex digits of the SHA-256 of its UTF-8.
pub fn passage_hash(passage: &str) -> String {
    hex(&Sha256::digest(passage)[..HASH_BYTES])
}

/// Returns the hash of a file: the SHA-256 of its bytes, in hex digits.
pub fn file_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lists the bytes at which every so many characters of a text begin; the first is 0.
fn strides(text: &str) -> Vec<usize> {
    let starts = text.char_indices().map(|(byte, _)| byte);
    starts.step_by(STRIDE).collect()
}

/// Writes bytes as lower-case hex digits.
fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests;
