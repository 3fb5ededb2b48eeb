//! Whoever comes: sign-up, log-in, what is refused, and what they meet when a part is missing.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{PASSWORD, python};
use crate::support::{MariaDb, Names, Nginx, Page, Start, Visitor};

#[test]
fn who_signs_up_is_a_row_of_the_table_and_can_log_in() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let url = database.url();
    let start = Start::new(&python, &url);
    let app = start.up();
    let names = Names::at(Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };

    let ada = nginx.visitor();
    assert_eq!(ada.get("/").status, 200);
    let to_login = ada.get("/users");
    assert_eq!((to_login.status, to_login.header("Location")), (303, Some("/login")));
    let signed_up = ada.sign_up("ada-1", "Ada@Example.org", PASSWORD);
    assert_eq!(
        (signed_up.status, signed_up.header("Location")),
        (303, Some("/users")),
        "{signed_up:?}"
    );

    let row =
        database.query("SELECT username, email, password_hash, created_at > UTC_TIMESTAMP() - INTERVAL 1 MINUTE FROM crew.users");
    let fields: Vec<&str> = row.split('\t').collect();
    assert_eq!([fields[0], fields[1], fields[3]], ["ada-1", "ada@example.org", "1"]);
    assert!(fields[2].starts_with("scrypt:") && !fields[2].contains(PASSWORD), "{row}");

    let crew = ada.get("/users");
    assert!(crew.status == 200 && crew.body.contains("Welcome aboard, ada-1."), "{crew:?}");
    let token = crew.token();
    let thief = ada.with_a_copy_of_the_cookies();
    assert_eq!(thief.get("/users").status, 200);
    assert_eq!(ada.post("/logout", &[("csrf_token", token)]).status, 303);
    assert_eq!(ada.get("/users").status, 303, "logged out, and still let in");
    assert_eq!(thief.get("/users").status, 303, "a copied cookie outlives the log-out");

    for name in ["ada-1", "ADA-1"] {
        let ada = nginx.visitor();
        let wrong = ada.fill_in("/login", &[("username", name), ("password", "not her password")]);
        assert!(wrong.status == 401 && wrong.body.contains("do not fit together"), "{wrong:?}");
        assert_eq!(ada.get("/users").status, 303, "a wrong password let her in");
        assert_eq!(
            ada.fill_in("/login", &[("username", name), ("password", PASSWORD)]).status,
            303
        );
        let crew = ada.get("/users");
        assert!(crew.status == 200 && crew.body.contains("ada-1"), "{crew:?}");
        assert!(!crew.body.contains("example.org"), "addresses are shown to nobody");
    }

    let printed = app.service.printed() + &nginx.log();
    assert!(printed.contains("user 1 signed up"), "{printed}");
    for secret in [PASSWORD, "scrypt:", "example.org", "%27", "a key for a test", token] {
        assert!(!printed.contains(secret), "\"{secret}\" is in the log:\n{printed}");
    }
}

#[test]
fn what_can_not_be_signed_up_is_refused_kindly() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let url = database.url();
    let start = Start::new(&python, &url);
    let _app = start.up();
    let names = Names::at(Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };

    let visitor = nginx.visitor();
    let complete = [
        ("username", "ada"),
        ("email", "ada@example.org"),
        ("password", PASSWORD),
        ("confirm", PASSWORD),
    ];
    let without_token = visitor.post("/signup", &complete);
    assert!(
        without_token.status == 400 && without_token.body.contains("That form is stale"),
        "{without_token:?}"
    );
    let strangers_token = nginx.visitor().get("/signup").token().to_owned();
    let borrowed = visitor.post(
        "/signup",
        &[&[("csrf_token", strangers_token.as_str())], &complete[..]].concat(),
    );
    assert_eq!(borrowed.status, 400, "somebody else's token was taken: {borrowed:?}");
    for (field, value, told) in [
        ("username", "ab", "3 to 32 characters"),
        ("username", "-rf", "a letter or digit first"),
        ("username", "<b>ada</b>", "Letters, digits"),
        ("email", "ada", "does not look like"),
        ("password", "short", "10 to 128 characters"),
        ("confirm", "another password", "The two passwords differ"),
    ] {
        let fields = complete.map(|(name, was)| (name, if name == field { value } else { was }));
        let refused = visitor.fill_in("/signup", &fields);
        assert!(
            refused.status == 422 && refused.body.contains(told),
            "{field}={value}: {refused:?}"
        );
        assert!(
            !refused.body.contains("<b>"),
            "what was entered came back as HTML: {refused:?}"
        );
        assert!(!refused.body.contains(PASSWORD), "the password came back: {refused:?}");
    }
    assert_eq!(database.query("SELECT COUNT(*) FROM crew.users"), "0");
    names_are_taken_once_and_addresses_tell_nothing(&nginx, &database);
}

