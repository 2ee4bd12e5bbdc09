//! Folding: what two texts must share to count as the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Folds a name: NFKD, marks stripped, case-folded, `ı` to `i`, apostrophes, ayn and hamza dropped,
/// hyphens to blanks, `al`/`el` before another word dropped, white space runs to one blank.
///
/// Marks that are letters of their script (the vowel signs of India, the voicing of kana) stay.
pub fn fold_name(text: &str) -> String {
    let mut words = Words::with_capacity(text.len());
    if text.is_ascii() {
        text.chars()
            .for_each(|c| words.push(c.to_ascii_lowercase()));
    } else {
        // An acute accent that stands alone would come apart into a blank and a mark.
        let text = text.chars().filter(|c| !is_apostrophe(*c)).nfkd();
        text.for_each(|c| folded(c).for_each(|c| words.push(c)));
    }
    words.text
}

/// Folds other text: marks, case, quotes and dashes only, white space runs to one blank.
///
/// A blank at either end stays, so that a search can ask for one.
pub fn fold_text(text: &str) -> String {
    let mut folded_text = String::with_capacity(text.len());
    let mut push = |c: char| {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !folded_text.ends_with(' ') {
            folded_text.push(c);
        }
    };
    if text.is_ascii() {
        text.chars().for_each(|c| push(c.to_ascii_lowercase()));
    } else {
        let text = text.chars().map(plain_quote).nfd();
        text.for_each(|c| folded(c).for_each(&mut push));
    }
    folded_text
}

/// The words of a name, as they are put together.
struct Words {
    text: String,
    /// Where the last word begins.
    word: usize,
    /// Whether something parts the last word from the next.
    gap: bool,
}

impl Words {
    fn with_capacity(bytes: usize) -> Words {
        Words {
            text: String::with_capacity(bytes),
            word: 0,
            gap: false,
        }
    }

    fn push(&mut self, c: char) {
        if c.is_whitespace() || is_dash(c) {
            self.gap = true;
            return;
        }
        if is_apostrophe(c) {
            return;
        }
        if self.gap && !self.text.is_empty() {
            if matches!(&self.text[self.word..], "al" | "el") {
                self.text.truncate(self.word);
            } else {
                self.text.push(' ');
            }
            self.word = self.text.len();
        }
        self.gap = false;
        self.text.push(c);
    }
}

/// Returns what is left of a decomposed character: nothing of a mark, else its case folded.
fn folded(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        _ if is_dropped(c) => (None, None),
        'ı' => (Some('i'), None),
        'ς' => (Some('σ'), None),
        'ß' | 'ẞ' => (Some('s'), Some('s')),
        _ if is_dash(c) => (Some('-'), None),
        _ => (Some(c), None),
    };
    first.into_iter().chain(second).flat_map(char::to_lowercase)
}

/// Marks, and what has no shape of its own.
fn is_dropped(c: char) -> bool {
    // Classes 7 to 9 are nuktas, voicing marks and viramas, which tell letters apart.
    !matches!(canonical_combining_class(c), 0 | 7..=9)
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{58A}' | '\u{5BE}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
    )
}

/// Apostrophes, the half rings and commas that stand for ayn and hamza, and what looks like them.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{B4}' | '\u{2B9}' | '\u{2BB}'..='\u{2BF}' | '\u{2C0}' | '\u{2C1}'
        | '\u{2C8}' | '\u{2CA}' | '\u{2CB}' | '\u{2D2}' | '\u{2D3}' | '\u{55A}' | '\u{5F3}'
        | '\u{1FBD}' | '\u{1FBF}' | '\u{1FEF}' | '\u{1FFD}' | '\u{1FFE}' | '\u{2018}'..='\u{201B}'
        | '\u{2032}' | '\u{2035}' | '\u{A78B}' | '\u{A78C}' | '\u{FF07}' | '\u{FF40}')
}

fn plain_quote(c: char) -> char {
    match c {
        '"' | '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{AB}' | '\u{BB}' | '\u{FF02}' => '"',
        '\u{2039}' | '\u{203A}' => '\'',
        _ if is_apostrophe(c) => '\'',
        _ => c,
    }
}
