//! The pages that explain every code.

/// What can be wrong with a ledger.
pub const LEDGER_PAGE: Page = Page(include_str!("../../docs/checks.md"));

/// What can be wrong with a query.
pub const QUERY_PAGE: Page = Page(include_str!("../../docs/errors.md"));

/// A page with a section for each of its codes.
#[derive(Clone, Copy, Debug)]
pub struct Page(&'static str);

/// What a page says of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The chapter it stands in.
    pub chapter: &'static str,
    /// The code, which is its heading.
    pub code: &'static str,
    /// All of it, the heading included.
    pub text: &'static str,
}

impl Page {
    /// Returns its sections, in order.
    pub fn sections(self) -> impl Iterator<Item = Section> {
        let mut chapter = "";
        // No line of an example begins with a comment.
        let starts = self.0.match_indices("\n#").map(|(at, _)| at + 1);
        let ends = starts.clone().skip(1).chain([self.0.len()]);
        starts.zip(ends).filter_map(move |(start, end)| {
            let text = self.0[start..end].trim_end();
            let heading = text.lines().next().unwrap_or_default();
            let Some(code) = heading.strip_prefix("## ") else {
                chapter = heading.trim_start_matches("# ");
                return None;
            };
            Some(Section {
                chapter,
                code,
                text,
            })
        })
    }

    /// Returns the section of a code.
    pub fn section(self, code: &str) -> Option<Section> {
        self.sections().find(|section| section.code == code)
    }
}

impl Section {
    /// Returns its first sentence, as the line of a list.
    pub fn gist(&self) -> String {
        let body = self.text.lines().skip(2);
        let paragraph: Vec<&str> = body.take_while(|line| !line.is_empty()).collect();
        let paragraph = paragraph.join(" ");
        let end = paragraph.find(". ").unwrap_or(paragraph.len());
        let mut letters = paragraph[..end].trim_end_matches('.').chars();
        let first = letters.next().map(char::to_lowercase);
        first.into_iter().flatten().chain(letters).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_their_chapter_and_end_before_the_next() {
        let page = Page(
            "# Page\n\nText.\n\n# One\n\n## a\n\nIt is\nso. And so.\n\n## b\n\nNo.\n\n# Two\n\n## c\n\nIt: 1.5.\n",
        );
        let sections: Vec<Section> = page.sections().collect();
        let places = sections.iter().map(|it| (it.chapter, it.code));
        assert_eq!(
            places.collect::<Vec<_>>(),
            [("One", "a"), ("One", "b"), ("Two", "c")]
        );
        assert_eq!(sections[0].text, "## a\n\nIt is\nso. And so.");
        let gists = sections.iter().map(Section::gist);
        assert_eq!(gists.collect::<Vec<_>>(), ["it is so", "no", "it: 1.5"]);
        assert_eq!(page.section("b"), Some(sections[1]));
        assert_eq!(page.section("d"), None);
    }
}
