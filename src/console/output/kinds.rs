//! What is written of each kind: answers to a person and to a command, and listings; and what is told
//! where that can't be, or not all of it.

use std::sync::Arc;

use super::Output;
use crate::answer::Answer;
use crate::console::messages::Messages;
use crate::console::stop::Stop;
use crate::diagnostic::Diagnostic;
use crate::golden;
use crate::render::{self, Elision};
use crate::value::counted;

/// The columns of a listing that are never left out: what is listed, and what it is.
const KEPT_OF_LISTINGS: usize = 2;
impl Output {
    /// Writes what a command asked: as a table where the mode cannot draw it, and to a person with a
    /// sign for what is absent.
    pub(crate) fn answer_to_command(
        &mut self,
        answer: &Arc<Answer>,
        messages: &Messages,
    ) -> Result<(), Stop> {
        let lack = golden::lack(answer, self.mode());
        let asked = self.layout.mode;
        if lack.is_some() {
            self.layout.mode = Some(&render::MODES[0]);
        }
        let mut options = self.options();
        if options.null.is_empty() && self.mode().elides {
            render::ABSENT.clone_into(&mut options.null);
        }
        let result = self.answer_as(answer, &options, messages);
        self.layout.mode = asked;
        if let Some(lack) = lack.filter(|_| result.is_ok()) {
            messages.note(&format!("{}: it is a table", lack.message));
        }
        result
    }

    /// Writes a listing, which is no answer from a ledger, so that its rows need no numbers.
    ///
    /// To a person it is a table, or blocks where these were asked for; to a program it is in the mode
    /// of all answers, where that is one for programs.
    pub(crate) fn listing(
        &mut self,
        answer: &Arc<Answer>,
        messages: &Messages,
    ) -> Result<(), Stop> {
        let asked = self.layout.mode;
        let mode = self.mode();
        let is_read_here = self.is_attended && self.goes_to_terminal();
        if !render::LISTS.contains(&mode.name) && (mode.elides || is_read_here) {
            self.layout.mode = Some(&render::MODES[0]);
        }
        let options = render::Options {
            numbered: self.layout.numbered.unwrap_or(false),
            auto: false,
            kept: KEPT_OF_LISTINGS,
            max_rows: None,
            ..self.options()
        };
        let result = self.answer_as(answer, &options, messages);
        self.layout.mode = asked;
        result
    }

    /// Tells where an answer has not what the mode draws.
    pub(crate) fn expect_needed(&self, answer: &Answer, messages: &Messages) -> Result<(), Stop> {
        let Some(lack) = golden::lack(answer, self.mode()) else {
            return Ok(());
        };
        messages.report(&lack.into());
        Err(Stop::Usage)
    }

    /// Tells where the width that was asked for is too small for an answer.
    pub(crate) fn expect_room(&self, answer: &Answer, messages: &Messages) -> Result<(), Stop> {
        let least = self.mode().least_width.map(|least| least(answer));
        let (Some(width), Some(least)) = (self.layout.width, least) else {
            return Ok(());
        };
        if width == 0 || width >= least || self.options().elide {
            return Ok(());
        }
        let (mode, columns) = (self.mode().name, counted(answer.columns.len(), "column"));
        let message = format!("‘{mode}’ takes a width of {least} at the least for {columns}");
        let help = if messages.are_brief() {
            "‘.width 0’ lets it take what it needs; ‘select’ picks columns"
        } else {
            "‘--width 0’ lets it take what it needs; ‘select’ picks columns"
        };
        messages.report(&Diagnostic::error("too-narrow", message).help(help).into());
        Err(Stop::Usage)
    }
}

/// Returns what to type to see what was left out, behind a semicolon: at the prompt, or in a shell.
pub(crate) fn remedy(elision: &Elision, at_prompt: bool) -> &'static str {
    match (elision, at_prompt) {
        (Elision::Rows { .. }, true) => "; ‘.maxrows 0’ shows all",
        (Elision::Rows { .. }, false) => "; ‘--max-rows 0’ shows all",
        (Elision::Columns(_), true) => {
            "; ‘.mode vertical’ or ‘.width 0’ shows all, ‘select’ picks columns"
        }
        (Elision::Columns(_), false) => {
            "; ‘--format vertical’ or ‘--width 0’ shows all, ‘select’ picks columns"
        }
        (Elision::Table, true) => "; ‘.mode table’ shows what has room",
        (Elision::Table, false) => "; ‘--format table’ shows what has room",
        (Elision::Cells(1), true) => "; ‘.width 0’ shows it whole",
        (Elision::Cells(1), false) => "; ‘--width 0’ shows it whole",
        (Elision::Cells(_), true) => "; ‘.width 0’ shows them whole",
        (Elision::Cells(_), false) => "; ‘--width 0’ shows them whole",
        (Elision::Total | Elision::OtherUnits(_), _) => "",
        (Elision::NoEnds(_) | Elision::Hidden(_), _) => "",
        (Elision::Unplaced { .. } | Elision::Merged { .. }, _) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_told_in_the_words_of_the_place() {
        let rows = Elision::Rows { shown: 1, of: 2 };
        let columns = Elision::Columns(vec!["text".to_owned()]);
        for (elision, at_prompt, in_a_shell) in [
            (rows, "‘.maxrows 0’", "‘--max-rows 0’"),
            (columns, "‘.mode vertical’", "‘--format vertical’"),
            (Elision::Cells(1), "‘.width 0’", "‘--width 0’"),
        ] {
            assert!(remedy(&elision, true).contains(at_prompt));
            assert!(remedy(&elision, false).contains(in_a_shell));
        }
        assert_eq!(remedy(&Elision::OtherUnits(1), true), "");
    }
}
