//! The parameters that a command line gives.

use std::sync::Arc;

use super::messages::Messages;
use super::options::Options;
use super::stop::Stop;
use crate::diagnostic::{Report, Source};
use crate::syntax::Declared;

/// Tells of parameters that are given and that none of the texts declares.
pub(crate) fn expect_declared(
    texts: &[Arc<Source>],
    options: &Options,
    messages: &Messages,
) -> Result<(), Stop> {
    let Some(declared) = Declared::of(texts) else {
        // What is wrong with the form of a text will be told.
        return Ok(());
    };
    let names = options.params.iter().map(|(name, _)| name);
    let diagnostics: Vec<_> = names.filter_map(|name| declared.refusal(name)).collect();
    if diagnostics.is_empty() {
        return Ok(());
    }
    messages.report(&Report { diagnostics });
    Err(Stop::Usage)
}
