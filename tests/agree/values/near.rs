//! Near texts, by the plain definition of optimal string alignment.

/// Tells whether two texts differ by no more slips than one so long as the second may hold.
pub(crate) fn near(text: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (text.chars().collect(), other.chars().collect());
    let allowed = [3, 7, 15].iter().filter(|most| b.len() > **most).count();
    slips(&a, &b, allowed) <= allowed
}

/// Tells whether a text, or as many words in a row as the other has, is near the other.
pub(crate) fn near_words(text: &str, other: &str) -> bool {
    let places = |text: &str| -> Vec<(usize, usize)> {
        let mut words: Vec<(usize, usize)> = Vec::new();
        let mut inside = false;
        for (at, letter) in text.char_indices() {
            let end = at + letter.len_utf8();
            match (letter.is_alphanumeric(), inside) {
                (true, true) => words.last_mut().expect("a word goes on").1 = end,
                (true, false) => words.push((at, end)),
                (false, _) => {}
            }
            inside = letter.is_alphanumeric();
        }
        words
    };
    let (own, count) = (places(text), places(other).len().max(1));
    let mut runs = (0..own.len()).filter(|from| from + count <= own.len());
    near(text, other) || runs.any(|from| near(&text[own[from].0..own[from + count - 1].1], other))
}

/// Counts the fewest slips from one text to another, or more than so many.
fn slips(a: &[char], b: &[char], most: usize) -> usize {
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        ([x, a_rest @ ..], [y, b_rest @ ..]) if x == y => slips(a_rest, b_rest, most),
        _different if most == 0 => 1,
        ([x, a_rest @ ..], [y, b_rest @ ..]) => {
            let mut least = slips(a_rest, b_rest, most - 1)
                .min(slips(a_rest, b, most - 1))
                .min(slips(a, b_rest, most - 1));
            if let ([second, a_rest @ ..], [other, b_rest @ ..]) = (a_rest, b_rest)
                && (x, second) == (other, y)
            {
                least = least.min(slips(a_rest, b_rest, most - 1));
            }
            least + 1
        }
    }
}

#[test]
fn slips_are_counted() {
    let cases = [
        ("haniyeh", "haniyah", true),
        ("hnaiyeh", "haniyeh", true),
        ("uae", "usa", false),
    ];
    for (text, other, is) in cases {
        assert_eq!(near(text, other), is, "{text} ~ {other}");
    }
    assert!(near_words(
        "the late saleh aruri, of the bureau",
        "saleh arouri"
    ));
}
