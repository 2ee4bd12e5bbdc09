//! Text made to fit columns of a screen: measured, cut, wrapped, and kept in its place.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands for what was cut.
const CUT: &str = "…";

/// Returns the columns that a text takes.
pub(crate) fn width(text: &str) -> usize {
    // What was made safe has no controls, so that each byte of ASCII takes one.
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}

/// Returns the columns that a text takes, or any number beyond `most` where it takes more.
pub(crate) fn width_up_to(text: &str, most: usize) -> usize {
    // The rest of a very long text is not looked at.
    let mut end = most.saturating_mul(4).saturating_add(4);
    while end < text.len() {
        let beginning = width(&text[..text.floor_char_boundary(end)]);
        if beginning > most {
            return beginning;
        }
        end = end.saturating_mul(2);
    }
    width(text)
}

/// Cuts a text to a width; tells whether it had to.
pub(crate) fn cut(text: &str, most: usize) -> (Cow<'_, str>, bool) {
    if width_up_to(text, most) <= most {
        return (Cow::Borrowed(text), false);
    }
    let (end, _) = head(text, most.saturating_sub(1));
    let mark = if most == 0 { "" } else { CUT };
    (
        Cow::Owned(format!("{}{mark}", text[..end].trim_end())),
        true,
    )
}

/// Cuts a text to a width in its middle, as ids differ at either end; tells whether it had to.
pub(crate) fn cut_within(text: &str, most: usize) -> (Cow<'_, str>, bool) {
    if width_up_to(text, most) <= most {
        return (Cow::Borrowed(text), false);
    }
    let (end, taken) = head(text, most.saturating_sub(1).div_ceil(2));
    let mut left = most.saturating_sub(taken + 1);
    let mut start = text.len();
    for (at, cluster) in text[end..].grapheme_indices(true).rev() {
        let wide = width(cluster);
        if wide > left {
            break;
        }
        (left, start) = (left - wide, end + at);
    }
    let mark = if most == 0 { "" } else { CUT };
    let cut = format!("{}{mark}{}", &text[..end], &text[start..]);
    (Cow::Owned(cut), true)
}

/// Returns how many bytes of a text fit into a width, whole letters with their marks, and the
/// columns that they take.
fn head(text: &str, most: usize) -> (usize, usize) {
    let (mut end, mut taken) = (0, 0);
    for cluster in text.graphemes(true) {
        let wider = taken + width(cluster);
        if wider > most {
            break;
        }
        (end, taken) = (end + cluster.len(), wider);
    }
    (end, taken)
}

/// The lines of a text that was wrapped.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wrapped<'a> {
    /// At least one, none wider than was asked for.
    pub(crate) lines: Vec<Cow<'a, str>>,
    /// Whether the last line ends before the text does.
    pub(crate) is_cut: bool,
}

/// Wraps items that a blank stands between, at the blank where an item fits a line, else within it.
///
/// A text is one item; of a list each value is one, with its comma.
pub(crate) fn wrap<'a>(items: &'a [Cow<'a, str>], most: usize, lines: usize) -> Wrapped<'a> {
    let most = most.max(1);
    if let [item] = items
        && width_up_to(item, most) <= most
    {
        return Wrapped {
            lines: vec![Cow::Borrowed(item)],
            is_cut: false,
        };
    }
    let mut wrapping = Wrapping {
        most,
        lines,
        done: Vec::new(),
        line: String::new(),
        taken: 0,
        is_cut: false,
    };
    for item in items {
        let wide = width_up_to(item, most);
        if wide <= most {
            wrapping.push(item, wide);
        } else {
            let words = item.split(' ').filter(|word| !word.is_empty());
            words.for_each(|word| wrapping.push_word(word));
        }
        if wrapping.is_cut {
            break;
        }
    }
    wrapping.finish()
}

/// Breaks a line at its blanks where it is wider than there is room; the lines below the first stand
/// behind a margin.
pub(crate) fn broken(line: &str, most: usize, margin: usize) -> Cow<'_, str> {
    if width_up_to(line, most) <= most {
        return Cow::Borrowed(line);
    }
    let items = [Cow::Borrowed(line)];
    let joint = format!("\n{}", " ".repeat(margin));
    Cow::Owned(wrap(&items, most, usize::MAX).lines.join(&joint))
}

