//! The small XML documents that S3 requests carry, read into a tree.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};

use super::errors;
use crate::protocol::ApiError;

/// The deepest nesting that is read: S3's own documents have less than half of it, and a tree is dropped by recursion.
const DEEPEST: usize = 32;

/// One element of a document: its name without a namespace prefix, its text and its children in order.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub text: String,
    pub children: Vec<Node>,
}

impl Node {
    /// Reads a whole document. Anything that is not one well-formed element, or is nested too deep, is `MalformedXML`.
    pub fn parse(bytes: &[u8]) -> Result<Self, ApiError> {
        let text = std::str::from_utf8(bytes).map_err(|_| errors::malformed_xml())?;
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Node> = vec![Node::default()];
        loop {
            match reader.read_event().map_err(|_| errors::malformed_xml())? {
                Event::Start(_) if open.len() > DEEPEST => return Err(errors::malformed_xml()),
                Event::Start(start) => open.push(Node::named(start.local_name().as_ref())),
                Event::Empty(start) => {
                    attach(&mut open, Node::named(start.local_name().as_ref()))?;
                }
                Event::End(_) => {
                    let closed = open.pop().ok_or_else(errors::malformed_xml)?;
                    attach(&mut open, closed)?;
                }
                Event::Text(text) => append(&mut open, &text.xml10_content()),
                Event::CData(data) => append(&mut open, &data.xml10_content()),
                Event::GeneralRef(reference) => append(&mut open, &resolve(&reference)?),
                Event::DocType(_) => return Err(errors::malformed_xml()),
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        match (open.pop(), open.is_empty()) {
            (Some(mut document), true) if document.children.len() == 1 => Ok(document.children.remove(0)),
            _ => Err(errors::malformed_xml()),
        }
    }

    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child of that name, in document order.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of that name.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str())
    }

    /// The text of the first child of that name, which the document must hold.
    pub fn required_text(&self, name: &str) -> Result<&str, ApiError> {
        self.text_of(name).ok_or_else(errors::malformed_xml)
    }
}

fn attach(open: &mut [Node], closed: Node) -> Result<(), ApiError> {
    let parent = open.last_mut().ok_or_else(errors::malformed_xml)?;
    parent.children.push(closed);
    Ok(())
}

fn append(open: &mut [Node], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, ApiError> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        Ok(None) => resolve_xml_entity(&reference.xml10_content())
            .map(str::to_owned)
            .ok_or_else(errors::malformed_xml),
        Err(_) => Err(errors::malformed_xml()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_nested_elements_and_entities() {
        let document = Node::parse(
            b"<?xml version=\"1.0\"?><Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
              <Object><Key>a &amp; b&#33;</Key></Object><Object><Key>c</Key></Object></Delete>",
        )
        .unwrap();
        let keys: Vec<_> = document
            .children_named("Object")
            .filter_map(|object| object.text_of("Key"))
            .collect();
        assert_eq!(keys, ["a & b!", "c"]);
    }

    #[test]
    fn refuses_what_is_not_one_document() {
        for text in ["", "plain", "<a>", "<a></b>", "<a/><b/>", "<a>&nothing;</a>"] {
            let error = Node::parse(text.as_bytes()).unwrap_err();
            assert_eq!(error.code, "MalformedXML", "{text}");
        }
    }
}
