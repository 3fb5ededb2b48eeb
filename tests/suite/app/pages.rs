//! What a person sees: the application's pages and the bundled site in a real browser, on a desktop and on a phone.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::PASSWORD;
use crate::support::{Browser, MariaDb, Names, Nginx, Part, Start};

const SIZES: [(&str, u32, u32); 2] = [("desktop", 1280, 900), ("phone", 375, 720)];
/// No complaints.
const NOTHING: [String; 0] = [];

/// Where the pictures are kept for whoever wants to look at them: `pages/` in Cargo's folder for tests' files.
fn pictures() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages")
}

/// What holds for a page at any width, in any light, and a picture of it.
fn looks_right(browser: &mut Browser, name: &str, told: &[&str]) {
    for scheme in ["light", "dark"] {
        browser.prefers(scheme);
        for (size, width, height) in SIZES {
            browser.resize(width, height);
            if Part::Axe.if_it_fits().is_some() {
                assert_eq!(browser.violations(), Some(Vec::new()), "{name}, {size}, {scheme}");
            }
            let text = browser.text();
            for words in told {
                assert!(text.contains(words), "{name}, {size}: no \"{words}\" in:\n{text}");
            }
            let wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(
                browser.evaluate(wide),
                json!(0),
                "{name}, {size}: it is wider than the screen"
            );
            let styled = "getComputedStyle(document.body).backgroundColor";
            let paper = if scheme == "dark" {
                "rgb(13, 27, 24)"
            } else {
                "rgb(250, 246, 236)"
            };
            assert_eq!(
                browser.evaluate(styled),
                json!(paper),
                "{name}, {size}: the style sheet is missing"
            );
            let broken = "[...document.images].filter(image => !image.complete || !image.naturalWidth).map(image => image.src)";
            assert_eq!(browser.evaluate(broken), json!([]), "{name}, {size}: pictures are missing");
            let unlabelled =
                "[...document.querySelectorAll('input:not([type=hidden])')].filter(input => !input.labels.length).length";
            assert_eq!(browser.evaluate(unlabelled), json!(0), "{name}, {size}: fields have no label");
            let (wide, high) = browser.picture(&pictures().join(format!("{name}-{size}-{scheme}.png")));
            assert!(
                wide == width && high >= height / 2,
                "{name}, {size}: a picture of {wide} by {high}"
            );
        }
    }
    browser.prefers("light");
    browser.resize(1280, 900);
}

#[test]
fn the_application_is_walked_through_in_a_browser() {
    let Some(python) = Part::AppPackages.or_not_run() else {
        return;
    };
    let Some(mut browser) = Browser::start() else { return };
    let Some(database) = MariaDb::start() else { return };
    let url = database.url();
    let start = Start::new(&python, &url);
    let _app = start.up();
    let names = Names::at(std::net::Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };
    let site = nginx.url();
    signing_up_is_refused_and_then_done(&mut browser, &site);
    add_people(&database);
    browser.visit(&format!("{site}/users"));
    looks_right(
        &mut browser,
        "app-users-many",
        &["31 people have signed on", "Page 1 of 2", "Older"],
    );
    browser.click(".turn a");
    looks_right(&mut browser, "app-users-older", &["Page 2 of 2", "ada you"]);
    logging_out_and_in(&mut browser);
    assert_eq!(browser.complaints(&site), NOTHING);

    browser.visit(&format!("{site}/nothing-here"));
    looks_right(&mut browser, "app-missing", &["No such page", "404"]);
}

#[test]
fn the_application_is_read_in_french_in_a_browser() {
    let Some(python) = Part::AppPackages.or_not_run() else {
        return;
    };
    let Some(mut browser) = Browser::start() else { return };
    let Some(database) = MariaDb::start() else { return };
    let start = Start::new(&python, &database.url());
    let _app = start.up();
    let names = Names::at(std::net::Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };
    let site = nginx.url();
    browser.speaks("fr-FR,fr;q=0.9");
    browser.visit(&site);
    looks_right(
        &mut browser,
        "app-fr-home",
        &["L'équipage au complet", "S'inscrire", "Se connecter"],
    );
    browser.click("nav a[href='/signup']");
    looks_right(&mut browser, "app-fr-signup", &["Adresse e-mail"]);
    fill_in_badly(&mut browser);
    looks_right(
        &mut browser,
        "app-fr-signup-refused",
        &["10 à 128 caractères", "Les deux mots de passe sont différents."],
    );
    fill_in_well(&mut browser);
    add_people(&database);
    looks_right(&mut browser, "app-fr-welcome", &["Bienvenue à bord, ada.", "L'équipage"]);
    browser.visit(&format!("{site}/users"));
    looks_right(
        &mut browser,
        "app-fr-users",
        &["31 personnes se sont inscrites", "Page 1 sur 2", "Se déconnecter"],
    );
    browser.click("nav form button");
    browser.click("nav a[href='/login']");
    looks_right(&mut browser, "app-fr-login", &["Vous revoilà"]);
    browser.visit(&format!("{site}/nothing-here"));
    looks_right(&mut browser, "app-fr-missing", &["Page introuvable", "404"]);
}

