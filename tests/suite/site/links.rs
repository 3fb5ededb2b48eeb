//! The bundled site's pages: what they link to is there, in a bucket's website or read from a folder, and each has its page in French.

use std::path::{Component, Path, PathBuf};

const PAGES: [&str; 2] = ["index", "about"];

fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/site")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(site().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The values of an attribute, in their order.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let start = format!(" {attribute}=\"");
    text.split(start.as_str())
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// The path within the site that a link of a page leads to; `None` where it leads above the site.
fn target(page: &str, link: &str) -> Option<String> {
    let folder = Path::new(page).parent().unwrap();
    let path = match link.strip_prefix('/') {
        Some("") => PathBuf::from("index.html"),
        Some(path) => PathBuf::from(path),
        None if link.is_empty() => PathBuf::from(page),
        None => folder.join(link),
    };
    let mut within = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if !within.pop() => return None,
            Component::ParentDir => {}
            part => within.push(part),
        }
    }
    within.to_str().map(str::to_owned)
}

#[test]
fn every_link_of_the_bundled_site_leads_to_a_file_and_to_a_place_in_it() {
    for page in ["index.html", "about.html", "error.html", "index.fr.html", "about.fr.html"] {
        let text = read(page);
        let links = [values(&text, "href"), values(&text, "src")].concat();
        assert!(links.len() >= 3, "{page}: {links:?}");
        for link in links {
            if link.starts_with("mailto:") || link.starts_with("tel:") {
                continue;
            }
            assert!(!link.contains(':'), "{page}: {link} leads away from the site");
            // S3 answers any path with the error page: there, only a link from the root leads to a file.
            assert!(page != "error.html" || link.starts_with('/'), "{page}: {link}");
            let (path, place) = link.split_once('#').unwrap_or((link, ""));
            let file = target(page, path).unwrap_or_else(|| panic!("{page}: {link} leads above the site"));
            assert!(site().join(&file).is_file(), "{page}: {link} leads to no file");
            assert!(
                place.is_empty() || values(&read(&file), "id").contains(&place),
                "{page}: {link} leads to no place in {file}"
            );
        }
    }
}

#[test]
fn a_page_and_its_french_name_each_other_and_have_the_same_parts() {
    for page in PAGES {
        let [in_english, in_french] = [format!("{page}.html"), format!("{page}.fr.html")];
        let [english, french] = [read(&in_english), read(&in_french)];
        for (text, own, other, link) in [(&english, "en", "fr", in_french), (&french, "fr", "en", in_english)] {
            assert!(text.contains(&format!("<html lang=\"{own}\">")), "{page}: {own}");
            let visible = format!("<a class=\"language\" href=\"{link}\" hreflang=\"{other}\" lang=\"{other}\">");
            assert!(text.contains(&visible), "{page}: no {visible}");
            assert!(
                text.contains(&format!("<link rel=\"alternate\" hreflang=\"{other}\" href=\"{link}\">")),
                "{page}: {own}"
            );
        }
        let parts = |text: &str| -> Vec<String> {
            text.split('<')
                .skip(1)
                .map(|rest| rest.split(|c: char| c.is_whitespace() || c == '>').next().unwrap().to_owned())
                .collect()
        };
        assert_eq!(parts(&english), parts(&french), "{page}: its elements");
        for attribute in ["id", "class", "aria-labelledby"] {
            assert_eq!(values(&english, attribute), values(&french, attribute), "{page}: {attribute}");
        }
    }
}

#[test]
fn the_french_pages_have_narrow_spaces_before_their_marks() {
    for page in PAGES {
        let text = read(&format!("{page}.fr.html"));
        let body = text.split_once("<body>").unwrap().1;
        let sentences = body
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(_, said)| said.trim());
        for said in sentences {
            let is_wrong = |(at, mark): (usize, char)| ";:?!%»".contains(mark) && !said[..at].ends_with('\u{202f}');
            assert!(!said.char_indices().any(is_wrong), "{page}: {said}");
        }
    }
}
