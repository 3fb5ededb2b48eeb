//! XML answers, built as a tree and written out.

use quick_xml::escape::escape;

/// One element: a name, attributes, and text or children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            attributes: Vec::new(),
            text: String::new(),
            children: Vec::new(),
        }
    }

    /// Adds an attribute.
    pub fn attribute(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// Sets this element's own text.
    pub fn content(mut self, text: impl ToString) -> Self {
        self.text = text.to_string();
        self
    }

    /// Adds a child that holds a text.
    pub fn text(mut self, name: impl Into<String>, text: impl ToString) -> Self {
        self.children.push(Element::new(name).content(text));
        self
    }

    /// Adds a child that holds a text, when there is one.
    pub fn optional(self, name: impl Into<String>, text: Option<impl ToString>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    /// Adds a child.
    pub fn child(mut self, child: Element) -> Self {
        self.children.push(child);
        self
    }

    /// Adds children.
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children);
        self
    }

    /// Adds a child `name` that holds a list of elements; an empty list is an empty child.
    pub fn list(self, name: impl Into<String>, items: impl IntoIterator<Item = Element>) -> Self {
        self.child(Element::new(name).children(items))
    }

    /// Adds a child `name` that holds a list of texts, each in an element `item`.
    pub fn texts<T: ToString>(self, name: impl Into<String>, item: &str, texts: impl IntoIterator<Item = T>) -> Self {
        self.list(name, texts.into_iter().map(|text| Element::new(item).content(text)))
    }

    /// This element's children, taken out.
    pub fn into_children(self) -> Vec<Element> {
        self.children
    }

    /// The same element under another name.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The whole document, with its declaration.
    pub fn document(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            write_text(value, out);
            out.push('"');
        }
        if self.text.is_empty() && self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        write_text(&self.text, out);
        for child in &self.children {
            child.write(out);
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

/// Escapes a text and leaves out what XML 1.0 can't hold (production 2, `Char`): most control characters, U+FFFE and U+FFFF.
fn write_text(text: &str, out: &mut String) {
    let writable: String = text
        .chars()
        .filter(|c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..))
        .collect();
    out.push_str(&escape(writable.as_str()).replace('\r', "&#13;"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped() {
        let xml = Element::new("a")
            .attribute("x", "\"<")
            .text("b", "1 < 2 & 3\u{1}")
            .list("c", [])
            .texts("d", "item", ["e"])
            .document();
        assert!(
            xml.ends_with("<a x=\"&quot;&lt;\"><b>1 &lt; 2 &amp; 3</b><c/><d><item>e</item></d></a>"),
            "{xml}"
        );
    }
}
