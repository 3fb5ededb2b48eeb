//! The walk of the site's folder: what is published under which key, what is left out, and what is refused.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use jalon::ui::problem_text;

use super::{Site, make_pipe};
use crate::support::{Jalon, one_line};

/// The keys in the bucket after a run.
async fn published(site: &Site) -> Vec<String> {
    let (session, _) = site.run().await;
    site.held(&session).await.into_keys().collect()
}

fn notice(site: &Site) -> String {
    site.rehearsal.notices().pop().unwrap_or_default()
}

const PUBLISHED: [&str; 3] = ["css/style.css", "error.html", "index.html"];

#[tokio::test(start_paused = true)]
async fn a_link_out_of_the_folder_is_left_out_and_one_within_it_is_published() {
    let site = Site::new();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("passwd"), "root").unwrap();
    symlink(outside.path().join("passwd"), site.at("file.txt")).unwrap();
    symlink(outside.path(), site.at("folder")).unwrap();
    symlink("nowhere", site.at("broken")).unwrap();
    symlink(".hidden", site.at("shown.txt")).unwrap();
    symlink("../index.html", site.at("css/home.html")).unwrap();
    symlink("css", site.at("styles")).unwrap();
    let wanted = [
        "css/home.html",
        "css/style.css",
        "error.html",
        "index.html",
        "styles/home.html",
        "styles/style.css",
    ];
    assert_eq!(published(&site).await, wanted);
    assert_eq!(
        notice(&site),
        "Not published from the site's folder: 2 hidden names, 2 links out of it, 1 link to nothing. --verbose names each."
    );
}

#[tokio::test(start_paused = true)]
async fn links_that_lead_back_are_left_out() {
    let site = Site::new();
    symlink("..", site.at("css/up")).unwrap();
    symlink("self", site.at("self")).unwrap();
    for (from, to) in [("one", "two"), ("two", "one")] {
        std::fs::create_dir(site.at(from)).unwrap();
        symlink(format!("../{to}"), site.at(from).join("other")).unwrap();
    }
    assert_eq!(published(&site).await, PUBLISHED);
    assert!(notice(&site).contains("4 links leading back"), "{}", notice(&site));
}

#[tokio::test(start_paused = true)]
async fn pipes_and_sockets_are_left_out_and_never_opened() {
    let site = Site::new();
    make_pipe(&site.at("pipe.html"));
    make_pipe(&site.at("css/pipe.css"));
    symlink("pipe.html", site.at("by-link.html")).unwrap();
    let _listener = UnixListener::bind(site.at("socket")).unwrap();
    assert_eq!(published(&site).await, PUBLISHED);
    assert_eq!(
        notice(&site),
        "Not published from the site's folder: 1 hidden name, 3 named pipes, 1 socket. --verbose names each."
    );
}

#[tokio::test(start_paused = true)]
async fn well_known_addresses_are_published_and_leftovers_are_not() {
    let site = Site::new();
    site.write(".well-known/security.txt", "Contact: mailto:a@example.com");
    for leftover in [
        "index.html~",
        "css/Thumbs.db",
        ".DS_Store",
        "node_modules/a/index.js",
        ".git/config",
        "#index.html#",
    ] {
        site.write(leftover, "somebody else's");
    }
    assert_eq!(
        published(&site).await,
        [".well-known/security.txt", PUBLISHED[0], PUBLISHED[1], PUBLISHED[2]]
    );
    assert_eq!(
        notice(&site),
        "Not published from the site's folder: 3 hidden names, 4 leftovers of an editor or a system. --verbose names each."
    );
}

#[tokio::test(start_paused = true)]
async fn names_are_kept_as_they_are_and_no_two_files_share_a_key() {
    let site = Site::new();
    for (path, content) in [("a\\b.html", "one"), ("a/b.html", "two"), ("é+ %41&<.html", "three")] {
        site.write(path, content);
    }
    let (session, calls) = site.run().await;
    assert_eq!(calls["PutObject"], 6);
    let held = site.held(&session).await;
    for (path, content) in [("a\\b.html", "one"), ("a/b.html", "two"), ("é+ %41&<.html", "three")] {
        assert_eq!(held[path], content, "{path}");
    }
    let (_, calls) = site.run().await;
    assert!(!calls.contains_key("PutObject"), "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn a_name_that_cannot_be_a_key_is_refused_before_anything_is_sent() {
    let long = format!("{}/{}", "d".repeat(200), "x".repeat(200)).repeat(1);
    let deep = format!("{long}/{long}/{long}.html");
    for (name, text) in [
        (&b"bad\xFFname.html"[..], "bad\u{FFFD}name.html is not UTF-8"),
        (b"bell\x07.html", "bell\\u{7}.html has the character U+0007"),
        (b"folder\n/page.html", "folder\\n/page.html has the character U+000A"),
        (deep.as_bytes(), "has more than 1024 bytes"),
    ] {
        let site = Site::new();
        let file = site.folder.path().join(std::ffi::OsStr::from_bytes(name));
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, "").unwrap();
        let folder = format!("site.folder={}", site.folder.path().display());
        let error = site.rehearsal.walk(None, &[&folder]).await.err().unwrap();
        assert!(problem_text(&error).contains(text), "{}", problem_text(&error));
        assert_eq!(site.rehearsal.mutations_since(0), [""; 0], "{text}");
    }
}

#[test]
fn every_name_that_is_left_out_is_listed_where_it_is_asked_for() {
    let jalon = Jalon::new();
    let site = jalon.folder().join("public");
    std::fs::create_dir(&site).unwrap();
    std::fs::write(site.join("index.html"), "").unwrap();
    make_pipe(&site.join("pipe.html"));
    symlink("/etc/passwd", site.join("link\n.txt")).unwrap();
    let run = ["run", "site", "--sandbox", "--yes", "--set", "site.folder=public"];
    let line = "Not published from the site's folder: 1 link out of it, 1 named pipe.";
    let quiet = jalon.run(&run).ends_with(0).stderr;
    assert!(one_line(&quiet).contains(line) && !quiet.contains("/etc/passwd"), "{quiet}");
    let verbose = jalon.run(&[&run[..], &["--verbose"]].concat()).ends_with(0).stderr;
    assert!(verbose.contains("    pipe.html: it is a named pipe\n"), "{verbose}");
    assert!(
        verbose.contains("    link\\n.txt: it links out of the folder, to /etc/passwd\n"),
        "{verbose}"
    );
}

#[test]
fn a_pipe_in_the_place_of_the_state_file_does_not_hold_a_command_up() {
    let jalon = Jalon::new();
    std::fs::create_dir_all(jalon.kept("")).unwrap();
    make_pipe(&jalon.kept("state.json"));
    for command in ["plan", "status"] {
        let told = jalon.run(&[command, "--sandbox"]).ends_with(1).stderr_line();
        assert!(told.contains("state.json: it is not a regular file"), "{told}");
    }
}