fn signing_up_is_refused_and_then_done(browser: &mut Browser, site: &str) {
    browser.visit(site);
    looks_right(browser, "app-home", &["Everyone aboard", "Sign up", "Log in"]);
    browser.click("nav a[href='/signup']");
    looks_right(browser, "app-signup", &["User name", "E-mail address", "Password again"]);
    assert_eq!(browser.complaints(site), NOTHING);

    fill_in_badly(browser);
    looks_right(
        browser,
        "app-signup-refused",
        &["A password has 10 to 128 characters.", "The two passwords differ."],
    );
    let _the_refusal_itself = browser.complaints(site);

    fill_in_well(browser);
    looks_right(
        browser,
        "app-users",
        &["Welcome aboard, ada.", "The crew", "1 person has signed on", "Log out"],
    );
}

fn fill_in_badly(browser: &mut Browser) {
    browser.type_into("#username", "ada");
    browser.type_into("#email", "ada@example.org");
    browser.type_into("#password", "short");
    browser.type_into("#confirm", "shorter");
    // The browser itself holds a short password back; the server's own words are seen where it does not.
    browser.evaluate("document.querySelector('.sheet form').noValidate = true");
    browser.click(".sheet .button");
}

fn fill_in_well(browser: &mut Browser) {
    for field in ["#password", "#confirm"] {
        browser.type_into(field, PASSWORD);
    }
    browser.click(".sheet .button");
}

/// Thirty more, with names that get longer and longer.
fn add_people(database: &MariaDb) {
    for number in 0..30 {
        database.query(&format!(
            "INSERT INTO crew.users (username, email, password_hash) VALUES ('{}{number}', 'n{number}@example.org', 'none')",
            "a-very-long-name-indeed.".chars().take(5 + number).collect::<String>()
        ));
    }
}

fn logging_out_and_in(browser: &mut Browser) {
    browser.click("nav form button");
    looks_right(browser, "app-logged-out", &["You are logged out.", "Log in"]);
    browser.click("nav a[href='/login']");
    looks_right(browser, "app-login", &["Welcome back", "User name"]);
    browser.type_into("#username", "ada");
    browser.type_into("#password", PASSWORD);
    browser.click(".sheet .button");
    looks_right(browser, "app-logged-in", &["Good to see you, ada."]);
}

#[test]
fn the_site_is_read_in_a_browser() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/site");
    let Some(mut browser) = Browser::start() else { return };
    let Some(nginx) = Nginx::website(&folder) else { return };
    let site = nginx.url();

    browser.visit(&site);
    looks_right(
        &mut browser,
        "site-index",
        &["Freight that keeps its word.", "Something to send?"],
    );
    browser.click("nav a[href='about.html']");
    looks_right(&mut browser, "site-about", &["Nineteen people"]);
    browser.click("a[hreflang='fr'].language");
    looks_right(&mut browser, "site-fr-about", &["Dix-neuf personnes"]);
    browser.click(".brand");
    looks_right(&mut browser, "site-fr-index", &["Le fret qui tient parole."]);
    browser.click("a[hreflang='en'].language");
    assert!(browser.text().contains("Freight that keeps its word."), "{}", browser.text());
    assert_eq!(browser.complaints(&site), NOTHING);

    // A bucket answers with the error page at whatever depth the missing page is.
    for path in ["missing", "a/missing/page"] {
        browser.visit(&format!("{site}/{path}"));
        looks_right(
            &mut browser,
            &format!("site-{}", path.replace('/', "-")),
            &["This page has drifted off.", "Cette page a pris le large."],
        );
    }
}
