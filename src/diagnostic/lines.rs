//! Lines and columns of many places.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Source;

/// Where the lines of texts begin, each text read once, however many places in it are asked for.
#[derive(Default)]
pub(crate) struct Lines {
    /// By where the text lies; whoever asks holds it meanwhile.
    starts: BTreeMap<*const Source, Vec<usize>>,
}

impl Lines {
    /// Returns what [`Source::line_column`] does, for a byte on a character boundary.
    pub(crate) fn line_column(&mut self, source: &Arc<Source>, at: usize) -> (usize, usize) {
        let line = self.line(source, at);
        let start = self.starts_of(source)[line - 1];
        (line, source.text[start..at].chars().count() + 1)
    }

    /// Returns the line of it alone.
    pub(crate) fn line(&mut self, source: &Arc<Source>, at: usize) -> usize {
        let starts = self.starts_of(source);
        starts.partition_point(|start| *start <= at)
    }

    fn starts_of(&mut self, source: &Arc<Source>) -> &[usize] {
        self.starts.entry(Arc::as_ptr(source)).or_insert_with(|| {
            let newlines = memchr::memchr_iter(b'\n', source.text.as_bytes());
            std::iter::once(0)
                .chain(newlines.map(|newline| newline + 1))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_source() {
        let texts = ["", "a", "a\nä b\n", "\n\nx\r\ny"];
        let sources = texts.map(|text| {
            Arc::new(Source {
                name: "a".to_owned(),
                text: text.to_owned(),
            })
        });
        let mut lines = Lines::default();
        for source in &sources {
            let ends = source.text.char_indices().map(|(at, _)| at);
            for at in ends.chain([source.text.len()]) {
                let offset = u32::try_from(at).expect("a short text");
                let expected = source.line_column(offset);
                assert_eq!(lines.line_column(source, at), expected, "{source:?} {at}");
            }
        }
    }
}
