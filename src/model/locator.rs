//! Places in a document: `p9`, `p12-p13`, `p9:198-355`.

/// Returns the first paragraph of a locator; none where the text is no locator.
pub(super) fn first_paragraph(at: &str) -> Option<u32> {
    let paragraph = |text: &str| count(text.strip_prefix('p')?).filter(|paragraph| *paragraph > 0);
    if let Some((at, span)) = at.split_once(':') {
        let (start, end) = span.split_once('-')?;
        let runs = count(start)? < count(end)?;
        return paragraph(at).filter(|_| runs);
    }
    match at.split_once('-') {
        Some((first, last)) => paragraph(first).filter(|first| paragraph(last) > Some(*first)),
        None => paragraph(at),
    }
}

fn count(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::first_paragraph;

    #[test]
    fn locators_are_read() {
        for (at, paragraph) in [("p9", 9), ("p12-p13", 12), ("p9:198-355", 9), ("p1:0-1", 1)] {
            assert_eq!(first_paragraph(at), Some(paragraph), "{at}");
        }
        let broken = [
            "",
            "p",
            "9",
            "p0",
            "p-1",
            "p+1",
            "P9",
            "p13-p12",
            "p12-p12",
            "p12-13",
            "p9:198",
            "p9:355-198",
            "p9:1-1",
            "p9:+1-2",
            "p9 ",
            "p9-p10:1-2",
            "p99999999999",
        ];
        for at in broken {
            assert_eq!(first_paragraph(at), None, "{at}");
        }
    }
}
