//! Code and bold of Markdown, cut into pieces.

/// A piece of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text as it is.
    Plain(&'a str),
    /// Code.
    Code(&'a str),
    /// Bold.
    Strong(&'a str),
}

/// The pieces of a paragraph.
pub(super) fn pieces(paragraph: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (index, part) in paragraph.split('`').enumerate() {
        if index % 2 == 1 {
            pieces.push(Piece::Code(part));
            continue;
        }
        for (index, part) in part.split("**").enumerate().filter(|(_, part)| !part.is_empty()) {
            pieces.push(if index % 2 == 1 {
                Piece::Strong(part)
            } else {
                Piece::Plain(part)
            });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_cut_at_its_marks() {
        let expected = [
            Piece::Plain("A "),
            Piece::Strong("VPC"),
            Piece::Plain(" with "),
            Piece::Code("10.0.0.0/16"),
        ];
        assert_eq!(pieces("A **VPC** with `10.0.0.0/16`"), expected);
    }
}