struct Wrapping {
    most: usize,
    lines: usize,
    done: Vec<String>,
    line: String,
    taken: usize,
    is_cut: bool,
}

impl Wrapping {
    /// Puts a piece on the line, or on the next where it has no room.
    fn push(&mut self, piece: &str, wide: usize) {
        if self.is_cut {
            return;
        }
        if self.line.is_empty() || self.taken + 1 + wide > self.most {
            self.break_line();
            if self.is_cut {
                return;
            }
        } else {
            self.line.push(' ');
            self.taken += 1;
        }
        self.line.push_str(piece);
        self.taken += wide;
    }

    fn push_word(&mut self, word: &str) {
        let mut rest = word;
        while !rest.is_empty() && !self.is_cut {
            let wide = width_up_to(rest, self.most);
            if wide <= self.most {
                return self.push(rest, wide);
            }
            let (end, taken) = head(rest, self.most);
            let (end, taken) = match best_break(&rest[..end]) {
                Some(end) => (end, width(&rest[..end])),
                None => (end, taken),
            };
            if end == 0 {
                // Not even one letter has room: a mark stands for it.
                let letter = rest.graphemes(true).next().map_or(rest.len(), str::len);
                self.push(CUT, 1);
                rest = &rest[letter..];
            } else {
                self.push(&rest[..end], taken);
                rest = &rest[end..];
            }
        }
    }

    fn break_line(&mut self) {
        if self.line.is_empty() {
            return;
        }
        if self.done.len() + 1 >= self.lines {
            self.is_cut = true;
            return;
        }
        self.done.push(std::mem::take(&mut self.line));
        self.taken = 0;
    }

    fn finish<'a>(mut self) -> Wrapped<'a> {
        if self.is_cut {
            let (end, _) = head(&self.line, self.most - 1);
            self.line.truncate(end);
            self.line.push_str(CUT);
        }
        self.done.push(self.line);
        Wrapped {
            lines: self.done.into_iter().map(Cow::Owned).collect(),
            is_cut: self.is_cut,
        }
    }
}

/// Returns the end behind the last sign behind the first third of a piece of a long word.
fn best_break(piece: &str) -> Option<usize> {
    let signs = ['/', '-', '_', '.', ',', '&', '?', '=', ')'];
    let end = piece.rfind(signs)? + 1;
    (end * 3 >= piece.len()).then_some(end)
}

/// Returns the parts of a name, behind each of which it may break.
pub(crate) fn name_parts(name: &str) -> impl Iterator<Item = &str> {
    name.split_inclusive(['/', '-', '_', '.', ' '])
}

/// Wraps a name: as many parts a line as have room, and a part that has none by itself within it.
pub(crate) fn wrap_name(name: &str, most: usize) -> Wrapped<'_> {
    let mut lines: Vec<String> = Vec::new();
    for part in name_parts(name) {
        let own = part.trim_end();
        match lines.last_mut() {
            Some(line) if width(line) + width(own) <= most => line.push_str(part),
            Some(_) | None if width(own) <= most => lines.push(part.to_owned()),
            Some(_) | None => {
                let own = [Cow::Borrowed(own)];
                let wrapped = wrap(&own, most, usize::MAX).lines.into_iter();
                lines.extend(wrapped.map(Cow::into_owned));
            }
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    let lines = lines.into_iter();
    let lines = lines.map(|line| Cow::Owned(line.trim_end().to_owned()));
    Wrapped {
        lines: lines.collect(),
        is_cut: false,
    }
}

/// Shuts a text that may run from right to left off from what stands beside it.
pub(crate) fn isolated(text: &str, isolates: bool) -> Cow<'_, str> {
    if isolates && !text.is_ascii() && text.chars().any(is_right_to_left) {
        Cow::Owned(format!("\u{2068}{text}\u{2069}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Tells whether a letter is of a script that is written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests;
