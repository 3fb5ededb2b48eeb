//! A dossier in a real browser: nothing is asked for from elsewhere, nothing complains, nothing is cut, on a desktop and on a phone, in
//! light and in dark; and every text can be read on its ground.

use serde_json::{Value, json};

use super::walked;
use crate::picture::browser::FONTS;
use crate::support::Browser;

/// Boxes that stick out of the page, but for those within what scrolls by itself.
pub const STICKING_OUT: &str = "[...document.querySelectorAll('body *')].filter(e => !e.closest('svg, .scroll, .tall') && \
    e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)\
    .map(e => e.tagName + ' ' + e.className)";

/// The lowest contrast of any text with its ground, and which text. Source of the formula: WCAG 2.2, \"contrast ratio\".
pub const CONTRAST: &str = "(() => { const rgb = c => c.match(/[\\d.]+/g).map(Number); \
    const light = c => { const [r, g, b] = rgb(c).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); \
      return 0.2126 * r + 0.7152 * g + 0.0722 * b; }; \
    const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; \
      const [, , , a] = rgb(c); if (a === undefined || a > 0) return c; } return 'rgb(255,255,255)'; }; \
    let worst = [99, '']; for (const e of document.querySelectorAll('body *')) { \
      if (e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue; \
      const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x); \
      const ratio = (a + 0.05) / (b + 0.05); if (ratio < worst[0]) worst = [ratio, e.textContent.slice(0, 40)]; } return worst; })()";

/// Texts of the picture that leave the card they stand on.
const OFF_THEIR_CARD: &str = "[...document.querySelectorAll('svg g[role=img], svg g[role=group]')].filter(g => g.checkVisibility()).flatMap(g => { \
    const box = g.querySelector(':scope > rect').getBoundingClientRect(); \
    return [...g.querySelectorAll(':scope > text')].filter(t => { const b = t.getBoundingClientRect(); \
      return b.right > box.right + 1 || b.left < box.left - 1 || b.bottom > box.bottom + 1; }).map(t => t.textContent); })";

/// Fails where a text of the picture leaves its card, in a wide font or in a narrow one.
pub fn texts_stay_on_their_cards(browser: &mut Browser, where_seen: &str) {
    for font in FONTS {
        let set = format!(
            "document.querySelectorAll('svg').forEach(svg => svg.style.fontFamily = {})",
            json!(font)
        );
        browser.evaluate(&set);
        assert_eq!(browser.evaluate(OFF_THEIR_CARD), json!([]), "{where_seen}, {font}");
    }
}

#[test]
fn a_dossier_reads_well_on_every_screen() {
    let Some(mut browser) = Browser::start() else { return };
    let jalon = walked(&[]);
    jalon.run(&["report"]).ends_with(0);
    let url = format!("file://{}", jalon.folder().join("demo.html").display());
    for (width, height) in [(1280, 900), (390, 844)] {
        browser.resize(width, height);
        for scheme in ["light", "dark"] {
            browser.prefers(scheme);
            browser.visit(&url);
            let wide = browser.evaluate(STICKING_OUT);
            assert_eq!(wide, Value::Array(Vec::new()), "{width} columns, {scheme}");
            let worst = browser.evaluate(CONTRAST);
            assert!(worst[0].as_f64().unwrap() >= 4.5, "{worst} at {width}, {scheme}");
            texts_stay_on_their_cards(&mut browser, &format!("{width}, {scheme}"));
        }
    }
    assert_eq!(browser.evaluate("performance.getEntriesByType('resource').length"), 0);
    assert_eq!(browser.complaints("file:"), Vec::<String>::new());
    let headings = browser.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])");
    let levels: Vec<i64> = headings
        .as_array()
        .unwrap()
        .iter()
        .map(|level| level.as_i64().unwrap())
        .collect();
    assert!(
        levels[0] == 1 && levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
}

#[test]
fn axe_finds_nothing_in_a_dossier() {
    let Some(mut browser) = Browser::start() else { return };
    let jalon = walked(&[]);
    jalon.run(&["report"]).ends_with(0);
    let url = format!("file://{}", jalon.folder().join("demo.html").display());
    for (width, scheme) in [(1280, "light"), (390, "dark")] {
        browser.resize(width, 900);
        browser.prefers(scheme);
        browser.visit(&url);
        let Some(violations) = browser.violations() else { return };
        assert!(violations.is_empty(), "{width}, {scheme}:\n{}", violations.join("\n"));
    }
}

#[test]
fn a_dossier_is_printed_on_a4_with_a_whole_picture() {
    let Some(mut browser) = Browser::start() else { return };
    let jalon = walked(&[]);
    jalon.run(&["report"]).ends_with(0);
    browser.visit(&format!("file://{}", jalon.folder().join("demo.html").display()));
    let pdf = browser.print();
    assert!(pdf.starts_with(b"%PDF"));
    browser.show_as_printed();
    // The room of a page of A4 at 96 pixels an inch, without its margins.
    browser.resize(695, 1010);
    let height = browser.evaluate("document.querySelector('.wide svg').getBoundingClientRect().height");
    let width = browser.evaluate("document.querySelector('.wide svg').getBoundingClientRect().width");
    assert!(
        height.as_f64().unwrap() <= 1010.0 && height.as_f64().unwrap() > 300.0,
        "{height}"
    );
    assert!(width.as_f64().unwrap() <= 695.0, "{width}");
    let hidden = browser.evaluate("getComputedStyle(document.querySelector('details ol')).display");
    assert_eq!(hidden, "block");
}
