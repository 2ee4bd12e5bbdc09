//! A first draft of what an article says: its places, and a claim to be written for each candidate.
//!
//! A candidate is a reporting verb, or a quotation without one. A draft holds no sentence of the
//! article: where each stands, the hash of the passage there, the verb, perhaps the day, and no more
//! words in a row than a reader needs to find the place. What is claimed, an annotator writes.

mod candidate;
mod cue;
mod date;
mod page;
mod published;
mod quotation;
mod said;
mod sentence;
#[cfg(test)]
mod tests;
mod verbs;
mod word;

use crate::originals::Original;
use crate::value::Locator;
use candidate::Candidate;
use word::Text;

/// An article that is to be annotated.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// The id that its document shall have.
    pub id: &'a str,
    /// Its headline; without it the first line is taken where it looks like one.
    pub title: Option<&'a str>,
    /// When it was published, as EDTF; without it a date at the head of a line is taken.
    pub published: Option<&'a str>,
    /// The SHA-256 of its file.
    pub sha256: &'a str,
    /// Its text.
    pub text: &'a Original,
}

/// A draft of an article's file.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The file.
    pub toml: String,
    /// How many paragraphs the article has.
    pub paragraphs: usize,
    /// Where the candidates stand, in order.
    pub places: Vec<Place>,
}

/// Where a candidate stands and what made it one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its sentence.
    pub at: Locator,
    /// The reporting verb in its base form; none for a quotation without one.
    pub cue: Option<&'static str>,
    /// Whether there is a quotation in its sentence.
    pub direct: bool,
}

/// Drafts the file of an article.
pub fn draft(article: &Article<'_>) -> Draft {
    let texts: Vec<Text> = article.text.paragraphs().iter().map(Text::new).collect();
    let published = published::of(article, &texts);
    let candidates: Vec<Candidate> = texts
        .iter()
        .enumerate()
        .flat_map(|(place, text)| candidate::candidates(place, text, published.day()))
        .collect();
    let places = candidates.iter().map(|candidate| Place {
        at: candidate.at,
        cue: candidate.cue.map(|cue| cue.base),
        direct: candidate.direct,
    });
    Draft {
        toml: page::write(article, &texts, &published, &candidates),
        paragraphs: texts.len(),
        places: places.collect(),
    }
}
