//! Tags of objects, configurations of buckets, and ACLs.

use bytes::Bytes;
use http::{Method, Request};

use super::super::{error, handle, operation, payload};
use super::{Sandbox, owner};
use crate::common::Context;

impl Sandbox {
    /// Sends an object with a header, and returns the answer's text.
    fn put_with(&mut self, header: (&str, &str)) -> String {
        let request = Request::builder()
            .method(Method::PUT)
            .uri("/site/a")
            .header("host", "127.0.0.1:4566")
            .header(header.0, header.1)
            .body(Bytes::from_static(b"x"))
            .unwrap();
        let cx = Context {
            now: self.now,
            account: &self.account,
            latencies: &self.latencies,
            bodies: &self.bodies,
            request_id: "id",
        };
        let (s3, common) = (&mut self.world.s3, &mut self.world.common);
        let answer = payload(&request)
            .and_then(|payload| handle(s3, common, &cx, operation(&request), Some(&owner()), &request, payload))
            .unwrap_or_else(|failure| error(&failure, "id", &request));
        String::from_utf8_lossy(answer.body()).into_owned()
    }
}

#[test]
fn objects_have_tags_of_their_own() {
    let mut sandbox = Sandbox::with_bucket();
    assert_eq!(sandbox.put_with(("x-amz-tagging", "owner=me&unit=a%20b")), "");
    let tags = sandbox.ok(Method::GET, "/site/a?tagging", "");
    assert!(tags.contains("<Key>unit</Key><Value>a b</Value>"), "{tags}");
    let many: String = (0..11).map(|n| format!("<Tag><Key>{n}</Key><Value/></Tag>")).collect();
    let many = format!("<Tagging><TagSet>{many}</TagSet></Tagging>");
    assert_eq!(sandbox.code(Method::PUT, "/site/a?tagging", &many), "BadRequest");
    let reserved = "<Tagging><TagSet><Tag><Key>aws:x</Key><Value/></Tag></TagSet></Tagging>";
    assert_eq!(sandbox.code(Method::PUT, "/site/a?tagging", reserved), "InvalidTag");
    sandbox.ok(Method::DELETE, "/site/a?tagging", "");
    assert!(sandbox.ok(Method::GET, "/site/a?tagging", "").contains("<TagSet/>"));
    assert_eq!(sandbox.code(Method::GET, "/site/b?tagging", ""), "NoSuchKey");
    assert!(sandbox.ok(Method::GET, "/site/a", "") == "x", "its content is as it was");
}

#[test]
fn configurations_of_a_bucket_are_kept_or_missing_as_on_aws() {
    let mut sandbox = Sandbox::with_bucket();
    for (name, code) in [
        ("cors", "NoSuchCORSConfiguration"),
        ("lifecycle", "NoSuchLifecycleConfiguration"),
        ("object-lock", "ObjectLockConfigurationNotFoundError"),
        ("replication", "ReplicationConfigurationNotFoundError"),
    ] {
        assert_eq!(sandbox.code(Method::GET, &format!("/site?{name}"), ""), code);
    }
    let payer = sandbox.ok(Method::GET, "/site?requestPayment", "");
    assert!(payer.contains("<Payer>BucketOwner</Payer>"), "{payer}");
    let rule = "<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>";
    let cors = format!("<CORSConfiguration>{rule}</CORSConfiguration>");
    sandbox.ok(Method::PUT, "/site?cors", &cors);
    assert_eq!(sandbox.ok(Method::GET, "/site?cors", ""), cors);
    sandbox.ok(Method::DELETE, "/site?cors", "");
    assert_eq!(sandbox.code(Method::GET, "/site?cors", ""), "NoSuchCORSConfiguration");
    for (name, document, code) in [
        ("cors", "<CORSConfiguration/>", "MalformedXML"),
        ("cors", &cors.replace("GET", "PATCH"), "InvalidRequest"),
        ("lifecycle", "<LifecycleConfiguration/>", "MalformedXML"),
        (
            "accelerate",
            "<AccelerateConfiguration><Status>On</Status></AccelerateConfiguration>",
            "MalformedXML",
        ),
        (
            "logging",
            "<BucketLoggingStatus><LoggingEnabled><TargetBucket>none</TargetBucket></LoggingEnabled></BucketLoggingStatus>",
            "InvalidTargetBucketForLogging",
        ),
    ] {
        assert_eq!(
            sandbox.code(Method::PUT, &format!("/site?{name}"), document),
            code,
            "{document}"
        );
    }
}

#[test]
fn an_owner_enforced_bucket_takes_no_other_acl_than_the_owners() {
    let mut sandbox = Sandbox::with_bucket();
    for acl in ["private", "bucket-owner-full-control"] {
        assert_eq!(sandbox.put_with(("x-amz-acl", acl)), "", "{acl}");
    }
    let refused = sandbox.put_with(("x-amz-acl", "public-read"));
    assert!(refused.contains("AccessControlListNotSupported"), "{refused}");
    for uri in ["/site?acl", "/site/a?acl"] {
        assert!(sandbox.ok(Method::GET, uri, "").contains("FULL_CONTROL"));
        assert_eq!(sandbox.code(Method::PUT, uri, ""), "AccessControlListNotSupported");
    }
}
