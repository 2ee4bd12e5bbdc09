//! Folding: what two texts must share to count as the same.

/// Folds a name: NFKD, marks stripped, case-folded, `ı` to `i`, apostrophes, ayn and hamza dropped,
/// hyphens to blanks, `al`/`el` before another word dropped, white space runs to one blank.
pub fn fold_name(text: &str) -> String {
    todo!()
}

/// Folds other text: marks, case, quotes and dashes only, white space runs to one blank.
pub fn fold_text(text: &str) -> String {
    todo!()
}
