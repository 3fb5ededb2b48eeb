//! The bundled site's files: each page in two languages, one of which stands in front.

use std::borrow::Cow;

use bytes::Bytes;
use include_dir::{Dir, include_dir};

use crate::locale::{Language, spoken};
use crate::resources::SiteFile;
use crate::walkthrough::Choice;

static BUNDLED: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/site");

/// The names that pages have where English stands in front, and those where French does, in an order in which none is replaced twice.
const FRENCH_IN_FRONT: [(&str, &str); 4] = [
    ("index.html", "index.en.html"),
    ("about.html", "about.en.html"),
    ("index.fr.html", "index.html"),
    ("about.fr.html", "about.html"),
];

/// The language of the front page. The other one is a link away: a bucket's website can't ask a browser for its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SiteLanguage {
    English,
    French,
}

impl Choice for SiteLanguage {
    const ALL: &'static [Self] = &[Self::English, Self::French];

    fn word(&self) -> Cow<'static, str> {
        match self {
            Self::English => "en".into(),
            Self::French => "fr".into(),
        }
    }
}

impl SiteLanguage {
    /// That in which the person is spoken to.
    pub(super) fn spoken() -> Self {
        match spoken() {
            Language::Fr => Self::French,
            _ => Self::English,
        }
    }
}

/// The files with this language in front, by path.
pub(super) fn bundled(language: SiteLanguage) -> Vec<SiteFile> {
    let mut files = Vec::new();
    collect(&BUNDLED, language, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Dir<'static>, language: SiteLanguage, files: &mut Vec<SiteFile>) {
    files.extend(folder.files().map(|file| {
        let (path, content) = (file.path().display().to_string(), file.contents());
        match (language, file.contents_utf8()) {
            (SiteLanguage::French, Some(page)) if path.ends_with(".html") => {
                SiteFile::bundled(french_in_front(&path), french_in_front(page).into())
            }
            _ => SiteFile::bundled(path, Bytes::from_static(content)),
        }
    }));
    for inner in folder.dirs() {
        collect(inner, language, files);
    }
}

/// A page's name, or its links, where French stands in front.
fn french_in_front(text: &str) -> String {
    let renamed = |text: String, (from, to): (&str, &str)| text.replace(from, to);
    FRENCH_IN_FRONT.into_iter().fold(text.to_owned(), renamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(language: SiteLanguage) -> Vec<(String, String)> {
        let mut pages: Vec<_> = bundled(language)
            .iter()
            .map(|file| (String::from(&file.path), file.beginning(u64::MAX).unwrap()))
            .filter(|(path, _)| path.ends_with(".html"))
            .collect();
        pages.sort();
        pages
    }

    #[test]
    fn the_chosen_language_is_at_the_front_and_the_other_a_link_away() {
        for (language, own, other) in [(SiteLanguage::English, "en", "fr"), (SiteLanguage::French, "fr", "en")] {
            let pages = pages(language);
            let names: Vec<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
            let others = [format!("about.{other}.html"), format!("index.{other}.html")];
            assert_eq!(names, [&others[0], "about.html", "error.html", &others[1], "index.html"]);
            for name in ["index", "about"] {
                let page = |path: String| &pages.iter().find(|(other, _)| *other == path).unwrap().1;
                let (front, behind) = (page(format!("{name}.html")), page(format!("{name}.{other}.html")));
                assert!(front.contains(&format!("<html lang=\"{own}\">")), "{own}");
                assert!(
                    front.contains(&format!("href=\"{name}.{other}.html\" hreflang=\"{other}\"")),
                    "{own}"
                );
                assert!(behind.contains(&format!("<html lang=\"{other}\">")), "{own}");
                assert!(behind.contains(&format!("href=\"{name}.html\" hreflang=\"{own}\"")), "{own}");
            }
        }
    }

    #[test]
    fn every_link_leads_to_a_file_whichever_language_is_in_front() {
        for language in SiteLanguage::ALL {
            let files = bundled(*language);
            for (path, page) in pages(*language) {
                let links = page
                    .split("href=\"")
                    .chain(page.split("src=\""))
                    .filter_map(|rest| rest.split('"').next());
                for link in links.filter(|link| link.ends_with(".html") || link.contains(".html#")) {
                    let file = link.trim_start_matches('/').split('#').next().unwrap();
                    assert!(files.iter().any(|there| there.path == file), "{path}: {link}");
                }
            }
        }
    }
}
