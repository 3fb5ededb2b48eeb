//! Drawings in a real browser: no text is wider than it was measured, in either of two fonts, and every drawing is as wide as it says.

use std::path::Path;

use jalon::picture::{Arrangement, Font, svg, width};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;

use super::models::any_picture;
use crate::support::Browser;

/// How many drawings are looked at.
const DRAWINGS: usize = 12;
/// A wide font of the stack, and a narrow one.
pub const FONTS: [&str; 2] = ["'DejaVu Sans', Verdana", "Arial, 'Liberation Sans', 'DejaVu Sans Condensed'"];

/// Of each text in the drawing: what it says, how it is set, how wide it is.
const MEASURED: &str = "[...document.querySelectorAll('text:not(.number)')].map(text => [text.textContent, \
    +text.getAttribute('font-size'), text.classList.contains('bold'), text.classList.contains('mono'), \
    text.getComputedTextLength()])";

#[test]
fn no_text_is_wider_than_it_was_measured() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drawn");
    std::fs::create_dir_all(&folder).unwrap();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut seen = 0;
    for number in 0..DRAWINGS {
        let picture = any_picture().new_tree(&mut runner).unwrap().current();
        let file = folder.join(format!("{number}.svg"));
        std::fs::write(&file, svg(&picture, Arrangement::Wide)).unwrap();
        browser.visit(&format!("file://{}", file.display()));
        for font in FONTS {
            let style = format!("document.documentElement.style.fontFamily = {}", json!(font));
            browser.evaluate(&style);
            for text in browser.evaluate(MEASURED).as_array().unwrap() {
                let content = text[0].as_str().unwrap();
                // What a font lacks is drawn by whichever has it.
                if !content.is_ascii() {
                    continue;
                }
                let font = Font {
                    size: i32::try_from(text[1].as_i64().unwrap()).unwrap(),
                    is_bold: text[2].as_bool().unwrap(),
                    is_mono: text[3].as_bool().unwrap(),
                };
                let (measured, real) = (f64::from(width(content, font)), text[4].as_f64().unwrap());
                assert!(
                    real <= measured + 0.5,
                    "{content:?} in {font:?} is {real} wide, not {measured}"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 200, "{seen}");
}
