//! A file of cases, read.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Source, Span, did_you_mean, nearest, quoted_list};
use crate::render;
use crate::value::{Day, unquoted};

/// A file of cases.
#[derive(Debug)]
pub struct Suite {
    /// Where it was read from.
    pub path: PathBuf,
    /// What holds for all cases.
    pub header: Header,
    /// The cases, in order.
    pub cases: Vec<Case>,
    /// The whole text.
    pub(super) source: Arc<Source>,
}

/// What holds for all cases of a file.
#[derive(Debug)]
pub struct Header {
    /// The folder of the ledger, seen from the file.
    pub ledger: Option<PathBuf>,
    /// The day that `today` is.
    pub today: Option<Day>,
    /// How answers are written.
    pub format: &'static render::Mode,
    /// The values of parameters.
    pub params: Vec<(String, String)>,
    /// Where the ledger is named.
    pub(super) ledger_at: Span,
    /// Where each parameter is given its value.
    pub(super) params_at: Vec<Span>,
}

/// A query and what it is expected to give.
#[derive(Debug)]
pub struct Case {
    /// What it is called; no two in a file are called the same.
    pub name: String,
    /// The line of its name, counted from 1.
    pub line: usize,
    /// The query.
    pub query: String,
    /// What it should give, without empty lines behind it.
    pub expected: String,
    /// Where the query stands in the file.
    pub(super) query_at: Span,
    /// The bytes of the file that hold the output.
    recorded: Range<usize>,
}

impl Suite {
    /// Reads a file; everything wrong with its form is reported at once.
    pub fn read(path: &Path) -> Result<Suite, Report> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| {
            Diagnostic::error("unreadable", format!("cannot read ‘{name}’: {error}"))
        })?;
        let source = Source::decode(name, bytes)?;
        Suite::parse(path, source)
    }

    /// Reads the text of a file; everything wrong with its form is reported at once.
    pub fn parse(path: &Path, source: Arc<Source>) -> Result<Suite, Report> {
        let mut reader = Reader::new(&source);
        let header = reader.header();
        let cases = reader.cases();
        if cases.is_empty() && reader.report.diagnostics.is_empty() {
            let help = "a case is a line ‘=== name’, a query, a line ‘---’ and what it gives";
            reader.error(0, "", "there is no case in this file", help);
        }
        if !reader.report.diagnostics.is_empty() {
            return Err(reader.report);
        }
        Ok(Suite {
            path: path.to_owned(),
            header,
            cases,
            source,
        })
    }

    /// Returns the file's text with the outputs of some cases replaced, the rest as it is.
    pub fn recorded(&self, outputs: &[(usize, String)]) -> String {
        let mut text = String::with_capacity(self.source.text.len());
        let mut from = 0;
        for (place, output) in outputs {
            let recorded = &self.cases[*place].recorded;
            text.push_str(&self.source.text[from..recorded.start]);
            if !text.ends_with('\n') {
                text.push('\n');
            }
            for line in output.lines() {
                text.push_str(if is_marker(line) { "\\" } else { "" });
                text.push_str(line);
                text.push('\n');
            }
            if recorded.end < self.source.text.len() {
                text.push('\n');
            }
            from = recorded.end;
        }
        text.push_str(&self.source.text[from..]);
        text
    }
}

/// Tells whether a line of output would be taken for the next case, or for one written with a `\`.
fn is_marker(line: &str) -> bool {
    line.trim_start_matches('\\').starts_with(CASE)
}

const CASE: &str = "===";
const OUTPUT: &str = "---";
const DIRECTIVES: [&str; 4] = ["ledger", "today", "format", "param"];

