//! A function for each message, which `build.rs` makes from `assets/locales`.
#![expect(
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    clippy::missing_panics_doc,
    clippy::derivable_impls,
    reason = "generated: a message that is not there in every language, with the same values, has no function"
)]

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

impl L10nLanguage {
    /// The message of this id, where there is one and it takes no values: for what has its id by construction.
    pub(crate) fn find(&self, id: &str) -> Option<String> {
        self.0.msg(id, None).ok()
    }
}
