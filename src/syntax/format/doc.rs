//! Text that may be laid out in several ways, and the choice of the widest that fits.

use unicode_width::UnicodeWidthStr;

/// How many columns a line may take.
const WIDTH: usize = 100;

/// A piece of text to be laid out.
#[derive(Debug)]
pub(super) enum Doc {
    /// Text as it stands; only a string may hold newlines.
    Text(String),
    /// A blank or, where its group is broken, a new line.
    Line,
    /// A new line, whatever fits.
    Hard,
    /// A comment, which moves to the end of its line; what follows it stands on the next.
    Comment(String),
    /// What is indented by so many columns more.
    Nest(usize, Vec<Doc>),
    /// What stands in one line or else has each of its own lines broken.
    Group(Vec<Doc>),
}

impl Doc {
    /// Makes a piece of text.
    pub(super) fn text(text: impl Into<String>) -> Doc {
        Doc::Text(text.into())
    }
}

/// A piece, how far it is indented, and whether it stands in one line.
type Placed<'d> = (usize, bool, &'d Doc);

/// Lays pieces out in lines.
pub(super) fn print(docs: &[Doc]) -> String {
    let mut text = String::new();
    let mut column = 0;
    let mut comment: Option<&str> = None;
    let mut stack: Vec<Placed<'_>> = Vec::new();
    place(&mut stack, 0, false, docs);
    while let Some((indent, flat, doc)) = stack.pop() {
        match doc {
            Doc::Text(piece) => {
                text.push_str(piece);
                column = match piece.rsplit_once('\n') {
                    Some((_, last)) => last.width(),
                    None => column + piece.width(),
                };
            }
            Doc::Line if flat => {
                text.push(' ');
                column += 1;
            }
            Doc::Line | Doc::Hard => {
                if let Some(comment) = comment.take() {
                    text.push(' ');
                    text.push_str(comment);
                }
                text.push('\n');
                text.extend(std::iter::repeat_n(' ', indent));
                column = indent;
            }
            Doc::Comment(written) => comment = Some(written),
            Doc::Nest(by, inner) => place(&mut stack, indent + by, flat, inner),
            Doc::Group(inner) => {
                let flat = flat || fits(inner, &stack, column);
                place(&mut stack, indent, flat, inner);
            }
        }
    }
    debug_assert!(comment.is_none(), "a new line follows every comment");
    text
}

fn place<'d>(stack: &mut Vec<Placed<'d>>, indent: usize, flat: bool, docs: &'d [Doc]) {
    stack.extend(docs.iter().rev().map(|doc| (indent, flat, doc)));
}

/// Tells whether a group fits in the rest of its line, with all that follows it there.
fn fits(group: &[Doc], after: &[Placed<'_>], column: usize) -> bool {
    let mut stack: Vec<Placed<'_>> = Vec::new();
    place(&mut stack, 0, true, group);
    let mut after = after.iter().rev();
    let mut inside = true;
    let mut column = column;
    while column <= WIDTH {
        let Some((_, flat, doc)) = stack.pop().or_else(|| {
            inside = false;
            after.next().copied()
        }) else {
            return true;
        };
        match doc {
            Doc::Text(text) => match (text.split_once('\n'), text.rsplit_once('\n')) {
                (Some((first, _)), Some((_, last))) if column + first.width() <= WIDTH => {
                    column = last.width();
                }
                (Some(_), _) => return false,
                (None, _) => column += text.width(),
            },
            Doc::Line if flat => column += 1,
            Doc::Line => return true,
            Doc::Hard => return !inside,
            Doc::Comment(_) if inside => return false,
            Doc::Comment(_) => {}
            Doc::Nest(_, inner) | Doc::Group(inner) => place(&mut stack, 0, flat, inner),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Doc, print};

    fn words(count: usize) -> Vec<Doc> {
        let words = (0..count).map(|_| Doc::text("0123456789"));
        let mut docs: Vec<Doc> = words.flat_map(|word| [word, Doc::Line]).collect();
        docs.pop();
        docs
    }

    #[test]
    fn a_group_stands_in_one_line_or_breaks_all_its_lines() {
        let flat = print(&[Doc::Group(words(9))]);
        assert_eq!((flat.len(), flat.lines().count()), (98, 1));
        assert_eq!(print(&[Doc::Group(words(10))]).lines().count(), 10);
    }

    #[test]
    fn what_follows_a_group_on_its_line_counts() {
        let after = || [Doc::Group(words(9)), Doc::text(",;")];
        assert_eq!(print(&after()).lines().count(), 1);
        let longer = [Doc::Group(words(9)), Doc::text(",;.")];
        assert_eq!(print(&longer).lines().count(), 9);
    }

    #[test]
    fn a_comment_ends_its_line_and_breaks_its_groups() {
        let list = vec![
            Doc::text("a"),
            Doc::Comment("# of a".to_owned()),
            Doc::text(","),
            Doc::Line,
            Doc::text("b"),
        ];
        let text = print(&[Doc::Group(vec![Doc::Nest(2, list)])]);
        assert_eq!(text, "a, # of a\n  b");
    }

    #[test]
    fn a_text_of_several_lines_counts_by_the_line() {
        let long = format!("{}\n{}", "x".repeat(60), "y".repeat(60));
        let docs = [Doc::Group(vec![
            Doc::text(long),
            Doc::Line,
            Doc::text("z".repeat(39)),
        ])];
        assert_eq!(print(&docs).lines().count(), 2);
    }
}
