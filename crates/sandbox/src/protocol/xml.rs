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

    /// The texts at a path of child names parted by dots, in every item of lists on the way. A step is a child's name without regard to
    /// case and hyphens; the `Set` at the end of a list's name may be left out.
    pub fn texts_at(&self, path: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.collect_texts(Some(path), &mut found);
        found
    }

    fn collect_texts(&self, path: Option<&str>, found: &mut Vec<String>) {
        let items = self.children.iter().filter(|child| child.name == "item");
        for item in items {
            item.collect_texts(path, found);
        }
        let Some(path) = path else {
            if self.children.is_empty() && !self.text.is_empty() {
                found.push(self.text.clone());
            }
            return;
        };
        let (step, rest) = match path.split_once('.') {
            Some((step, rest)) => (step, Some(rest)),
            None => (path, None),
        };
        for child in self.children.iter().filter(|child| is_step(&child.name, step)) {
            child.collect_texts(rest, found);
        }
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

/// Whether a child of that name is meant by a step of a path.
fn is_step(name: &str, step: &str) -> bool {
    let alike = |name: &str| {
        let step = step.bytes().filter(|byte| *byte != b'-');
        name.len() == step.clone().count() && name.bytes().zip(step).all(|(one, other)| one.eq_ignore_ascii_case(&other))
    };
    alike(name) || name.strip_suffix("Set").is_some_and(alike)
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
    fn a_path_reads_the_texts_of_all_items() {
        let group = |id: &str| Element::new("item").text("groupId", id);
        let xml = Element::new("item")
            .text("vpcId", "vpc-1")
            .list("groupSet", [group("sg-1"), group("sg-2")])
            .texts("supportedModes", "item", ["a", "b"]);
        assert_eq!(xml.texts_at("vpc-id"), ["vpc-1"]);
        assert_eq!(xml.texts_at("group.group-id"), ["sg-1", "sg-2"]);
        assert_eq!(xml.texts_at("supportedModes"), ["a", "b"]);
        assert!(xml.texts_at("group").is_empty() && xml.texts_at("vpc").is_empty());
    }

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
