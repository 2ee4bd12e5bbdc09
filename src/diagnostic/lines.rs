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
        let text = &source.text;
        let starts = self.starts.entry(Arc::as_ptr(source)).or_insert_with(|| {
            let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
            std::iter::once(0)
                .chain(newlines.map(|newline| newline + 1))
                .collect()
        });
        let line = starts.partition_point(|start| *start <= at);
        let start = starts[line - 1];
        (line, text[start..at].chars().count() + 1)
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
