//! The page of the prompt: its tables are those of the program, its scripts give what it shows.

use std::path::Path;

use crate::page::{Block, Page, code, table, with_tables};
use crate::shell::run;
use whosaid::repl::{COMMANDS, Section, settings};

const PAGE: &str = "docs/prompt.md";

#[test]
fn the_page_says_what_the_program_says() {
    let page = Page::read(PAGE);
    let tables = [("commands", commands()), ("settings", all_settings())];
    let page_with_tables = page.with_text(with_tables(PAGE, page.text(), &tables));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let consoles = page_with_tables.blocks().into_iter();
    let consoles = consoles.filter(|block| block.info == "console");
    let outputs: Vec<(Block, String)> = consoles
        .map(|block| {
            let lines = block.body.lines();
            let commands = lines.filter_map(|line| line.strip_prefix("$ "));
            let shown = commands.map(|it| format!("$ {it}\n{}", run(it, folder)));
            (block.clone(), shown.collect())
        })
        .collect();
    page.compare(&page_with_tables.with_bodies(&outputs));
}

fn commands() -> String {
    let rows = Section::ALL.into_iter().flat_map(|section| {
        let own = COMMANDS.iter().filter(move |it| it.section == section);
        own.map(move |command| {
            let also: Vec<String> = command.aliases.iter().map(|it| code(it)).collect();
            [
                code(&command.usage()),
                command.help.to_owned(),
                also.join(" "),
            ]
        })
    });
    table(["command", "what it does", "also"], rows)
}

fn all_settings() -> String {
    let rows = settings().map(|(name, takes, help)| [code(name), code(takes), help.to_owned()]);
    table(["setting", "takes", "what it says"], rows)
}
