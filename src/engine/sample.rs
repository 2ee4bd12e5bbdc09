//! The sample ledger: the seeds, built in.

use crate::model::Text;

/// The files of the seeds, in ledger order; a test holds the list against the folder.
const FILES: &[(&str, &str)] = &[
    ("seeds/000.toml", include_str!("../../seeds/000.toml")),
    ("seeds/001.toml", include_str!("../../seeds/001.toml")),
    ("seeds/002.toml", include_str!("../../seeds/002.toml")),
    ("seeds/003.toml", include_str!("../../seeds/003.toml")),
    ("seeds/004.toml", include_str!("../../seeds/004.toml")),
    (
        "seeds/entities.toml",
        include_str!("../../seeds/entities.toml"),
    ),
    (
        "seeds/sources.toml",
        include_str!("../../seeds/sources.toml"),
    ),
];

/// Returns the files of the sample ledger.
pub fn texts() -> impl Iterator<Item = Text> {
    FILES.iter().map(|(name, text)| Text {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let entries = std::fs::read_dir(folder).expect("the seeds are in the repository");
        let names = entries.map(|entry| entry.expect("the folder can be read").file_name());
        let mut files: Vec<String> = names
            .map(|name| format!("seeds/{}", name.to_string_lossy()))
            .collect();
        files.sort();
        assert_eq!(
            files,
            FILES
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect::<Vec<_>>()
        );
    }
}
