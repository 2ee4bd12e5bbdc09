//! Texts that differ by slips of the pen only.

/// Tells whether a text differs from another, both folded, by no more slips than a name so long as
/// the other may hold: none of up to three letters, one of up to seven, two of up to fifteen, else
/// three.
///
/// A slip is a letter put in, left out or taken for another, or two neighbours exchanged: the
/// optimal string alignment distance.
pub fn is_near(text: &str, other: &str) -> bool {
    let (length, wanted) = (text.chars().count(), other.chars().count());
    let allowed = slips(wanted);
    length.abs_diff(wanted) <= allowed
        && (text == other || allowed > 0 && strsim::osa_distance(text, other) <= allowed)
}

/// How long a text is and which letters it has: enough to tell that most are not near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Each letter as a bit; several share one.
    letters: u64,
    /// How many there are.
    length: usize,
}

impl Shape {
    /// Takes the shape of a text.
    pub fn of(text: &str) -> Shape {
        let none = Shape {
            letters: 0,
            length: 0,
        };
        text.chars().fold(none, |shape, c| Shape {
            letters: shape.letters | 1 << (u32::from(c) % 64),
            length: shape.length + 1,
        })
    }

    /// Returns how many letters the text has.
    pub fn length(self) -> usize {
        self.length
    }

    /// Returns the least number of slips between texts of these shapes.
    pub fn differ(self, other: Shape) -> usize {
        // Each slip changes the length, and what letters there are, by one at most.
        let only = |own: u64, other: u64| (own & !other).count_ones() as usize;
        let letters = only(self.letters, other.letters).max(only(other.letters, self.letters));
        letters.max(self.length.abs_diff(other.length))
    }

    /// Tells whether a text of this shape may be near another, as [`is_near`] tells.
    pub fn may_be_near(self, other: Shape) -> bool {
        self.differ(other) <= slips(other.length)
    }
}

/// Returns the part of a text that is near another, both folded: the whole, or as many words in a
/// row as the other has.
pub fn near_part<'t>(text: &'t str, other: &str) -> Option<&'t str> {
    if is_near(text, other) {
        return Some(text);
    }
    let count = words(other).count();
    let all: Vec<(usize, &str)> = words(text).collect();
    all.windows(count.max(1)).find_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        let part = &text[first.0..last.0 + last.1.len()];
        is_near(part, other).then_some(part)
    })
}

/// Returns the words of a text, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn slips(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        8..=15 => 2,
        _longer => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_names_may_hold_more_slips() {
        let cases = [
            ("oman", "oman", true),
            ("omen", "oman", true),
            ("iran", "iraq", true),
            ("uae", "usa", false),
            ("haniyeh", "haniya", false),
            ("haniyah", "haniyeh", true),
            ("hnaiyeh", "haniyeh", true),
            ("saleh arouri", "saleh aruri", true),
            ("saleh el aruori", "saleh aruri", false),
            ("recep tayip erdogaan", "recep tayyip erdogan", true),
            ("", "", true),
        ];
        for (text, other, near) in cases {
            assert_eq!(is_near(text, other), near, "{text} ~ {other}");
        }
    }

    #[test]
    fn as_many_words_in_a_row_are_enough() {
        let text = "the late saleh aruri, of the bureau";
        assert_eq!(near_part(text, "saleh arouri"), Some("saleh aruri"));
        assert_eq!(near_part(text, "bureua"), Some("bureau"));
        assert_eq!(near_part(text, "saleh of"), None);
        assert_eq!(near_part("", "bureau"), None);
        assert_eq!(near_part("word", ""), None);
    }
}
