//! Each call that the sources send has its permission in the table, or stands on the page.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jalon::resources::{Kind, OF_ALL_KINDS, permissions};

use crate::support::modules::Modules;

/// `docs/IAM.md` says of each call that the program can send and no policy allows what needs it.
#[test]
fn every_call_in_the_sources_is_in_the_table_or_on_the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/IAM.md")).unwrap();
    let table = Kind::ALL.iter().flat_map(|kind| permissions(*kind)).chain(OF_ALL_KINDS);
    let known: BTreeSet<&str> = table.map(|permission| permission.action).collect();
    let mut sent = 0;
    for (file, text) in Modules::sources(&root.join("src")) {
        let text: String = text.split_whitespace().collect();
        for service in ["ec2", "rds", "s3"] {
            for call in text.split(&format!(".{service}().")).skip(1) {
                let method = call.split('(').next().unwrap_or_default();
                // What a macro lists, runs show.
                if method.starts_with('$') {
                    continue;
                }
                let action = format!("{service}:{}", action_of(method));
                let is_known = known.contains(action.as_str()) || page.contains(&format!("`{action}`"));
                assert!(
                    is_known,
                    "{}: {action} is neither in the table nor in docs/IAM.md",
                    file.display()
                );
                sent += 1;
            }
        }
    }
    assert!(sent > 80, "only {sent} calls were found");
}

/// The action of a method of the SDK, as `CreateVpc` of `create_vpc`.
fn action_of(method: &str) -> String {
    let words = method.split('_').map(|word| match word {
        "db" => "DB".to_owned(),
        word => word[..1].to_uppercase() + &word[1..],
    });
    let operation: String = words.collect();
    match operation.as_str() {
        "ListObjectsV2" => "ListBucket".to_owned(),
        "ListBuckets" => "ListAllMyBuckets".to_owned(),
        "ListObjectVersions" => "ListBucketVersions".to_owned(),
        "HeadObject" => "GetObject".to_owned(),
        "CreateMultipartUpload" | "UploadPart" | "CompleteMultipartUpload" => "PutObject".to_owned(),
        "ListMultipartUploads" => "ListBucketMultipartUploads".to_owned(),
        "DeleteObjects" => "DeleteObject".to_owned(),
        "GetPublicAccessBlock" => "GetBucketPublicAccessBlock".to_owned(),
        "PutPublicAccessBlock" => "PutBucketPublicAccessBlock".to_owned(),
        _ => operation,
    }
}
