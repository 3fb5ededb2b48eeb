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
