//! Messages without values, kept for as long as the process runs.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

static KEPT: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);

/// The same text as one that lasts: for titles, prompts and names of things, of which a catalogue has a few. Each is kept once.
pub fn kept(text: String) -> &'static str {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_default();
    if let Some(known) = kept.get(text.as_str()) {
        return known;
    }
    let lasting: &'static str = Box::leak(text.into_boxed_str());
    kept.insert(lasting);
    lasting
}
