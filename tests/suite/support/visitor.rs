//! Somebody who visits a website: curl, with a jar for cookies.

use std::process::Command;

use tempfile::TempDir;

use super::parts::Part;

/// One person's cookies, and the site they visit.
pub struct Visitor {
    site: String,
    headers: Vec<&'static str>,
    folder: TempDir,
}

/// What a server answered.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Page {
    /// The value of a header, in whatever case it is written.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The value of the form's hidden token.
    pub fn token(&self) -> &str {
        let (_, after) = self
            .body
            .split_once("name=\"csrf_token\"")
            .unwrap_or_else(|| panic!("no token in {self:?}"));
        let (_, after) = after.split_once("value=\"").unwrap();
        after.split('"').next().unwrap()
    }
}

impl Visitor {
    pub fn at(site: &str) -> Self {
        Self {
            site: site.to_owned(),
            headers: Vec::new(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Somebody else with the same cookies.
    pub fn with_a_copy_of_the_cookies(&self) -> Self {
        let copy = Self::at(&self.site);
        std::fs::copy(self.folder.path().join("jar"), copy.folder.path().join("jar")).unwrap();
        copy
    }

    /// Sends a header with every request.
    pub fn that_says(mut self, header: &'static str) -> Self {
        self.headers.push(header);
        self
    }

    pub fn get(&self, path: &str) -> Page {
        self.ask(path, &[])
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut options = vec!["--request".to_owned(), "POST".to_owned()];
        for (name, value) in fields {
            options.extend(["--data-urlencode".to_owned(), format!("{name}={value}")]);
        }
        self.ask(path, &options)
    }

    /// Loads a page with a form, and sends it with the token that stands there.
    pub fn fill_in(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.get(path);
        let token = [("csrf_token", form.token())];
        self.post(path, &[&token, fields].concat())
    }

    pub fn sign_up(&self, name: &str, email: &str, password: &str) -> Page {
        let fields = [
            ("username", name),
            ("email", email),
            ("password", password),
            ("confirm", password),
        ];
        self.fill_in("/signup", &fields)
    }

    fn ask(&self, path: &str, options: &[String]) -> Page {
        let jar = self.folder.path().join("jar");
        let output = Command::new(Part::Curl.program())
            .args(["--silent", "--show-error", "--include", "--noproxy", "*", "--max-time", "30"])
            .arg("--cookie")
            .arg(&jar)
            .arg("--cookie-jar")
            .arg(&jar)
            .args(self.headers.iter().flat_map(|header| ["--header", header]))
            .args(options)
            .arg(format!("{}{path}", self.site))
            .output()
            .unwrap();
        assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Page {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}
