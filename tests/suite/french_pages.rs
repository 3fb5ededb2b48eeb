//! The dossier and the live page in French: no message of the English catalogue is on them.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::languages::{files, messages};
use crate::support::Jalon;
use crate::watch::Watch;

/// Values of answers: a person types them in every language.
const VALUES: [&str; 2] = ["all", "gateway"];

/// What the catalogue of a language says: whole messages, and the texts between their values.
struct Catalogue {
    whole: BTreeSet<String>,
    pieces: BTreeSet<String>,
}

impl Catalogue {
    fn of(language: &str) -> Self {
        let (mut whole, mut pieces) = (BTreeSet::new(), BTreeSet::new());
        for text in files(language).into_values() {
            for said in messages(&text).into_values() {
                if said.values.is_empty() {
                    whole.insert(said.texts.concat());
                }
                pieces.extend(said.texts.iter().map(|text| text.trim().to_owned()));
            }
        }
        Self { whole, pieces }
    }
}

/// Whether a text has three words side by side, of which a name has none.
fn is_sentence(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    text.split(' ').filter(is_word).count() > 2
}

/// What is in parentheses goes: there a lesson names what the console calls a thing in English.
fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let kept = text.chars().filter(|character| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    kept.collect()
}

/// The texts between a page's tags, and those of the attributes that a person hears or sees.
fn texts(page: &str) -> Vec<String> {
    let plain = |text: &str| {
        text.replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    };
    let mut found = Vec::new();
    for tag in page.split('<') {
        let (tag, text) = tag.split_once('>').unwrap_or(("", tag));
        if !tag.starts_with("style") {
            found.push(plain(text.trim()));
        }
        for name in [
            "aria-label",
            "title",
            "placeholder",
            "data-left",
            "data-any-moment",
            "data-no-answer",
            "data-lost",
        ] {
            let value = tag
                .split_once(&format!(" {name}=\""))
                .and_then(|(_, rest)| rest.split('"').next());
            found.extend(value.map(plain));
        }
    }
    found.retain(|text| !text.is_empty());
    found
}

/// Fails where a text of a page is a message of the English catalogue, or holds a sentence of one.
fn is_french(page: &str, name: &str) {
    let (english, french) = (Catalogue::of("en"), Catalogue::of("fr"));
    let texts = texts(page);
    let said = without_asides(&texts.join("\n"));
    let headings: Vec<&String> = texts
        .iter()
        .filter(|text| text.chars().any(char::is_alphabetic) && english.whole.contains(*text) && !french.whole.contains(*text))
        .collect();
    let headings: Vec<&&String> = headings.iter().filter(|text| !VALUES.contains(&text.as_str())).collect();
    assert!(headings.is_empty(), "{name} says in English: {headings:?}");
    let all_french: String = french.pieces.iter().map(|piece| format!("{piece}\n")).collect();
    let sentences: Vec<&String> = english
        .pieces
        .iter()
        .filter(|piece| is_sentence(piece) && said.contains(*piece) && !all_french.contains(*piece))
        .collect();
    assert!(sentences.is_empty(), "{name} says in English: {sentences:?}");
}

fn french() -> Jalon {
    Jalon::new().with("JALON_LANG", "fr")
}

fn dossier(jalon: &Jalon, arguments: &[&str]) -> String {
    let run = jalon.run(&[&["report", "--out", "-"], arguments].concat());
    run.ends_with(0).stdout
}

#[test]
fn a_french_dossier_has_no_english_sentence() {
    let jalon = french();
    let planned = dossier(&jalon, &["--sandbox"]);
    assert!(
        planned.contains("<html lang=\"fr\" dir=\"ltr\">") && planned.contains("à créer"),
        "{planned}"
    );
    is_french(&planned, "the dossier of a plan");
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    for arguments in [&[][..], &["--format", "markdown"], &["--redact"]] {
        let dossier = dossier(&jalon, arguments);
        assert!(dossier.contains("Qui atteint qui"), "{dossier}");
        is_french(&dossier, &format!("the dossier with {arguments:?}"));
    }
    jalon.run(&["pause", "--yes"]).ends_with(0);
    is_french(&dossier(&jalon, &[]), "the dossier of what is paused");
    jalon.run(&["destroy", "--yes", "--keep-snapshots"]).ends_with(0);
    let receipt = dossier(&jalon, &[]);
    assert!(
        receipt.contains("Ce qui a été détruit") && receipt.contains("reste, comme demandé"),
        "{receipt}"
    );
    is_french(&receipt, "the receipt");
}

/// The parts of a live page, as they come first.
fn parts(watch: &Watch) -> String {
    let mut stream = TcpStream::connect(watch.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    write!(
        stream,
        "GET {}events HTTP/1.1\r\nHost: {}\r\n\r\n",
        watch.path(),
        watch.address()
    )
    .unwrap();
    let (mut reader, mut all, since) = (BufReader::new(stream), String::new(), Instant::now());
    while since.elapsed() < Duration::from_secs(60) {
        let mut line = String::new();
        let _ = reader.read_line(&mut line);
        let event = line
            .trim()
            .strip_prefix("data: ")
            .and_then(|data| serde_json::from_str::<serde_json::Value>(data).ok());
        all.extend(event.iter().filter_map(|event| event["html"].as_str()));
        if all.contains("Cela coûte") && all.contains("terminée") {
            return all;
        }
    }
    panic!("the parts never come: {all}");
}

#[test]
fn a_french_live_page_has_no_english_sentence() {
    let jalon = french();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "app-host"]).ends_with(0);
    let watch = Watch::start(&jalon, &[]);
    let headers = format!("Host: {}\r\n", watch.address());
    let (_, page) = watch.ask("GET", watch.path(), &headers);
    assert!(
        page.contains("<html lang=\"fr\" dir=\"ltr\">") && page.contains("jalon ne répond plus"),
        "{page}"
    );
    is_french(&page, "the page");
    let parts = parts(&watch);
    assert!(parts.contains("terminée") && parts.contains("est terminé."), "{parts}");
    is_french(&parts, "its parts");
    for (from, to) in [("internet", "app-host"), ("app-host", "nope")] {
        let (_, answer) = watch.ask("GET", &format!("{}reach?from={from}&to={to}", watch.path()), &headers);
        is_french(&answer.replace("\\\"", "\""), "an answer");
    }
}
