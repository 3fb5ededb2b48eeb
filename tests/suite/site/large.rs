//! Large files, in parts; files that change while they are sent; and how many bytes are held at a time.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jalon::ui::problem_text;
use jalon::walkthrough::{Action, Session};
use jalon_sandbox::Intervention;

use super::{BUCKET, Site};
use crate::support::{Kill, Process, keys};

const MIB: usize = 1024 * 1024;

fn fill(site: &Site, path: &str, byte: u8, length: usize) {
    std::fs::write(site.at(path), vec![byte; length]).unwrap();
}

async fn content(session: &Session, key: &str) -> Vec<u8> {
    let object = session.aws().s3().get_object().bucket(BUCKET).key(key).send().await.unwrap();
    object.body.collect().await.unwrap().to_vec()
}

async fn unfinished(session: &Session) -> usize {
    let listed = session
        .aws()
        .s3()
        .list_multipart_uploads()
        .bucket(BUCKET)
        .send()
        .await
        .unwrap();
    listed.uploads().len()
}

/// Does something to the site at the `nth` call of an operation, before AWS acts on it.
fn at_call(site: &Site, operation: &'static str, nth: usize, act: impl Fn() + Send + Sync + 'static) {
    let seen = AtomicUsize::new(0);
    site.rehearsal.simulator.set_interceptor(move |call| {
        if call.operation == operation && seen.fetch_add(1, Ordering::Relaxed) + 1 == nth {
            act();
        }
        Intervention::Proceed
    });
}

#[tokio::test(start_paused = true)]
async fn a_large_file_is_sent_in_parts_and_once() {
    let site = Site::new();
    fill(&site, "video.mp4", 7, 18 * MIB);
    let (session, calls) = site.run().await;
    assert_eq!(
        (calls["PutObject"], calls["UploadPart"], calls["CompleteMultipartUpload"]),
        (3, 4, 1),
        "18 MiB in parts of 5 MiB"
    );
    assert!(content(&session, "video.mp4").await == vec![7; 18 * MIB]);
    let head = session.aws().s3().head_object().bucket(BUCKET).key("video.mp4");
    assert_eq!(head.send().await.unwrap().content_type(), Some("video/mp4"));
    let (_, calls) = site.run().await;
    assert!(
        !calls.contains_key("UploadPart") && !calls.contains_key("HeadObject"),
        "{calls:?}"
    );
    site.rehearsal.folder().remove(jalon::checkpoint::SITE_FILE).unwrap();
    let (_, calls) = site.run().await;
    assert!(!calls.contains_key("UploadPart"), "its metadata says what it is: {calls:?}");
}

#[tokio::test(start_paused = true)]
async fn the_parts_of_a_killed_run_are_not_left() {
    for kept in [true, false] {
        let site = Site::new();
        site.run().await;
        fill(&site, "video.mp4", 7, 18 * MIB);
        let folder = format!("site.folder={}", site.folder.path().display());
        let killed = Process::killed_at(Kill::BeforeAnswer(calls_until_a_part().await));
        let walked = killed.live(site.rehearsal.walk_as(&killed, Some("site"), &[&folder])).await;
        assert!(walked.is_none());
        tokio::time::sleep(Duration::from_secs(60)).await;
        let session = site.rehearsal.session(&[&folder]).await.unwrap();
        assert_eq!(unfinished(&session).await, 1);
        if !kept {
            std::fs::remove_file(site.at("video.mp4")).unwrap();
            let plans = site.rehearsal.plan(&[&folder]).await.unwrap();
            assert_eq!(keys(&plans, Action::Delete), ["site-content/site/video.mp4"]);
        }
        let (session, calls) = site.run().await;
        assert_eq!(calls["AbortMultipartUpload"], 1);
        assert_eq!(unfinished(&session).await, 0);
        let (_, calls) = site.run().await;
        assert!(!calls.contains_key("ListMultipartUploads"), "{calls:?}");
    }
}

/// How many calls a walk makes up to its first part, tried on a site of its own.
async fn calls_until_a_part() -> usize {
    let trial = Site::new();
    trial.run().await;
    fill(&trial, "video.mp4", 7, 18 * MIB);
    let folder = format!("site.folder={}", trial.folder.path().display());
    let before = trial.rehearsal.calls();
    trial.rehearsal.walk(Some("site"), &[&folder]).await.unwrap();
    let calls = trial.rehearsal.simulator.calls();
    let of_run = calls[before..].iter().position(|call| call.operation == "UploadPart");
    of_run.unwrap() + 1
}

#[tokio::test(start_paused = true)]
async fn a_file_that_changes_while_it_is_sent_is_sent_as_it_is_then() {
    let site = Site::new();
    fill(&site, "video.mp4", 7, 40 * MIB);
    let path = site.at("video.mp4");
    at_call(&site, "UploadPart", 1, move || {
        let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"the end").unwrap();
    });
    let (session, calls) = site.run().await;
    assert_eq!(calls["AbortMultipartUpload"], 1);
    let sent = content(&session, "video.mp4").await;
    assert_eq!(sent.len(), 40 * MIB + 7);
    assert!(sent.ends_with(b"the end"));
    assert_eq!(unfinished(&session).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_file_that_goes_on_changing_is_named() {
    let site = Arc::new(Site::new());
    fill(&site, "video.mp4", 7, 17 * MIB);
    let path = site.at("video.mp4");
    site.rehearsal.simulator.set_interceptor(move |call| {
        if call.operation == "CreateMultipartUpload" {
            let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
            file.write_all(b"more").unwrap();
        }
        Intervention::Proceed
    });
    let folder = format!("site.folder={}", site.folder.path().display());
    let error = site.rehearsal.walk(Some("site"), &[&folder]).await.err().unwrap();
    assert!(
        problem_text(&error).contains("video.mp4 goes on changing"),
        "{}",
        problem_text(&error)
    );
    let session = site.rehearsal.session(&[&folder]).await.unwrap();
    assert_eq!(unfinished(&session).await, 0);
}
