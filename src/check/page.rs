//! The page that explains every code.

/// The page.
const PAGE: &str = include_str!("../../docs/checks.md");

/// Returns the section of the page on a code, its heading included.
pub fn explanation(code: &str) -> Option<&'static str> {
    sections().find_map(|(heading, section)| (heading == code).then_some(section))
}

/// Returns the first sentence of the section on a code, as the line of a list.
pub fn gist(code: &str) -> Option<String> {
    let (_, body) = explanation(code)?.split_once("\n\n")?;
    let paragraph = body.split("\n\n").next()?.replace('\n', " ");
    let sentence = paragraph.split(". ").next()?.trim_end_matches('.');
    let mut letters = sentence.chars();
    let first = letters.next()?;
    Some(first.to_lowercase().chain(letters).collect())
}

/// Returns the codes that have a section, in the order of the page.
pub fn explained() -> impl Iterator<Item = &'static str> {
    sections().map(|(heading, _)| heading)
}

/// Returns every section with its heading.
fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    let starts = PAGE.match_indices("\n## ").map(|(at, _)| at + 1);
    starts.map(|start| {
        let rest = &PAGE[start..];
        // No line of an example begins with a comment.
        let ends = ["\n# ", "\n## "].map(|heading| rest.find(heading).unwrap_or(rest.len()));
        let section = &rest[..ends[0].min(ends[1])];
        let heading = section.lines().next().unwrap_or_default();
        (heading.trim_start_matches("## "), section.trim_end())
    })
}
