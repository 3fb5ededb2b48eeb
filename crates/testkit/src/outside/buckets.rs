//! The site's bucket: its objects and settings.

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{BucketVersioningStatus, PublicAccessBlockConfiguration, VersioningConfiguration};
use serde_json::{Value, json};

use super::{Done, Hand, NotNow, Outsider, Theirs};

/// The site's bucket.
const BUCKET: &str = "bucket/site";

pub(super) const HANDS: &[Hand] = &[
    Hand::new("puts a photo into the bucket", BUCKET, |there, on| {
        Box::pin(put_photo(there, on))
    }),
    Hand::new("deletes a page", BUCKET, |there, on| Box::pin(delete_page(there, on))),
    Hand::new("deletes the bucket with all pages", BUCKET, |there, on| {
        Box::pin(delete_bucket(there, on))
    }),
    Hand::new("replaces a page with another content type", BUCKET, |there, on| {
        Box::pin(replace_page(there, on))
    }),
    Hand::new("deletes the policy", BUCKET, |there, on| Box::pin(delete_policy(there, on))),
    Hand::new("adds a statement to the policy", BUCKET, |there, on| {
        Box::pin(add_statement(there, on))
    }),
    Hand::new("blocks public access again", BUCKET, |there, on| {
        Box::pin(block_public_access(there, on))
    }),
    Hand::new("removes the website", BUCKET, |there, on| Box::pin(remove_website(there, on))),
    Hand::new("keeps all versions", BUCKET, |there, on| Box::pin(keep_versions(there, on))),
    Hand::new("keeps all versions, then deletes a page", BUCKET, |there, on| {
        Box::pin(async move {
            keep_versions(there, on).await?;
            delete_page(there, on).await
        })
    }),
];

async fn put_photo(there: &Outsider, on: &str) -> Done {
    let (bucket, key, body) = (there.id(on)?, "uploads/photo.jpg".to_owned(), b"a photo".as_slice());
    let put = there.aws.s3().put_object().bucket(&bucket).key(&key);
    put.body(ByteStream::from_static(body)).send().await?;
    there.leave(Theirs::Object { bucket, key, body });
    Ok(())
}

/// Fails where there is no page yet.
async fn page(there: &Outsider, on: &str) -> Result<(String, &'static str), NotNow> {
    let (bucket, key) = (there.id(on)?, "index.html");
    there.aws.s3().head_object().bucket(&bucket).key(key).send().await?;
    Ok((bucket, key))
}

async fn delete_page(there: &Outsider, on: &str) -> Done {
    let (bucket, key) = page(there, on).await?;
    there.aws.s3().delete_object().bucket(bucket).key(key).send().await?;
    Ok(())
}

async fn delete_bucket(there: &Outsider, on: &str) -> Done {
    let bucket = there.id(on)?;
    let s3 = there.aws.s3();
    let listed = s3.list_objects_v2().bucket(&bucket).send().await?;
    for key in listed.contents().iter().filter_map(|object| object.key()) {
        s3.delete_object().bucket(&bucket).key(key).send().await?;
        there.take_away(|theirs| matches!(theirs, Theirs::Object { key: of, .. } if of == key));
    }
    s3.delete_bucket().bucket(&bucket).send().await?;
    Ok(())
}

/// The same content as another type.
async fn replace_page(there: &Outsider, on: &str) -> Done {
    let (bucket, key) = page(there, on).await?;
    let s3 = there.aws.s3();
    let content = s3.get_object().bucket(&bucket).key(key).send().await?;
    let content = content.body.collect().await?.into_bytes();
    let put = s3.put_object().bucket(&bucket).key(key).content_type("text/plain");
    put.body(ByteStream::from(content)).send().await?;
    Ok(())
}

async fn delete_policy(there: &Outsider, on: &str) -> Done {
    there.aws.s3().delete_bucket_policy().bucket(there.id(on)?).send().await?;
    there.take_away(|theirs| matches!(theirs, Theirs::Statement { .. }));
    Ok(())
}

/// A bucket's policy.
pub(super) async fn policy(there: &Outsider, bucket: &str) -> Result<String, NotNow> {
    let answer = there.aws.s3().get_bucket_policy().bucket(bucket).send().await?;
    Ok(answer.policy.unwrap_or_default())
}

async fn add_statement(there: &Outsider, on: &str) -> Done {
    const SID: &str = "DenyPlainHttp";
    let bucket = there.id(on)?;
    let mut document: Value = serde_json::from_str(&policy(there, &bucket).await?)?;
    let statement = json!({
        "Sid": SID, "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
        "Resource": format!("arn:aws:s3:::{bucket}/*"),
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    });
    let Value::Array(statements) = &mut document["Statement"] else {
        return Err(NotNow("the policy has no list of statements".to_owned()));
    };
    statements.push(statement);
    let put = there.aws.s3().put_bucket_policy().bucket(&bucket);
    put.policy(document.to_string()).send().await?;
    there.leave(Theirs::Statement { bucket, sid: SID });
    Ok(())
}

async fn block_public_access(there: &Outsider, on: &str) -> Done {
    let all = PublicAccessBlockConfiguration::builder()
        .block_public_acls(true)
        .ignore_public_acls(true)
        .block_public_policy(true)
        .restrict_public_buckets(true);
    let put = there.aws.s3().put_public_access_block().bucket(there.id(on)?);
    put.public_access_block_configuration(all.build()).send().await?;
    Ok(())
}

async fn remove_website(there: &Outsider, on: &str) -> Done {
    there.aws.s3().delete_bucket_website().bucket(there.id(on)?).send().await?;
    Ok(())
}

async fn keep_versions(there: &Outsider, on: &str) -> Done {
    let on_all = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled);
    let put = there.aws.s3().put_bucket_versioning().bucket(there.id(on)?);
    put.versioning_configuration(on_all.build()).send().await?;
    Ok(())
}
