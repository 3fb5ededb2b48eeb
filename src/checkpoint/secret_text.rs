//! The text of a secret, which nothing shows.

use std::fmt;

use crate::foreign::hide;

/// The text of a secret. It can be neither printed nor serialised: who needs the text calls [`SecretText::expose`].
#[derive(Clone, PartialEq, Eq)]
pub struct SecretText(String);

impl SecretText {
    /// The text itself, for the place where it has to go.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for SecretText {
    /// From now on the text is blotted out of what others say.
    fn from(text: String) -> Self {
        hide(&text);
        Self(text)
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(***)")
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use serde::Serialize;

    use super::*;

    /// Which implementation `absent` means is not clear, and so doesn't compile, for a type that is shown or serialised.
    trait Shows<Way> {
        fn absent() {}
    }
    struct Printed;
    struct Serialised;
    impl<T> Shows<()> for T {}
    impl<T: Display> Shows<Printed> for T {}
    impl<T: Serialize> Shows<Serialised> for T {}

    #[test]
    fn a_secret_is_neither_printed_nor_serialised() {
        <SecretText as Shows<_>>::absent();
        let secret = SecretText::from("correct-horse".to_owned());
        assert_eq!(
            format!("{secret:?} {:#?}", Some(&secret)),
            "SecretText(***) Some(\n    SecretText(***),\n)"
        );
        assert_eq!(secret.expose(), "correct-horse");
    }
}
