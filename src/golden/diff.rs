//! What changed between two texts, line by line.

/// The lines kept around a change.
const CONTEXT: usize = 2;
/// The pairs of lines that are compared at most; beyond that the whole middle counts as changed.
const PAIRS: usize = 4_000_000;

/// Draws the changes from `expected` to `actual`: lines behind `-` are gone, behind `+` are new.
pub fn diff(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let edits = edits(&old, &new);
    let is_near_change = |at: usize| {
        let near = &edits[at.saturating_sub(CONTEXT)..edits.len().min(at + CONTEXT + 1)];
        near.iter().any(|(sign, _)| *sign != ' ')
    };
    let mut drawn = String::new();
    let mut skipped = false;
    for (at, (sign, line)) in edits.iter().enumerate() {
        if is_near_change(at) {
            if skipped {
                drawn.push_str("  …\n");
            }
            drawn.push_str(format!("{sign} {line}").trim_end());
            drawn.push('\n');
        }
        skipped = !is_near_change(at);
    }
    drawn
}

/// Returns every line with its sign, by the longest common subsequence.
fn edits<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(new).take_while(same).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(same)
        .count();
    let (old_middle, new_middle) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut edits: Vec<(char, &str)> = old[..head].iter().map(|line| (' ', *line)).collect();
    if old_middle.len().saturating_mul(new_middle.len()) <= PAIRS {
        push_common(old_middle, new_middle, &mut edits);
    } else {
        edits.extend(old_middle.iter().map(|line| ('-', *line)));
        edits.extend(new_middle.iter().map(|line| ('+', *line)));
    }
    edits.extend(old[old.len() - tail..].iter().map(|line| (' ', *line)));
    edits
}

fn push_common<'a>(old: &[&'a str], new: &[&'a str], edits: &mut Vec<(char, &'a str)>) {
    // common[i][j]: the lines that old[i..] and new[j..] have in common, in order.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = match old[i] == new[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            edits.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if common[i + 1][j] >= common[i][j + 1] {
            edits.push(('-', old[i]));
            i += 1;
        } else {
            edits.push(('+', new[j]));
            j += 1;
        }
    }
    edits.extend(old[i..].iter().map(|line| ('-', *line)));
    edits.extend(new[j..].iter().map(|line| ('+', *line)));
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn draws_changes_with_their_surroundings() {
        let cases = [
            ("a\nb", "a\nb", ""),
            ("", "a", "+ a\n"),
            ("a", "", "- a\n"),
            ("a\nb\nc", "a\nx\nc", "  a\n- b\n+ x\n  c\n"),
            ("a\nb\nc\nd\ne", "a\nb\nc\nd\ne\nf", "  …\n  d\n  e\n+ f\n"),
            (
                "x\n1\n2\n3\n4\n5\ny",
                "1\n2\n3\n4\n5",
                "- x\n  1\n  2\n  …\n  4\n  5\n- y\n",
            ),
            ("a\n\nb", "a\nb", "  a\n-\n  b\n"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(diff(old, new), expected, "{old:?} {new:?}");
        }
    }
}
