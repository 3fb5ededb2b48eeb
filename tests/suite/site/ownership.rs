//! Whose an object of the site's bucket is: what was sent goes and comes with the folder, anything else is left alone.

use jalon::checkpoint::SITE_FILE;
use jalon::walkthrough::{Action, Session};

use super::{BUCKET, Site};
use crate::support::{Jalon, Kill, Process, keys, take_down};

/// Somebody puts an object there, as they would in the console.
async fn put(session: &Session, key: &str, content: &str) {
    let put = session.aws().s3().put_object().bucket(BUCKET).key(key);
    put.body(content.as_bytes().to_vec().into()).send().await.unwrap();
}

async fn held(site: &Site, session: &Session) -> Vec<String> {
    site.held(session).await.into_keys().collect()
}

fn foreign_notices(site: &Site) -> Vec<String> {
    let notices = site.rehearsal.notices().into_iter();
    notices.filter(|notice| notice.contains("others have put")).collect()
}

const PUBLISHED: [&str; 3] = ["css/style.css", "error.html", "index.html"];

#[tokio::test(start_paused = true)]
async fn what_somebody_else_put_there_stays_and_is_reported() {
    let site = Site::new();
    let (session, _) = site.run().await;
    put(&session, "uploads/photo.jpg", "a photo").await;
    let (session, calls) = site.run().await;
    assert!(
        !calls.contains_key("DeleteObjects") && !calls.contains_key("HeadObject"),
        "{calls:?}"
    );
    assert_eq!(
        held(&site, &session).await,
        [PUBLISHED[0], PUBLISHED[1], PUBLISHED[2], "uploads/photo.jpg"]
    );
    assert_eq!(
        foreign_notices(&site),
        [format!(
            "jalon leaves alone what others have put into {BUCKET}: 1 object (uploads/photo.jpg). `jalon destroy` deletes the bucket \
             with all that is in it."
        )]
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_no_file_any_more_is_planned_as_a_deletion_and_goes() {
    let site = Site::new();
    site.run().await;
    std::fs::remove_file(site.at("error.html")).unwrap();
    let plans = site.rehearsal.plan(&[]).await.unwrap();
    assert_eq!(keys(&plans, Action::Delete), ["site-content/site/error.html"]);
    assert_eq!(keys(&plans, Action::Change), [""; 0]);
    let (session, _) = site.run().await;
    assert_eq!(held(&site, &session).await, ["css/style.css", "index.html"]);
}

#[tokio::test(start_paused = true)]
async fn an_object_that_somebody_replaced_is_theirs() {
    let site = Site::new();
    let (session, _) = site.run().await;
    put(&session, "error.html", "another's").await;
    std::fs::remove_file(site.at("error.html")).unwrap();
    let (session, _) = site.run().await;
    assert_eq!(held(&site, &session).await, PUBLISHED);
    assert!(foreign_notices(&site)[0].contains("error.html"));
}

#[tokio::test(start_paused = true)]
async fn without_a_record_the_objects_say_who_sent_them() {
    for lost in ["", "{\"format\": 1, \"bucket\":", "{\"format\": 99}"] {
        let site = Site::new();
        let (session, _) = site.run().await;
        put(&session, "uploads/photo.jpg", "a photo").await;
        match lost {
            "" => site.rehearsal.folder().remove(SITE_FILE).unwrap(),
            text => site.rehearsal.folder().replace(SITE_FILE, text.as_bytes()).unwrap(),
        }
        std::fs::remove_file(site.at("error.html")).unwrap();
        let (session, calls) = site.run().await;
        assert!(!calls.contains_key("PutObject"), "{calls:?}");
        assert_eq!(
            held(&site, &session).await,
            ["css/style.css", "index.html", "uploads/photo.jpg"]
        );
        let (_, calls) = site.run().await;
        assert!(!calls.contains_key("HeadObject"), "it is recorded again: {calls:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_killed_run_has_sent_is_the_deployments_own() {
    let mut killed = 0;
    for call in 1.. {
        let site = Site::new();
        site.run().await;
        for page in ["one.html", "two.html", "three.html"] {
            site.write(page, page);
        }
        let folder = format!("site.folder={}", site.folder.path().display());
        let process = Process::killed_at(Kill::BeforeAnswer(call));
        let walked = process.live(site.rehearsal.walk_as(&process, Some("site"), &[&folder])).await;
        if walked.is_some() {
            break;
        }
        killed += 1;
        for page in ["one.html", "two.html", "three.html"] {
            std::fs::remove_file(site.at(page)).unwrap();
        }
        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        let (session, _) = site.run().await;
        assert_eq!(held(&site, &session).await, PUBLISHED, "killed at call {call}");
    }
    assert!(killed > 10, "{killed} calls");
}

#[tokio::test(start_paused = true)]
async fn destroy_leaves_no_record() {
    let site = Site::new();
    let (session, _) = site.run().await;
    assert!(site.rehearsal.kept(SITE_FILE).unwrap().contains("css/style.css"));
    take_down(&session, false).await.unwrap();
    assert_eq!(site.rehearsal.kept(SITE_FILE), None);
}

#[test]
fn destroy_counts_foreign_objects_before_it_asks() {
    let jalon = Jalon::new();
    let run = ["run", "site", "--sandbox", "--yes"];
    jalon.run(&run).ends_with(0);
    // The record of another run: none of the objects is in it.
    std::fs::write(jalon.kept(SITE_FILE), SOMEBODY_ELSES).unwrap();
    let told = jalon.run(&["destroy", "--yes"]).ends_with(0).stderr_line();
    assert!(told.contains("objects that jalon has not put there"), "{told}");
}

const SOMEBODY_ELSES: &str = r#"{"format": 1, "bucket": "jalon-demo-123456789012-us-east-1", "objects": {}}"#;
