//! Tags: removed, written, overwritten.

use aws_sdk_ec2::types::Tag;
use aws_sdk_rds::types::Tag as RdsTag;
use aws_sdk_s3::types::{Tag as S3Tag, Tagging};
use jalon_sandbox::Existing;

use super::{Done, Hand, Outsider, Theirs};

/// The tags that make a resource the deployment's.
const OURS: [&str; 4] = ["jalon:deployment", "jalon:id", "jalon:resource", "jalon:step"];

/// One resource of each kind that carries tags.
const TAGGED: [&str; 16] = [
    "vpc/main",
    "internet-gateway/main",
    "subnet/public1",
    "route-table/private1",
    "vpc-endpoint/s3",
    "key-pair/main",
    "security-group/app-host",
    "instance/app-host",
    "db-subnet-group/main",
    "db-instance/main",
    "elastic-ip/nat",
    "nat-gateway/main",
    "bucket/site",
    "ebs-snapshots/",
    "db-snapshot/",
    "vpc-peering/main",
];

pub(super) fn hands() -> Vec<Hand> {
    let of_each = TAGGED.into_iter().flat_map(|key| {
        [
            Hand::new("removes the tag jalon:resource", key, |there, on| {
                Box::pin(remove(there, on, &["jalon:resource"]))
            }),
            Hand::new("removes all tags", key, |there, on| {
                Box::pin(remove(there, on, &["Name", OURS[0], OURS[1], OURS[2], OURS[3]]))
            }),
            Hand::new("tags what there is with its cost center", key, |there, on| {
                Box::pin(write(there, on, ("cost-center", "4711"), true))
            }),
        ]
    });
    let rename = ["vpc/main", "instance/app-host", "subnet/public1", "security-group/app-host"].map(|key| {
        Hand::new("gives another name", key, |there, on| {
            Box::pin(write(there, on, ("Name", "renamed"), false))
        })
    });
    let claim = ["vpc/main", "instance/app-host", "elastic-ip/nat"].map(|key| {
        Hand::new("names another deployment in the tags", key, |there, on| {
            Box::pin(write(there, on, ("jalon:deployment", "other"), false))
        })
    });
    of_each.chain(rename).chain(claim).collect()
}

/// The ARN of a resource of RDS; `None` of another service.
fn arn(existing: &Existing) -> Option<String> {
    let part = match existing.kind {
        "db-instance" => "db",
        "db-snapshot" => "snapshot",
        "db-subnet-group" => "subgrp",
        _ => return None,
    };
    Some(format!("arn:aws:rds:us-east-1:123456789012:{part}:{}", existing.id))
}

async fn remove(there: &Outsider, on: &str, keys: &[&str]) -> Done {
    let existing = there.ours(on)?;
    if existing.kind == "bucket" {
        let left = existing.tags.iter().filter(|(key, _)| !keys.contains(&key.as_str()));
        return put_on_bucket(there, &existing.id, left).await;
    }
    if let Some(arn) = arn(&existing) {
        let call = there.aws.rds().remove_tags_from_resource().resource_name(arn);
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        call.set_tag_keys(Some(keys)).send().await?;
        return Ok(());
    }
    let tags = keys.iter().map(|key| Tag::builder().key(*key).build()).collect();
    let call = there.aws.ec2().delete_tags().resources(&existing.id);
    call.set_tags(Some(tags)).send().await?;
    Ok(())
}

/// Writes a tag, which is theirs from then on or replaces one of the deployment's.
async fn write(there: &Outsider, on: &str, (key, value): (&'static str, &'static str), is_theirs: bool) -> Done {
    let existing = there.ours(on)?;
    if existing.kind == "bucket" {
        let mut tags = existing.tags.clone();
        tags.insert(key.to_owned(), value.to_owned());
        put_on_bucket(there, &existing.id, tags.iter()).await?;
    } else if let Some(arn) = arn(&existing) {
        let tag = RdsTag::builder().key(key).value(value).build();
        let call = there.aws.rds().add_tags_to_resource().resource_name(arn);
        call.tags(tag).send().await?;
    } else {
        let tag = Tag::builder().key(key).value(value).build();
        let call = there.aws.ec2().create_tags().resources(&existing.id);
        call.tags(tag).send().await?;
    }
    if is_theirs {
        let id = existing.id;
        there.leave(Theirs::Tag { id, key, value });
    }
    Ok(())
}

/// Replaces all tags of a bucket, as S3's only call for them does.
async fn put_on_bucket<'a>(there: &Outsider, bucket: &str, tags: impl Iterator<Item = (&'a String, &'a String)>) -> Done {
    let mut all = Vec::new();
    for (key, value) in tags {
        all.push(S3Tag::builder().key(key).value(value).build()?);
    }
    let s3 = there.aws.s3();
    if all.is_empty() {
        s3.delete_bucket_tagging().bucket(bucket).send().await?;
        return Ok(());
    }
    let tagging = Tagging::builder().set_tag_set(Some(all)).build()?;
    s3.put_bucket_tagging().bucket(bucket).tagging(tagging).send().await?;
    Ok(())
}
