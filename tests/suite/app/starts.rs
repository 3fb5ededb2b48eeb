//! What a start does before anybody is served: it waits for its database, encrypts the way there, and migrates.

use std::time::Instant;

use super::python;
use crate::support::{MariaDb, Start};

/// How many there are.
const MIGRATIONS: usize = 2;

#[test]
fn several_that_start_at_once_migrate_once_and_later_starts_find_nothing_to_do() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let url = database.url();
    let start = |count: usize| {
        let mut together: Vec<_> = (0..count).map(|_| Start::new(&python, &url).spawn()).collect();
        for app in &mut together {
            let log = app.log();
            app.service
                .until("gunicorn's readiness", || log.printed().contains("Listening at"));
        }
        together.iter().map(|app| app.service.printed()).collect::<String>()
    };
    let tables = || {
        database.query(
            "SELECT table_name, column_name, column_type, is_nullable FROM information_schema.columns \
             WHERE table_schema = 'crew' ORDER BY table_name, ordinal_position",
        )
    };
    let upgrades = |printed: &str| printed.matches("Running upgrade").count();

    let printed = start(3);
    assert_eq!(upgrades(&printed), MIGRATIONS, "{printed}");
    let made = tables();
    assert!(made.contains("users\tusername\tvarchar(32)\tNO"), "{made}");
    assert!(made.contains("users\tpassword_hash\tvarchar(255)\tNO"), "{made}");

    database.query("INSERT INTO crew.users (username, email, password_hash) VALUES ('ada', 'ada@example.org', 'none')");
    assert_eq!(upgrades(&start(1)), 0);

    // As after a kill between the making of the table and the note of it.
    database.query("DELETE FROM crew.alembic_version");
    assert_eq!(upgrades(&start(2)), MIGRATIONS);
    assert_eq!(tables(), made);
    assert_eq!(
        database.query("SELECT version_num, username FROM crew.alembic_version, crew.users"),
        "0002\tada"
    );
}

#[test]
fn a_start_waits_while_another_migrates() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let mut other = database.session();
    assert_eq!(other.ask("SELECT GET_LOCK(CONCAT('migrations-', MD5('crew')), 0);"), "1");

    let url = database.url();
    let mut app = Start::new(&python, &url).spawn();
    app.service.until("its wait for the lock", || {
        database.query("SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User lock'") == "1"
    });
    assert_eq!(
        database.query("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'crew'"),
        "0"
    );

    drop(other);
    let log = app.log();
    app.service
        .until("gunicorn's readiness", || log.printed().contains("Listening at"));
}

#[test]
fn a_start_waits_for_its_database_for_as_long_as_it_is_told() {
    let Some(python) = python() else { return };
    let Some(mut database) = MariaDb::start() else { return };
    database.stop();
    let url = database.url();
    let mut patient = Start::new(&python, &url).spawn();
    let log = patient.log();
    patient
        .service
        .until("its wait", || log.printed().contains("trying for another"));
    database.run();
    patient
        .service
        .until("gunicorn's readiness", || log.printed().contains("Listening at"));

    database.stop();
    let started = Instant::now();
    let mut hasty = Start {
        wait: "3",
        ..Start::new(&python, &url)
    }
    .spawn();
    let ended = hasty.service.ends();
    let printed = hasty.service.printed();
    assert_eq!(ended.code(), Some(1), "{printed}");
    assert!(
        printed.contains("can't be used (2003: ") && printed.contains("given up after 3 s"),
        "{printed}"
    );
    assert!(
        (3..20).contains(&started.elapsed().as_secs()),
        "{:?}: {printed}",
        started.elapsed()
    );

    let mut told_to_stop = Start::new(&python, &url).spawn();
    let log = told_to_stop.log();
    told_to_stop
        .service
        .until("its wait", || log.printed().contains("trying for another"));
    told_to_stop.service.stop();
    assert_eq!(told_to_stop.service.ends().code(), Some(143), "{}", log.printed());
}

