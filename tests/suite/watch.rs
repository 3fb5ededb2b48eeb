//! The live page: it follows whichever process walks, to the end, through kills, and shows itself to nobody else.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::support::{Browser, Jalon, send_signal};

/// A page that is served until it is dropped.
pub(crate) struct Watch {
    process: Child,
    pub(crate) url: String,
}

impl Watch {
    pub(crate) fn start(jalon: &Jalon, arguments: &[&str]) -> Self {
        let mut process = jalon.start(&[&["watch"], arguments].concat());
        let mut url = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
        let url = url.trim().to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        Self { process, url }
    }

    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://").split('/').next().unwrap()
    }

    pub(crate) fn path(&self) -> &str {
        &self.url[self.url.find(self.address()).unwrap() + self.address().len()..]
    }

    /// The first line of the answer to a request with these headers, and all of the answer that comes at once.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> (String, String) {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.lines().next().unwrap_or_default().to_owned(), answer)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits until the page says something.
fn says(browser: &mut Browser, text: &str) -> String {
    let since = Instant::now();
    loop {
        let page = browser.text();
        if page.contains(text) {
            return page;
        }
        assert!(since.elapsed() < Duration::from_secs(90), "{text:?} never comes: {page}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn kept_picture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("watch").join(name)
}

#[test]
fn the_page_follows_a_walk_that_is_killed_and_resumed() {
    let Some(mut browser) = Browser::start() else { return };
    let jalon = Jalon::new().with("JALON_SANDBOX_SPEED", "120");
    let mut watch = Watch::start(&jalon, &["--sandbox"]);
    browser.resize(1600, 900);
    browser.visit(&watch.url.clone());
    says(&mut browser, "Nothing was done with this deployment here yet");
    says(&mut browser, "It will cost");
    browser.picture(&kept_picture("nothing.png"));

    let mut walk = jalon.start(&["walk", "--sandbox", "--yes"]);
    says(&mut browser, "jalon walk is at work");
    says(&mut browser, "the DB instance: usually");
    browser.picture(&kept_picture("running.png"));
    send_signal("KILL", walk.id());
    walk.wait().unwrap();
    says(&mut browser, "is gone without an end");
    browser.picture(&kept_picture("killed.png"));

    let mut resumed = jalon.start(&["walk", "--yes"]);
    says(&mut browser, "jalon walk is at work");
    assert!(resumed.wait().unwrap().success());
    let page = says(&mut browser, "has come to its end");
    assert!(page.contains("76 passed, 0 failed, 0 not run"), "{page}");
    says(&mut browser, "It costs about $0.114 an hour");
    assert_eq!(browser.evaluate("document.querySelectorAll('.steps .done').length"), 11);
    let planned = "document.querySelectorAll('#picture .wide .card.planned').length";
    let since = Instant::now();
    while browser.evaluate(planned) != 0 {
        assert!(since.elapsed() < Duration::from_secs(30), "something stays planned");
        std::thread::sleep(Duration::from_millis(50));
    }
    browser.picture(&kept_picture("done.png"));
    assert_eq!(browser.complaints(&watch.url), Vec::<String>::new());

    watch.process.kill().unwrap();
    watch.process.wait().unwrap();
    says(&mut browser, "jalon does not answer any more");
}

#[test]
fn two_ends_in_the_picture_are_a_question_by_mouse_and_by_keyboard() {
    let Some(mut browser) = Browser::start() else { return };
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let watch = Watch::start(&jalon, &[]);
    browser.visit(&watch.url);
    says(&mut browser, "It costs");
    let click = |end: &str| {
        format!(
            "document.querySelector('#picture .wide [data-end=\"{end}\"] rect').dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"
        )
    };
    browser.evaluate(&click("test-host"));
    browser.evaluate(&click("database"));
    says(&mut browser, "test-host does not reach the database on tcp 3306.");
    assert_eq!(
        browser.evaluate("document.querySelectorAll('#picture .wide .line').length > 0"),
        true
    );
    assert_eq!(
        browser.evaluate("document.querySelectorAll('#picture .wide [role=listitem]').length"),
        1
    );
    browser.picture(&kept_picture("asked.png"));
    let press = "for (const end of ['app-host', 'database']) { const e = document.querySelector(`#picture .wide [data-end=\"${end}\"]`); \
        e.focus(); e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); }";
    browser.evaluate(press);
    says(&mut browser, "app-host reaches the database on tcp 3306.");
    browser
        .evaluate("document.querySelector('[name=from]').value = 'nobody'; document.querySelector('#ask [type=submit]').click()");
    says(&mut browser, "nobody");
    browser.evaluate("document.getElementById('all').click()");
    assert_eq!(
        browser.evaluate("document.querySelectorAll('#picture .wide [role=listitem]').length > 5"),
        true
    );
    assert_eq!(browser.complaints(&watch.url), Vec::<String>::new());
}

#[test]
fn the_page_reads_well_on_a_phone_and_in_the_dark() {
    let Some(mut browser) = Browser::start() else { return };
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let watch = Watch::start(&jalon, &[]);
    for (width, height) in [(390, 844), (1280, 800)] {
        browser.resize(width, height);
        for scheme in ["light", "dark"] {
            browser.prefers(scheme);
            browser.visit(&watch.url);
            says(&mut browser, "It costs");
            let wide = browser.evaluate(super::report::browser::STICKING_OUT);
            assert_eq!(wide, serde_json::json!([]), "{width}, {scheme}");
            let worst = browser.evaluate(super::report::browser::CONTRAST);
            assert!(worst[0].as_f64().unwrap() >= 4.5, "{worst} at {width}, {scheme}");
            super::report::browser::texts_stay_on_their_cards(&mut browser, &format!("{width}, {scheme}"));
            browser.picture(&kept_picture(&format!("{width}-{scheme}.png")));
        }
    }
}

#[test]
fn axe_finds_nothing_on_the_page() {
    let Some(mut browser) = Browser::start() else { return };
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let watch = Watch::start(&jalon, &[]);
    for (width, scheme) in [(1280, "light"), (390, "dark")] {
        browser.resize(width, 900);
        browser.prefers(scheme);
        browser.visit(&watch.url);
        says(&mut browser, "It costs");
        let Some(violations) = browser.violations() else { return };
        assert!(violations.is_empty(), "{width}, {scheme}:\n{}", violations.join("\n"));
    }
}

#[test]
fn nobody_is_answered_who_was_not_told_the_address() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let watch = Watch::start(&jalon, &[]);
    let host = format!("Host: {}\r\n", watch.address());
    let (first, whole) = watch.ask("GET", watch.path(), &host);
    assert_eq!(first, "HTTP/1.1 200 OK");
    assert!(
        whole.contains("frame-ancestors 'none'") && whole.contains("no-store"),
        "{whole}"
    );
    assert!(!whole.to_lowercase().contains("access-control-"), "{whole}");
    for (method, path, headers, expected) in [
        ("GET", "/", host.clone(), "404"),
        ("GET", "/00000000000000000000000000000000/", host.clone(), "404"),
        ("GET", watch.path().trim_end_matches('/'), host.clone(), "404"),
        ("GET", watch.path(), "Host: evil.example\r\n".to_owned(), "421"),
        ("GET", watch.path(), format!("{host}Origin: http://evil.example\r\n"), "403"),
        ("GET", watch.path(), format!("{host}Sec-Fetch-Site: cross-site\r\n"), "403"),
        ("POST", watch.path(), format!("{host}Content-Length: 0\r\n"), "405"),
        ("DELETE", watch.path(), host.clone(), "405"),
        ("OPTIONS", watch.path(), host.clone(), "405"),
    ] {
        let (first, _) = watch.ask(method, path, &headers);
        assert!(first.contains(expected), "{method} {path} {headers:?}: {first}");
    }
    let question = format!("{}reach?from=%3Cscript%3E&to=a%20b", watch.path());
    let (first, whole) = watch.ask("GET", &question, &host);
    assert_eq!(first, "HTTP/1.1 200 OK");
    assert!(!whole.contains("<script>"), "{whole}");
}

#[test]
fn a_walk_shows_itself_where_it_is_asked_to() {
    let jalon = Jalon::new();
    let walk = jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "vpc", "--watch"])
        .ends_with(0);
    let at = walk
        .stderr
        .find("http://127.0.0.1:")
        .unwrap_or_else(|| panic!("{}", walk.stderr));
    let address = walk.stderr[at + 7..].split('/').next().unwrap();
    TcpStream::connect(address).unwrap_err();
}

#[test]
fn what_is_in_the_way_is_told_at_once() {
    let jalon = Jalon::new();
    jalon.run(&["watch", "--deployment", "Not a name"]).ends_with(2);
    jalon.run(&["watch", "--yes", "--sandbox"]).ends_with(2);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let refused = jalon.run(&["watch", "--sandbox", "--port", &port]);
    assert_ne!(refused.code, Some(0));
    assert!(refused.stderr.contains(&port), "{}", refused.stderr);
}
