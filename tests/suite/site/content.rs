//! What an object holds and how it is served, compared by checksums of jalon's own.

use aws_sdk_s3::types::{
    MetadataDirective, ServerSideEncryption, ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration,
    ServerSideEncryptionRule,
};
use jalon::walkthrough::{Action, Session};

use super::{BUCKET, Site, failed};
use crate::support::keys;

/// Somebody changes an object's content type, as they would in the console (`keeps_metadata`) or with `aws s3 cp`.
async fn retype(session: &Session, key: &str, keeps_metadata: bool) {
    let s3 = session.aws().s3();
    let metadata = s3.head_object().bucket(BUCKET).key(key).send().await.unwrap().metadata;
    let copy = s3
        .copy_object()
        .bucket(BUCKET)
        .key(key)
        .copy_source(format!("{BUCKET}/{key}"));
    let copy = copy.content_type("text/plain").metadata_directive(MetadataDirective::Replace);
    copy.set_metadata(metadata.filter(|_| keeps_metadata)).send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_wrong_content_type_is_found_and_corrected() {
    for keeps_metadata in [true, false] {
        let site = Site::new();
        let (session, _) = site.run().await;
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        retype(&session, "index.html", keeps_metadata).await;
        session.sweep().await.unwrap();
        assert!(!failed(&session).await.is_empty());
        let plans = site.rehearsal.plan(&[]).await.unwrap();
        assert_eq!(keys(&plans, Action::Change), ["site-content/site"]);
        let (_, calls) = site.run().await;
        assert_eq!(calls["PutObject"], 1);
        let (_, calls) = site.run().await;
        assert!(
            !calls.contains_key("PutObject") && !calls.contains_key("HeadObject"),
            "{calls:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_site_under_kms_is_sent_once_and_readers_are_not_forgotten() {
    let site = Site::new();
    let (session, _) = site.run().await;
    let default = ServerSideEncryptionByDefault::builder().sse_algorithm(ServerSideEncryption::AwsKms);
    let rule = ServerSideEncryptionRule::builder().apply_server_side_encryption_by_default(default.build().unwrap());
    let encryption = ServerSideEncryptionConfiguration::builder()
        .rules(rule.build())
        .build()
        .unwrap();
    let put = session.aws().s3().put_bucket_encryption().bucket(BUCKET);
    put.server_side_encryption_configuration(encryption).send().await.unwrap();
    for page in ["index.html", "error.html", "css/style.css"] {
        site.write(page, "<title>New</title>");
    }
    let (_, calls) = site.run().await;
    assert_eq!(calls["PutObject"], 3);
    let notice = site.rehearsal.notices().into_iter().find(|notice| notice.contains("KMS"));
    assert!(notice.unwrap().contains("nobody can read the website"));
    let (_, calls) = site.run().await;
    assert!(
        !calls.contains_key("PutObject") && !calls.contains_key("HeadObject"),
        "{calls:?}"
    );
    site.rehearsal.folder().remove(jalon::checkpoint::SITE_FILE).unwrap();
    let (_, calls) = site.run().await;
    assert!(!calls.contains_key("PutObject"), "{calls:?}");
}
