//! Quotations: what stands between quotation marks.

use std::collections::BTreeMap;
use std::ops::Range;

/// The quotations of a paragraph, marks included; those within others left out.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    /// Those that the paragraph closes, in order; none overlaps another.
    pub(super) closed: Vec<Range<usize>>,
    /// Where the first begins that it does not close, as where a speech goes on in the next.
    pub(super) open: Option<usize>,
}

impl Quotations {
    /// Finds the quotations of a paragraph.
    pub(super) fn of(chars: &[char]) -> Quotations {
        let curly = curly(chars);
        let mut found = Quotations::default();
        // What nothing closes further on, nothing closes for a later one either.
        let mut unclosed: Vec<char> = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let mark = chars[at];
            let end = match mark {
                '“' => Some(curly.get(&at).copied()),
                '"' | '‘' if !opens(chars, at) => None,
                '"' | '‘' | '«' if unclosed.contains(&mark) => Some(None),
                '"' | '‘' | '«' => Some(close(chars, at)),
                _ => None,
            };
            match end {
                Some(Some(end)) => {
                    found.closed.push(at..end + 1);
                    at = end;
                }
                Some(None) => {
                    found.open.get_or_insert(at);
                    unclosed.push(mark);
                    unclosed.dedup();
                }
                None => {}
            }
            at += 1;
        }
        found
    }

    /// Lists what of the quotations lies in a stretch.
    pub(super) fn within(&self, place: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let (from, to) = (place.start, place.end);
        let first = self.closed.partition_point(|it| it.end <= from);
        let closed = self.closed[first..].iter();
        let closed = closed.take_while(move |it| it.start < to).cloned();
        let open = self.open.map(|start| start..to);
        let parts = closed.chain(open);
        parts
            .map(move |it| it.start.max(from)..it.end.min(to))
            .filter(|it| it.start < it.end)
    }
}

/// Tells whether a mark that may open or close opens here.
fn opens(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| chars[before]);
    let after = chars.get(at + 1);
    let parted =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '—' | '–'));
    parted && after.is_some_and(|c| !c.is_whitespace())
}

/// Pairs the curly marks, those within others too.
fn curly(chars: &[char]) -> BTreeMap<usize, usize> {
    let mut open = Vec::new();
    let mut pairs = BTreeMap::new();
    for (at, c) in chars.iter().enumerate() {
        match c {
            '“' => open.push(at),
            '”' => pairs.extend(open.pop().map(|open| (open, at))),
            _ => {}
        }
    }
    pairs
}

/// Finds the mark that closes one of another kind; a single one within words is an apostrophe.
fn close(chars: &[char], open: usize) -> Option<usize> {
    let letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let closes = |at: usize| match chars[open] {
        '«' => chars[at] == '»',
        '‘' => chars[at] == '’' && !letter(at + 1),
        mark => chars[at] == mark,
    };
    (open + 1..chars.len()).find(|at| closes(*at))
}
