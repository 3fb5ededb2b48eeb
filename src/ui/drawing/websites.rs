//! The websites, as lines: whoever is on the Internet reads them, without passing any gateway.

use super::things::INTERNET;
use crate::locale::say;
use crate::picture::{Edge, Stop, Verdict};
use crate::walkthrough::{Drawing, Website};

/// The lines that lead to the websites of a drawing.
pub(super) fn edges(drawing: &Drawing) -> impl Iterator<Item = Edge> {
    drawing.websites.iter().map(edge)
}

fn edge(website: &Website) -> Edge {
    let say = say();
    let (verdict, let_in) = match website.is_open {
        Some(true) => (Verdict::Open, say.picture_website_open()),
        Some(false) => {
            let (at, reason) = (Stop::Entering, say.picture_website_closed());
            (Verdict::Stopped { at, reason }, String::new())
        }
        None => {
            let (is_open, reason) = (true, String::new());
            (Verdict::Unknown { is_open, reason }, String::new())
        }
    };
    let reaches = say.picture_website();
    Edge {
        from: vec![INTERNET.to_owned()],
        via: Vec::new(),
        to: website.key.clone(),
        label: format!("{} → {reaches}", say.end_internet()),
        reaches,
        verdict,
        is_kept: website.is_open != Some(false),
        let_in,
    }
}
