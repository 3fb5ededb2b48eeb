//! The site of a folder: what differs is sent, what is gone is deleted, and the proof looks at what was changed.

mod content;
mod emptying;
mod folder;
mod large;
mod links;
#[cfg(target_os = "linux")]
mod memory;
mod ownership;
mod place;
mod slow_line;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jalon::steps::WALKTHROUGH;
use jalon::ui::claim_text;
use jalon::walkthrough::{Check, Session, run_step};
use jalon_sandbox::Service;
use tempfile::TempDir;

use crate::support::{Rehearsal, checks};

/// A site in a folder, and the deployment that shows it.
struct Site {
    folder: TempDir,
    rehearsal: Rehearsal,
}

/// Makes a named pipe.
fn make_pipe(path: &Path) {
    let path = std::ffi::CString::new(path.to_str().unwrap()).unwrap();
    // SAFETY: the path is a C string that lives until the call returns.
    let made = unsafe { libc::mkfifo(path.as_ptr(), 0o600) };
    assert_eq!(made, 0, "{}", std::io::Error::last_os_error());
}

impl Site {
    fn new() -> Self {
        let site = Self {
            folder: TempDir::new().unwrap(),
            rehearsal: Rehearsal::new(),
        };
        site.write("index.html", "<title>Harbour</title>");
        site.write("error.html", "<title>Lost at sea</title>");
        site.write("css/style.css", "body { margin: 0 }");
        site.write(".hidden", "no reader's business");
        site
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, content: &str) {
        let file = self.at(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }

    /// Runs the step, and proves it as the program does; the run's own operations on S3 in their numbers.
    async fn run(&self) -> (Arc<Session>, BTreeMap<String, usize>) {
        let folder = format!("site.folder={}", self.folder.path().display());
        let session = self.rehearsal.session(&[&folder]).await.unwrap();
        let before = self.rehearsal.calls();
        let step = WALKTHROUGH.get("site").unwrap();
        session.sweep_for(step).await.unwrap();
        run_step(&session, step, false, None).await.unwrap();
        if session.has_changed_anything() {
            session.sweep().await.unwrap();
        }
        let calls = self.rehearsal.simulator.calls();
        assert_eq!(failed(&session).await, Vec::<String>::new());
        let mut counts = BTreeMap::new();
        for call in calls[before..].iter().filter(|call| call.service == Service::S3) {
            *counts.entry(call.operation.clone()).or_default() += 1;
        }
        (session, counts)
    }

    /// What the bucket holds, by key.
    async fn held(&self, session: &Session) -> BTreeMap<String, String> {
        let s3 = session.aws().s3();
        let listed = s3.list_objects_v2().bucket(BUCKET).send().await.unwrap();
        let mut held = BTreeMap::new();
        for key in listed.contents().iter().filter_map(|object| object.key()) {
            let object = s3.get_object().bucket(BUCKET).key(key).send().await.unwrap();
            let content = object.body.collect().await.unwrap().to_vec();
            held.insert(key.to_owned(), String::from_utf8(content).unwrap());
        }
        held
    }
}

const BUCKET: &str = "jalon-demo-123456789012-us-east-1";

/// The claims of the site's checks that do not hold.
async fn failed(session: &Arc<Session>) -> Vec<String> {
    let site = WALKTHROUGH.get("site").unwrap();
    let results = checks(session, &[site]).await;
    let checks = results.into_iter().flat_map(|result| result.checks);
    checks.filter(Check::failed).map(|check| claim_text(&check.claim)).collect()
}

#[tokio::test(start_paused = true)]
async fn the_bucket_holds_what_the_folder_does() {
    let site = Site::new();
    let (_, calls) = site.run().await;
    assert_eq!(calls["PutObject"], 3);
    site.write("css/style.css", "body { margin: 1em }");
    site.write("about.html", "<title>About</title>");
    std::fs::remove_file(site.folder.path().join("error.html")).unwrap();
    let (session, calls) = site.run().await;
    assert_eq!(calls["PutObject"], 2);
    assert_eq!(calls["DeleteObjects"], 1);
    let wanted = ["about.html", "css/style.css", "index.html"];
    let content = |path| std::fs::read_to_string(site.folder.path().join(path)).unwrap();
    let wanted = wanted.map(|path| (path.to_owned(), content(path)));
    assert_eq!(site.held(&session).await, BTreeMap::from(wanted));
}

#[tokio::test(start_paused = true)]
async fn an_unchanged_site_is_listed_once_and_a_changed_file_looked_at_by_itself() {
    let site = Site::new();
    site.run().await;
    let (_, calls) = site.run().await;
    assert_eq!(calls["ListObjectsV2"], 1);
    assert!(!calls.contains_key("PutObject"), "{calls:?}");
    site.write("index.html", "<title>Another harbour</title>");
    let (session, calls) = site.run().await;
    assert_eq!((calls["ListObjectsV2"], calls["PutObject"]), (1, 1));
    assert_eq!(site.held(&session).await["index.html"], "<title>Another harbour</title>");
    std::fs::remove_file(site.folder.path().join("error.html")).unwrap();
    let (_, calls) = site.run().await;
    assert_eq!((calls["ListObjectsV2"], calls["DeleteObjects"]), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_proof_sees_that_a_file_just_sent_or_deleted_is_another() {
    let site = Site::new();
    site.run().await;
    site.write("index.html", "<title>Another harbour</title>");
    let (session, _) = site.run().await;
    let s3 = session.aws().s3();
    let spoil = s3
        .put_object()
        .bucket(BUCKET)
        .key("index.html")
        .content_type("text/html; charset=utf-8");
    spoil.body(b"spoilt".to_vec().into()).send().await.unwrap();
    session.sweep().await.unwrap();
    assert_eq!(failed(&session).await, ["site-content/site is up to date"]);

    let (session, calls) = site.run().await;
    assert_eq!(calls["PutObject"], 1);
    let delete = session.aws().s3().delete_object().bucket(BUCKET).key("index.html");
    delete.send().await.unwrap();
    session.sweep().await.unwrap();
    let failed = failed(&session).await;
    assert!(failed.contains(&"site-content/site is up to date".to_owned()), "{failed:?}");
}