#[test]
fn what_no_wait_mends_is_told_at_once_and_without_a_secret() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let url = database.url();
    let refused = |start: Start, told: &str| {
        let mut app = start.spawn();
        assert_eq!(app.service.ends().code(), Some(1));
        let printed = app.service.printed();
        assert!(printed.contains(told), "{told}: {printed}");
        assert!(
            !printed.contains("%24") && !printed.contains("p$a#1") && !printed.contains("Traceback"),
            "{printed}"
        );
    };
    let with = |url: &str| Start::new(&python, url);
    refused(with(&url.replace("%24", "%25")), "(1045: Access denied");
    refused(with(&url.replace("/crew", "/other")), "(1044: Access denied");
    refused(
        with(&url.replace("mysql+pymysql", "postgresql")),
        "DATABASE_URL has to be like",
    );
    refused(with(""), "DATABASE_URL has to be like");
    refused(
        Start {
            tls: Some("of"),
            ..with(&url)
        },
        "DATABASE_TLS has to be",
    );
    refused(
        Start {
            wait: "long",
            ..with(&url)
        },
        "DATABASE_WAIT has to be",
    );
    refused(
        Start {
            secret_key: "short",
            ..with(&url)
        },
        "SECRET_KEY has to be",
    );
    refused(
        Start {
            language: Some("de"),
            ..with(&url)
        },
        "APP_LANGUAGE has to be one of: browser, en, fr",
    );
}

#[test]
fn where_authorities_are_known_the_database_has_to_show_their_certificate_and_its_name() {
    let Some(python) = python() else { return };
    let Some(database) = MariaDb::start() else { return };
    let Some(other) = MariaDb::start() else { return };
    let start = |url: &str, authorities: &MariaDb| Start {
        authorities: Some(authorities.certificate()),
        ..Start::new(&python, url)
    };
    let url = database.url();
    drop(start(&url, &database).up());

    let by_another_name = url.replace("127.0.0.1", "localhost");
    assert_ne!(by_another_name, url);
    for (url, authorities, told) in [
        (&url, &other, "certificate verify failed: self-signed certificate"),
        (&by_another_name, &database, "certificate verify failed: Hostname mismatch"),
    ] {
        let began = Instant::now();
        let mut impostor = start(url, authorities).spawn();
        let ended = impostor.service.ends();
        let printed = impostor.log().printed();
        assert!(ended.code() == Some(1) && printed.contains(told), "{printed}");
        assert!(
            !printed.contains("trying for another") && began.elapsed().as_secs() < 60,
            "{printed}"
        );
    }

    let mut nothing = Start {
        authorities: Some("/no/such/file".into()),
        ..Start::new(&python, &url)
    }
    .spawn();
    assert_eq!(nothing.service.ends().code(), Some(1));
    assert!(
        nothing
            .log()
            .printed()
            .contains("DATABASE_CA has to be a file of certificates")
    );
}

#[test]
fn the_connection_to_the_database_is_encrypted_unless_that_is_switched_off() {
    let Some(python) = python() else { return };
    let Some(encrypted) = MariaDb::start() else { return };
    let Some(plain) = MariaDb::start_without_tls() else { return };
    // How many connections the server itself took over TLS.
    let over_tls = || encrypted.query("SHOW STATUS LIKE 'Ssl_finished_accepts'");
    let start = |database: &MariaDb, tls| Start {
        tls,
        ..Start::new(&python, &database.url())
    };

    let mut off = start(&encrypted, Some("off")).spawn();
    let ended = off.service.ends();
    // This server takes nothing in plain text; MariaDB calls that 1045 here, MySQL 3159.
    assert!(
        ended.code() == Some(1) && off.log().printed().contains("(1045: "),
        "{}",
        off.log().printed()
    );
    assert_eq!(over_tls(), "Ssl_finished_accepts\t0");
    for tls in [None, Some("required")] {
        drop(start(&encrypted, tls).up());
    }
    assert_ne!(over_tls(), "Ssl_finished_accepts\t0");

    for tls in [None, Some("required")] {
        let mut required = start(&plain, tls).spawn();
        let ended = required.service.ends();
        let printed = required.log().printed();
        assert!(ended.code() == Some(1) && printed.contains("SSL is required"), "{printed}");
    }
    drop(start(&plain, Some("off")).up());
}