struct Reader<'a> {
    source: &'a Arc<Source>,
    /// Every line, without its end, and where it begins.
    lines: std::iter::Peekable<std::vec::IntoIter<(usize, &'a str)>>,
    line: usize,
    report: Report,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Arc<Source>) -> Self {
        let mut at = 0;
        let lines = source.text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            let line = line.strip_suffix('\n').unwrap_or(line);
            (start, line.strip_suffix('\r').unwrap_or(line))
        });
        let lines: Vec<_> = lines.collect();
        Reader {
            source,
            lines: lines.into_iter().peekable(),
            line: 0,
            report: Report::default(),
        }
    }

    /// Returns the next line, unless a case begins there.
    fn next_inside(&mut self) -> Option<(usize, &'a str)> {
        let line = self.lines.next_if(|(_, line)| !line.starts_with(CASE))?;
        self.line += 1;
        Some(line)
    }

    fn error(&mut self, at: usize, line: &str, message: impl Into<String>, help: &str) {
        let span = Span::new(at, at + line.len());
        let diagnostic = Diagnostic::error("golden-form", message).at(self.source, span);
        self.report.diagnostics.push(diagnostic.help(help));
    }

    fn header(&mut self) -> Header {
        let format = &render::MODES[0];
        let mut header = Header {
            ledger: None,
            today: None,
            format,
            params: Vec::new(),
            ledger_at: Span::default(),
            params_at: Vec::new(),
        };
        while let Some((at, line)) = self.next_inside() {
            let text = line.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            if let Some((name, value)) = text.strip_prefix("param ").and_then(|p| p.split_once('='))
            {
                let name = name.trim().trim_start_matches('$');
                header
                    .params
                    .push((name.to_owned(), unquoted(value.trim()).to_owned()));
                header.params_at.push(Span::new(at, at + line.len()));
                continue;
            }
            let (name, value) = text.split_once(':').unwrap_or((text, ""));
            match (name.trim_end(), value.trim()) {
                ("ledger", folder) => {
                    header.ledger = Some(PathBuf::from(unquoted(folder)));
                    header.ledger_at = Span::new(at, at + line.len());
                }
                ("today", day) => match Day::parse(day) {
                    Some(day) => header.today = Some(day),
                    None => self.error(
                        at,
                        line,
                        format!("‘{day}’ is not a day"),
                        "write it as ‘today: 2025-01-31’",
                    ),
                },
                ("format", mode) => match render::mode(mode) {
                    Some(mode) => header.format = mode,
                    None => {
                        let modes = quoted_list(render::MODES.iter().map(|mode| mode.name));
                        let message = format!("there is no format ‘{mode}’");
                        self.error(at, line, message, &format!("the formats are {modes}"));
                    }
                },
                (name, _) if name == "param" || name.starts_with("param ") => self.error(
                    at,
                    line,
                    "a parameter is not given its value",
                    "write it as ‘param NAME=VALUE’, without a colon",
                ),
                (other, _) => {
                    let first = other.split_whitespace().next().unwrap_or_default();
                    let help = match nearest(first, DIRECTIVES) {
                        Some(near) => did_you_mean(near),
                        None => "before the first ‘=== name’ stand ‘# comments’, ‘ledger: PATH’, \
                                 ‘today: DATE’, ‘format: MODE’ and ‘param NAME=VALUE’"
                            .to_owned(),
                    };
                    self.error(at, line, "this line belongs to no case", &help);
                }
            }
        }
        header
    }

    fn cases(&mut self) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        while let Some((at, line)) = self.lines.next() {
            self.line += 1;
            let name = line[CASE.len()..].trim();
            if name.is_empty() {
                self.error(at, line, "the case has no name", "write ‘=== name’");
            }
            if let Some(other) = cases.iter().find(|case| case.name == name) {
                let message = format!(
                    "‘{name}’ is the name of the case at line {} too",
                    other.line
                );
                self.error(at, line, message, "give each case a name of its own");
            }
            cases.extend(self.case(at, line, name));
        }
        cases
    }

    /// Reads what stands below a case's name.
    fn case(&mut self, at: usize, heading: &str, name: &str) -> Option<Case> {
        let number = self.line;
        let mut query = Vec::new();
        let mut query_at = Span::new(at, at + heading.len());
        let start = loop {
            let Some((line_at, line)) = self.next_inside() else {
                let message = format!("the case ‘{name}’ has no output");
                let help = "put a line ‘---’ behind the query; ‘--update’ writes what follows it";
                self.error(at, heading, message, help);
                return None;
            };
            if line.trim_end() == OUTPUT {
                // The rest of the line and its end.
                let rest = &self.source.text[line_at..];
                break line_at + rest.find('\n').map_or(rest.len(), |newline| newline + 1);
            }
            if query.iter().all(|line: &&str| line.trim().is_empty()) {
                query_at = Span::new(line_at, line_at + line.len());
            }
            query.push(line);
        };
        let query = query.join("\n");
        if query.trim().is_empty() {
            let message = format!("the case ‘{name}’ has no query");
            self.error(at, heading, message, "write it between the name and ‘---’");
        }
        let mut expected = Vec::new();
        while let Some((_, line)) = self.next_inside() {
            let escaped = line.starts_with('\\') && is_marker(line);
            expected.push(if escaped { &line[1..] } else { line });
        }
        let end = self
            .lines
            .peek()
            .map_or(self.source.text.len(), |(next, _)| *next);
        let expected = expected.join("\n").trim_end_matches('\n').to_owned();
        let name = name.to_owned();
        Some(Case {
            name,
            line: number,
            query,
            expected,
            query_at,
            recorded: start..end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Suite, Report> {
        let source = Source {
            name: "a.golden".to_owned(),
            text: text.to_owned(),
        };
        Suite::parse(Path::new("a.golden"), Arc::new(source))
    }

    #[test]
    fn reads_header_and_cases() {
        let suite = parsed(
            "# about\nledger: ../x\ntoday: 2025-01-31\nformat: csv\nparam who=A=B\nparam $to=\"C D\"\n\n\
             === one\nclaims\n  | count\n---\na\n\nb\n\n\n=== two\nclaims\n---\n",
        );
        let suite = suite.expect("well formed");
        assert_eq!(suite.header.ledger, Some(PathBuf::from("../x")));
        assert_eq!(suite.header.today, Day::from_civil(2025, 1, 31));
        assert_eq!(suite.header.format.name, "csv");
        let params = [("who", "A=B"), ("to", "C D")];
        let params = params.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(suite.header.params, params);
        let [one, two] = &suite.cases[..] else {
            panic!("{:?}", suite.cases)
        };
        assert_eq!(
            (&*one.name, one.line, &*one.query),
            ("one", 8, "claims\n  | count")
        );
        assert_eq!((&*one.expected, &*two.expected), ("a\n\nb", ""));
        assert_eq!((&*two.name, two.line), ("two", 17));
    }

    #[test]
    fn refuses_what_is_malformed_with_the_place() {
        let cases = [
            ("x\n", "a.golden:1:1: this line belongs to no case"),
            (
                "formt: csv\n",
                "a.golden:1:1: this line belongs to no case [golden-form]; did you mean ‘format’?",
            ),
            (
                "\ntoday: tomorrow\n",
                "a.golden:2:1: ‘tomorrow’ is not a day",
            ),
            ("format: xml\n", "a.golden:1:1: there is no format ‘xml’"),
            ("# none\n", "a.golden:1:1: there is no case in this file"),
            (
                "param: who=x\n",
                "a.golden:1:1: a parameter is not given its value [golden-form]; write it as ‘param NAME=VALUE’",
            ),
            ("param who\n", "a.golden:1:1: a parameter is not given"),
            ("===\nq\n---\n", "a.golden:1:1: the case has no name"),
            ("=== a\nq\n", "a.golden:1:1: the case ‘a’ has no output"),
            ("=== a\n\n---\n", "a.golden:1:1: the case ‘a’ has no query"),
            (
                "=== a\nq\n---\n=== a\nq\n---\n",
                "a.golden:4:1: ‘a’ is the name of the case at line 1",
            ),
        ];
        for (text, expected) in cases {
            let report = parsed(text).expect_err(text);
            assert!(
                report.lines().starts_with(expected),
                "{text:?}: {}",
                report.lines()
            );
        }
    }

    #[test]
    fn records_only_what_changed() {
        let text = "# x\n=== a\nq\n---\nold  \n\n\n=== b\nq\n---\nkept  \n\n\n=== c\nq\n---";
        let suite = parsed(text).expect("well formed");
        assert_eq!(suite.recorded(&[]), text);
        assert_eq!(
            suite.recorded(&[(0, "new\n".to_owned()), (2, "x\n=== y\n\\=== z".to_owned())]),
            "# x\n=== a\nq\n---\nnew\n\n=== b\nq\n---\nkept  \n\n\n=== c\nq\n---\nx\n\\=== y\n\\\\=== z\n"
        );
    }

    #[test]
    fn reads_back_what_it_records() {
        let output = "===\n=== x\n\\===\n\\\\=== y\n\\x\n---";
        let suite = parsed("=== a\nq\n---\n").expect("well formed");
        let suite = parsed(&suite.recorded(&[(0, output.to_owned())])).expect("well formed");
        assert_eq!(suite.cases[0].expected, output);
    }

    #[test]
    fn reads_files_with_windows_line_ends() {
        let suite = parsed("=== a\r\nq\r\n---\r\nx\r\ny\r\n").expect("well formed");
        assert_eq!(
            (&*suite.cases[0].query, &*suite.cases[0].expected),
            ("q", "x\ny")
        );
    }
}
