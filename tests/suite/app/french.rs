//! The application for somebody whose browser asks for French: every page is French, and every sentence has its French.

use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Command;

use super::{PASSWORD, python};
use crate::support::{MariaDb, Names, Nginx, Page, Part, Start, Visitor, app_folder, succeeds};

const ASKS_FOR_FRENCH: &str = "Accept-Language: fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7";

/// What `words.py` finds: in these pages, or without any in the application's files.
fn found_by_the_script(python: &Path, pages: &[String]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/app/words.py");
    let mut command = Command::new(python);
    command.arg(script).args(pages).current_dir(app_folder());
    succeeds(command.env("PYTHONPATH", app_folder()).env("PYTHONDONTWRITEBYTECODE", "1"))
}

#[test]
fn every_sentence_of_the_application_has_its_french_and_no_french_is_left_over() {
    let Some(python) = Part::AppPackages.or_not_run() else {
        return;
    };
    assert_eq!(found_by_the_script(&python, &[]), "", "complete assets/app/crew/words.py");
}

/// Keeps pages, and expects each with its status, in French and with its words.
struct Reader(tempfile::TempDir, Vec<String>);

impl Reader {
    fn reads(&mut self, page: &Page, status: u16, told: &str) {
        assert_eq!(page.status, status, "{page:?}");
        assert!(page.body.contains("<html lang=\"fr\">"), "{page:?}");
        let plain = page.body.replace("&#39;", "'");
        assert!(plain.contains(told), "no \"{told}\" in {page:?}");
        let file = self.0.path().join(format!("{}.html", self.1.len()));
        std::fs::write(&file, &page.body).unwrap();
        self.1.push(file.display().to_string());
    }
}

#[test]
fn whoever_asks_for_french_meets_no_english() {
    let Some(python) = python() else { return };
    let Some(mut database) = MariaDb::start() else { return };
    let start = Start::new(&python, &database.url());
    let app = start.up();
    let names = Names::at(Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };
    let ada = nginx.visitor().that_says(ASKS_FOR_FRENCH);
    let mut reader = Reader(tempfile::tempdir().unwrap(), Vec::new());

    signs_up_and_logs_in(&ada, &mut reader);
    database.query("UPDATE crew.users SET created_at = '2026-08-01 07:05:00'");
    let crew = ada.get("/users");
    reader.reads(&crew, 200, "2 personnes se sont inscrites.");
    reader.reads(&crew, 200, "1er\u{a0}août\u{a0}2026 à 9\u{202f}h\u{202f}05");
    for number in 0..30 {
        database.query(&format!(
            "INSERT INTO crew.users (username, email, password_hash) VALUES ('bob{number}', 'bob', 'none')"
        ));
    }
    reader.reads(&ada.get("/users"), 200, "Page 1 sur 2");
    reader.reads(&ada.get("/users?page=2"), 200, "← Plus récents");

    reader.reads(&ada.get("/nothing-here"), 404, "Page introuvable");
    reader.reads(&ada.post("/login", &[]), 400, "Ce formulaire a expiré");
    database.stop();
    reader.reads(&ada.get("/users"), 503, "Le registre est fermé un instant");

    let huge = "x".repeat(70_000);
    reader.reads(&ada.post("/signup", &[("username", &huge)]), 413, "C'est trop");
    let slowed = (0..40).map(|_| ada.post("/login", &[])).find(|page| page.status == 429);
    reader.reads(&slowed.unwrap(), 429, "Attendez une demi-minute");
    drop(app);
    reader.reads(&ada.get("/"), 503, "L'application démarre");
    let away = nginx.visitor().get("/");
    assert!(
        away.body.contains("<html lang=\"en\">") && format!("{away:?}").contains("Vary: Accept-Language"),
        "{away:?}"
    );

    assert_eq!(
        found_by_the_script(&python, &reader.1),
        "",
        "English sentences in French pages"
    );
    let english = reader.0.path().join("english.html");
    std::fs::write(&english, "<p>Page <b>1</b> of 2</p><img alt='Log in'>").unwrap();
    let found = found_by_the_script(&python, &[english.display().to_string()]);
    assert!(
        found.contains("Log in") && found.contains("Page %(page)s"),
        "English is not found: {found}"
    );
}

fn signs_up_and_logs_in(ada: &Visitor, reader: &mut Reader) {
    let home = ada.get("/");
    reader.reads(&home, 200, "L'équipage au complet sur une page.");
    // nginx has a Vary of its own, about compression.
    assert!(format!("{home:?}").contains("Vary: Accept-Language"), "{home:?}");

    assert_eq!(ada.get("/users").status, 303);
    reader.reads(&ada.get("/login"), 200, "Connectez-vous pour voir cette page.");
    reader.reads(&ada.get("/signup"), 200, "lettres sans accent");
    reader.reads(&ada.fill_in("/signup", &[]), 422, "Choisissez un mot de passe.");
    let refused = ada.sign_up("é", "ada", "short");
    reader.reads(&refused, 422, "Un nom d'utilisateur compte de 3 à 32 caractères.");
    assert_eq!(ada.sign_up("ada", "ada@example.org", PASSWORD).status, 303);
    let crew = ada.get("/users");
    reader.reads(&crew, 200, "Bienvenue à bord, ada.");
    reader.reads(&crew, 200, "1 personne s'est inscrite.");
    reader.reads(&crew, 200, "Déconnecter ada");
    assert_eq!(ada.post("/logout", &[("csrf_token", crew.token())]).status, 303);
    reader.reads(&ada.get("/"), 200, "Votre session est fermée.");

    let taken = ada.sign_up("ADA", "ada@example.org", PASSWORD);
    reader.reads(&taken, 409, "Ce nom d'utilisateur est déjà pris.");
    let wrong = ada.fill_in("/login", &[("username", "ada"), ("password", "not her password")]);
    reader.reads(&wrong, 401, "ne correspondent pas");
    assert_eq!(ada.sign_up("bob", "bob@example.org", PASSWORD).status, 303);
    let crew = ada.get("/users");
    assert_eq!(ada.post("/logout", &[("csrf_token", crew.token())]).status, 303);
    assert_eq!(
        ada.fill_in("/login", &[("username", "ada"), ("password", PASSWORD)]).status,
        303
    );
    reader.reads(&ada.get("/users"), 200, "Quel plaisir de vous revoir, ada.");
}

#[test]
fn an_answer_decides_for_every_browser() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let names = Names::at(Ipv4Addr::LOCALHOST);
    for (language, page, away) in [
        ("fr", "L'équipage au complet sur une page.", "L'application démarre"),
        ("en", "Everyone aboard, on one page.", "The application is starting"),
        ("browser", "Everyone aboard, on one page.", "The application is starting"),
    ] {
        let start = Start {
            language: Some(language),
            ..Start::new(&python, &database.url())
        };
        let app = start.up();
        let Some(nginx) = Nginx::speaking(language, start.port, &names) else {
            return;
        };
        // Each asks for the other language where an answer decides.
        let asks = if language == "en" {
            ASKS_FOR_FRENCH
        } else {
            "Accept-Language: en"
        };
        let visitor = nginx.visitor().that_says(asks);
        let home = visitor.get("/");
        assert!(
            home.status == 200 && home.body.replace("&#39;", "'").contains(page),
            "{language}: {home:?}"
        );
        drop(app);
        let starting = visitor.get("/");
        assert!(
            starting.status == 503 && starting.body.contains(away),
            "{language}: {starting:?}"
        );
    }
}
