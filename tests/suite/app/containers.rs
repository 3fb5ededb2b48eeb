//! What Docker, Compose and nginx make of the application's files.

use std::collections::BTreeSet;
use std::process::Command;

use jalon::hosts::{AppLanguage, AppSettings};

use crate::support::{AWKWARD_PASSWORD, Part, app_folder, succeeds, system};

#[test]
fn every_package_of_the_application_is_pinned_to_the_version_that_is_tested() {
    let Some(python) = Part::AppPackages.or_not_run() else {
        return;
    };
    let listed = std::fs::read_to_string(app_folder().join("requirements.txt")).unwrap();
    let pinned: BTreeSet<String> = listed
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.to_lowercase().replace('_', "-"))
        .collect();
    let report =
        "import importlib.metadata as m; print('\\n'.join(f\"{d.metadata['Name']}=={d.version}\" for d in m.distributions()))";
    let installed: BTreeSet<String> = succeeds(Command::new(&python).args(["-c", report]))
        .lines()
        .map(|line| line.to_lowercase().replace('_', "-"))
        .filter(|line| !line.starts_with("pip==") && !line.starts_with("setuptools=="))
        .collect();
    let more: Vec<&String> = installed.difference(&pinned).collect();
    if !more.is_empty() && std::env::var_os("JALON_APP_PYTHON").is_some() {
        Part::AppPackages.is_broken(&format!("JALON_APP_PYTHON has more packages: {more:?}"));
        return;
    }
    assert_eq!(pinned, installed, "requirements.txt, and what is installed for the tests");

    // Without it PyMySQL can't send a password to MySQL 8.4 in plain text (DATABASE_TLS=off).
    succeeds(Command::new(python).args(["-c", "from pymysql import _auth; assert _auth._have_cryptography"]));
}

#[test]
fn nginx_accepts_the_configuration_as_it_is_shipped() {
    let Some(nginx) = Part::Nginx.or_not_run() else { return };
    // Only that it writes elsewhere than into the /tmp of everybody here.
    let folder = tempfile::tempdir().unwrap();
    let shipped = std::fs::read_to_string(app_folder().join("nginx/nginx.conf")).unwrap();
    let file = folder.path().join("nginx.conf");
    std::fs::write(&file, shipped.replace(" /tmp/", &format!(" {}/", folder.path().display()))).unwrap();
    for language in ["browser", "en", "fr"] {
        let own = app_folder().join(format!("nginx/language/{language}.conf"));
        std::fs::copy(own, folder.path().join("language.conf")).unwrap();
        succeeds(Command::new(&nginx).args(["-t", "-e", "stderr", "-c"]).arg(&file));
    }
}

/// Compose 1.29, not later ones, replaces ${NAME} even within single quotes.
fn password() -> String {
    AWKWARD_PASSWORD.replace("${HOME}", "$HOME")
}

/// The application's folder as it is on the host: with its `.env`, and with what somebody may have left there.
fn uploaded(port: u16) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    succeeds(system("cp").arg("-R").arg(app_folder().join(".")).arg(folder.path()));
    let settings = AppSettings {
        database_host: "127.0.0.1".to_owned(),
        database_port: 3306,
        database: "crew".to_owned(),
        user: "admin".to_owned(),
        password: password().into(),
        secret_key: "0123456789abcdef".to_owned().into(),
        port,
        time_zone: "Europe/Paris".to_owned(),
        language: AppLanguage::Browser,
    };
    let lines = settings.env_file(true);
    for name in [".env", ".env.old", "crew/.env", "migrations/.env.local"] {
        std::fs::write(folder.path().join(name), &lines).unwrap();
    }
    folder
}

#[test]
fn compose_reads_the_settings_as_they_were_written() {
    let Some(python) = Part::Python.or_not_run() else { return };
    let Some(compose) = Part::DockerCompose.or_not_run() else {
        return;
    };
    let mut ways = vec![vec![compose.into_os_string()]];
    if let Some(docker) = Part::DockerComposePlugin.if_it_fits() {
        ways.push(vec![docker.into(), "compose".into()]);
    }
    for way in ways {
        let folder = uploaded(5999);
        let printed = succeeds(
            Command::new(&way[0])
                .args(&way[1..])
                .args(["--project-name", "crew", "config"])
                .current_dir(folder.path()),
        );
        // What is printed is a Compose file again: a dollar is two.
        let printed = printed.replace("$$", "$");
        let password = password();
        assert!(printed.contains(&format!("DB_PASS: {password}")), "{way:?}: {printed}");
        let (_, url) = printed.split_once("DATABASE_URL: ").unwrap();
        let (_, login) = url.split_once("//admin:").unwrap();
        let (encoded, _) = login.split_once("@127.0.0.1:3306/crew").unwrap();
        let decode = "import sys, urllib.parse; print(urllib.parse.unquote(sys.argv[1]))";
        let decoded = succeeds(Command::new(&python).args(["-c", decode, encoded]));
        assert_eq!(decoded.trim_end_matches('\n'), password, "{way:?}: {printed}");
        assert!(
            printed.contains("5999") && printed.contains("target: 5085"),
            "{way:?}: {printed}"
        );
        let (app, nginx) = printed.split_once("\n  nginx:").unwrap();
        assert!(
            !nginx.contains("SECRET_KEY") && !nginx.contains("DATABASE_URL"),
            "{way:?}: nginx has the secrets: {printed}"
        );
        assert!(
            !app.contains("ports:"),
            "{way:?}: the application itself is published: {printed}"
        );
        for service in [app, nginx] {
            for kept in [
                "read_only: true",
                "no-new-privileges:true",
                "- ALL",
                "restart: always",
                "max-size: 10m",
            ] {
                assert!(service.contains(kept), "{way:?}: {kept}: {service}");
            }
        }
    }
}

#[test]
fn the_image_has_the_application_and_none_of_its_settings() {
    let Some(python) = Part::DockerPython.or_not_run() else {
        return;
    };
    let folder = uploaded(5085);
    // Docker's own reading of .dockerignore.
    let list = "import sys; from docker.utils.build import exclude_paths; \
                print('\\n'.join(sorted(exclude_paths(sys.argv[1], open(sys.argv[1] + '/.dockerignore').read().splitlines()))))";
    let context = succeeds(Command::new(python).args(["-c", list]).arg(folder.path()));
    let context: BTreeSet<&str> = context.lines().collect();
    for wanted in [
        "requirements.txt",
        "gunicorn.conf.py",
        "crew/__init__.py",
        "crew/static/style.css",
        "migrations/env.py",
    ] {
        assert!(context.contains(wanted), "{wanted} is missing: {context:?}");
    }
    // The Dockerfile is sent to the builder in any case, and copied by nothing.
    let unwanted: Vec<_> = context
        .iter()
        .filter(|path| path.contains(".env") || path.contains("nginx") || path.ends_with(".yaml") || path.ends_with(".md"))
        .collect();
    assert!(unwanted.is_empty(), "{unwanted:?}");

    let dockerfile = std::fs::read_to_string(app_folder().join("Dockerfile")).unwrap();
    let copied = dockerfile.lines().filter_map(|line| line.strip_prefix("COPY "));
    for source in copied.map(|rest| rest.split(' ').next().unwrap()) {
        let inside = |path: &&str| **path == *source || path.starts_with(&format!("{source}/"));
        assert!(context.iter().any(inside), "COPY {source}: nothing of it is in {context:?}");
    }
}
