//! The sidecar `articles.toml`: what is known of the articles of a folder from outside their texts.

/// The tables of a sidecar, by file name.
#[derive(Debug, Default)]
pub struct Sidecar {}
