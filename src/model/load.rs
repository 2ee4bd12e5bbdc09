//! Loading a ledger from its TOML files.