fn names_are_taken_once_and_addresses_tell_nothing(nginx: &Nginx, database: &MariaDb) {
    let visitor = nginx.visitor();
    assert_eq!(visitor.sign_up("ada", "ada@example.org", PASSWORD).status, 303);
    let same_name = nginx.visitor().sign_up("ADA", "ada2@example.org", PASSWORD);
    assert!(
        same_name.status == 409 && same_name.body.contains("has this user name already"),
        "{same_name:?}"
    );
    // Whoever tries an address learns nothing of who has signed up with it.
    let (known, unknown) = (nginx.visitor(), nginx.visitor());
    let same_address = known.sign_up("ada2", "ADA@example.org", PASSWORD);
    let another = unknown.sign_up("ada3", "ada3@example.org", PASSWORD);
    let told = |page: &Page| (page.status, page.header("Location").map(str::to_owned), page.body.clone());
    assert_eq!(told(&same_address), told(&another));
    assert_eq!(same_address.status, 303, "{same_address:?}");
    // The same name by several at once: the table decides.
    let mut codes: Vec<u16> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|number| {
                let visitor = nginx.visitor();
                scope.spawn(move || visitor.sign_up("bob", &format!("bob{number}@example.org"), PASSWORD).status)
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    codes.sort_unstable();
    assert_eq!(codes, [303, 409, 409, 409]);
    assert_eq!(
        database.query("SELECT username FROM crew.users ORDER BY id"),
        "ada\nada2\nada3\nbob"
    );
}

#[test]
fn answers_carry_what_keeps_browsers_safe_and_guessers_are_slowed_down() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let url = database.url();
    let start = Start::new(&python, &url);
    let app = start.up();
    let names = Names::at(Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };

    let visitor = nginx.visitor();
    for (path, status) in [
        ("/", 200),
        ("/signup", 200),
        ("/no-such-page", 404),
        ("/static/style.css", 200),
        ("/health", 200),
    ] {
        let page = visitor.get(path);
        assert_eq!(page.status, status, "{path}");
        let policy = page.header("Content-Security-Policy").unwrap_or_default();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(page.header("X-Content-Type-Options"), Some("nosniff"), "{path}");
        assert_eq!(page.header("X-Frame-Options"), Some("DENY"), "{path}");
        assert_eq!(page.header("Server"), Some("nginx"), "a version is told: {path}");
        let kept = page.header("Cache-Control").unwrap();
        assert_eq!(kept == "no-store", !path.starts_with("/static"), "{path}: {kept}");
    }
    let cookie = visitor
        .sign_up("ada", "ada@example.org", PASSWORD)
        .header("Set-Cookie")
        .unwrap()
        .to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(
        visitor
            .get("/")
            .header("Set-Cookie")
            .is_none_or(|cookie| cookie.contains("HttpOnly"))
    );
    let huge = "x".repeat(70_000);
    assert_eq!(visitor.post("/signup", &[("username", &huge)]).status, 413);

    // A visitor's own word about where they come from is not believed.
    let liar = nginx.visitor().that_says("X-Forwarded-For: 203.0.113.9");
    let wrong = liar.fill_in("/login", &[("username", "ada"), ("password", "wrong wrong")]);
    assert_eq!(wrong.status, 401);
    let printed = app.service.printed();
    assert!(
        printed.contains("a log-in from 127.0.0.1 failed") && !printed.contains("203.0.113.9"),
        "{printed}"
    );

    let slowed = (0..40).map(|_| visitor.post("/login", &[]).status).collect::<Vec<_>>();
    assert!(slowed.ends_with(&[429]), "forty forms in a row were all taken: {slowed:?}");
    assert!(slowed.starts_with(&[400]), "the first of them was refused: {slowed:?}");
    assert_eq!(visitor.get("/").status, 200, "pages are not slowed down");
}

#[test]
fn health_tells_whether_the_database_answers_and_a_new_connection_is_made_when_it_is_back() {
    let Some(python) = python() else { return };
    let Some(mut database) = MariaDb::start() else { return };
    let url = database.url();
    let start = Start::new(&python, &url);
    let _app = start.up();
    let names = Names::at(Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };

    let visitor = nginx.visitor();
    let status = |visitor: &Visitor| {
        let page = visitor.get("/health");
        let document: Value = serde_json::from_str(&page.body).unwrap();
        (page.status, document["status"].as_str().unwrap().to_owned())
    };
    assert_eq!(status(&visitor), (200, "ok".to_owned()));
    assert_eq!(visitor.sign_up("ada", "ada@example.org", PASSWORD).status, 303);

    database.stop();
    assert_eq!(status(&visitor), (503, "unavailable".to_owned()));
    assert_eq!(visitor.get("/").status, 200, "the first page needs no database");
    let closed = visitor.get("/users");
    assert!(
        closed.status == 503 && closed.body.contains("closed for a moment"),
        "{closed:?}"
    );
    assert!(
        !closed.body.contains("SELECT") && !closed.body.contains("pymysql"),
        "{closed:?}"
    );

    database.run();
    assert_eq!(status(&visitor), (200, "ok".to_owned()));
    assert_eq!(visitor.get("/users").status, 200, "she is still logged in");

    // Connections that died while nobody asked are noticed by nobody.
    let ask_often = || (0..12).map(|_| visitor.get("/users").status).collect::<Vec<_>>();
    assert_eq!(ask_often(), [200; 12]);
    database.stop();
    database.run();
    assert_eq!(ask_often(), [200; 12]);
}

#[test]
fn a_new_container_of_the_application_is_found_at_its_new_address() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let url = database.url();
    let mut start = Start::new(&python, &url);
    let first = start.up();
    let names = Names::at(Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };
    let visitor = nginx.visitor();
    assert_eq!(visitor.get("/health").status, 200);

    drop(first);
    let away = visitor.get("/");
    assert!(
        away.status == 503 && away.body.contains("The application is starting"),
        "{away:?}"
    );
    start.address = "127.0.0.2";
    let _second = start.up();
    names.move_to(Ipv4Addr::new(127, 0, 0, 2));
    let deadline = Instant::now() + Duration::from_secs(30);
    while visitor.get("/health").status != 200 {
        assert!(
            Instant::now() < deadline,
            "nginx still asks at the old address:\n{}",
            nginx.log()
        );
        std::thread::sleep(Duration::from_millis(250));
    }
}
