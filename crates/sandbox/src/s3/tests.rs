//! S3's answers over time, to owners and to others.

mod settings;

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response};
use jiff::Timestamp;

use super::{error, handle, operation};
use crate::account::{Account, Plan};
use crate::bodies::Bodies;
use crate::clock::{after, beginning};
use crate::common::Context;
use crate::latencies::Latencies;
use crate::protocol::Caller;
use crate::protocol::request::Authorization;
use crate::world::World;

const LAG: Duration = Duration::from_secs(1);
const OPEN: &str = "<PublicAccessBlockConfiguration/>";
const POLICY: &str =
    r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"}}"#;
const WEBSITE: &str = "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>\
                       <ErrorDocument><Key>error.html</Key></ErrorDocument></WebsiteConfiguration>";

/// A world with its bodies and a clock that the test moves.
struct Sandbox {
    world: World,
    bodies: Bodies,
    account: Account,
    latencies: Latencies,
    now: Timestamp,
}

impl Sandbox {
    fn new() -> Self {
        let latencies = Latencies {
            list_lag: LAG,
            ..Latencies::zero()
        };
        Self {
            world: World::new("us-east-1".into(), 1),
            bodies: Bodies::in_memory(),
            account: Account::default(),
            latencies,
            now: beginning(),
        }
    }

    /// With a bucket `site` that every call sees.
    fn with_bucket() -> Self {
        let mut sandbox = Self::new();
        sandbox.ok(Method::PUT, "/site", "");
        sandbox.pass(LAG);
        sandbox
    }

    /// With a bucket `site` that anyone may read.
    fn with_public_bucket() -> Self {
        let mut sandbox = Self::with_bucket();
        sandbox.ok(Method::PUT, "/site?publicAccessBlock", OPEN);
        sandbox.pass(LAG);
        sandbox.ok(Method::PUT, "/site?policy", POLICY);
        sandbox
    }

    fn pass(&mut self, time: Duration) {
        self.now = after(self.now, time);
    }

    fn send(&mut self, method: Method, uri: &str, body: &str, caller: Option<&Caller>) -> Response<Bytes> {
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header("host", "127.0.0.1:4566")
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap();
        let cx = Context {
            now: self.now,
            account: &self.account,
            latencies: &self.latencies,
            bodies: &self.bodies,
            request_id: "id",
        };
        super::payload(&request)
            .and_then(|payload| {
                let (s3, common) = (&mut self.world.s3, &mut self.world.common);
                handle(s3, common, &cx, operation(&request), caller, &request, payload)
            })
            .unwrap_or_else(|failure| error(&failure, "id", &request))
    }

    /// Sends as the owner and returns the body; anything but success fails the test.
    fn ok(&mut self, method: Method, uri: &str, body: &str) -> String {
        let response = self.send(method, uri, body, Some(&owner()));
        let text = String::from_utf8_lossy(response.body()).into_owned();
        assert!(response.status().is_success(), "{uri}: {text}");
        text
    }

    /// Sends as the owner and returns the code of the error it must be.
    fn code(&mut self, method: Method, uri: &str, body: &str) -> String {
        let response = self.send(method, uri, body, Some(&owner()));
        let text = String::from_utf8_lossy(response.body()).into_owned();
        let code = text.split("<Code>").nth(1).and_then(|rest| rest.split('<').next());
        code.unwrap_or_else(|| panic!("{uri} is no error: {text}")).to_owned()
    }

    /// Reads without credentials.
    fn anonymous(&mut self, uri: &str) -> (u16, String) {
        let response = self.send(Method::GET, uri, "", None);
        (
            response.status().as_u16(),
            String::from_utf8_lossy(response.body()).into_owned(),
        )
    }
}

fn owner() -> Caller {
    let request = Request::builder()
        .header(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
        )
        .body(Bytes::new())
        .unwrap();
    Authorization::of(&request).caller().cloned().unwrap()
}

#[test]
fn every_listing_encodes_keys_where_it_is_asked_to() {
    let mut sandbox = Sandbox::with_bucket();
    sandbox.ok(Method::PUT, "/site/a%20b%2B%07.html", "x");
    for listing in ["/site?list-type=2", "/site?", "/site?versions"] {
        let text = sandbox.ok(Method::GET, &format!("{listing}&encoding-type=url"), "");
        assert!(text.contains("<Key>a+b%2B%07.html</Key>"), "{listing}: {text}");
        assert!(text.contains("<EncodingType>url</EncodingType>"), "{listing}: {text}");
        assert_eq!(
            sandbox.code(Method::GET, &format!("{listing}&encoding-type=no"), ""),
            "InvalidArgument"
        );
    }
}

#[test]
fn a_new_bucket_is_seen_after_the_list_lag() {
    let mut sandbox = Sandbox::new();
    sandbox.ok(Method::PUT, "/site", "");
    assert_eq!(sandbox.code(Method::GET, "/site?policy", ""), "NoSuchBucket");
    assert!(!sandbox.ok(Method::GET, "/", "").contains("site"));
    sandbox.pass(LAG);
    assert_eq!(sandbox.code(Method::GET, "/site?policy", ""), "NoSuchBucketPolicy");
    assert!(sandbox.ok(Method::GET, "/", "").contains("<Name>site</Name>"));
}

#[test]
fn a_bucket_is_created_twice_in_us_east_1_only() {
    let mut sandbox = Sandbox::with_bucket();
    sandbox.ok(Method::PUT, "/site", "");
    assert_eq!(sandbox.code(Method::PUT, "/taken-site", ""), "BucketAlreadyExists");
    assert_eq!(sandbox.code(Method::PUT, "/elsewhere-site", ""), "BucketAlreadyOwnedByYou");
    assert_eq!(sandbox.code(Method::GET, "/elsewhere-site?tagging", ""), "PermanentRedirect");
    sandbox.world = World::new("eu-west-3".into(), 1);
    let here = "<CreateBucketConfiguration><LocationConstraint>eu-west-3</LocationConstraint></CreateBucketConfiguration>";
    assert_eq!(sandbox.code(Method::PUT, "/site", ""), "IllegalLocationConstraintException");
    sandbox.ok(Method::PUT, "/site", here);
    assert_eq!(sandbox.code(Method::PUT, "/site", here), "BucketAlreadyOwnedByYou");
}

#[test]
fn a_public_policy_is_refused_until_the_opened_block_is_in_force() {
    let mut sandbox = Sandbox::with_bucket();
    assert_eq!(sandbox.code(Method::PUT, "/site?policy", POLICY), "AccessDenied");
    sandbox.ok(Method::PUT, "/site?publicAccessBlock", OPEN);
    assert_eq!(sandbox.code(Method::PUT, "/site?policy", POLICY), "AccessDenied");
    sandbox.pass(LAG);
    sandbox.ok(Method::PUT, "/site?policy", POLICY);
    assert!(sandbox.ok(Method::GET, "/site?policyStatus", "").contains("<IsPublic>true"));
}

#[test]
fn anyone_reads_what_the_policy_opens_and_nothing_else() {
    let mut sandbox = Sandbox::with_bucket();
    sandbox.ok(Method::PUT, "/site/a", "text");
    assert_eq!(sandbox.anonymous("/site/a").0, 403);
    let mut sandbox = Sandbox::with_public_bucket();
    sandbox.ok(Method::PUT, "/site/a", "text");
    assert_eq!(sandbox.anonymous("/site/a"), (200, "text".into()));
    assert_eq!(sandbox.anonymous("/site?list-type=2").0, 403);
}

#[test]
fn the_website_serves_index_and_error_documents() {
    let mut sandbox = Sandbox::with_public_bucket();
    assert_eq!(sandbox.anonymous("/__website/site/").0, 404, "there is no website yet");
    sandbox.ok(Method::PUT, "/site?website", WEBSITE);
    for (key, text) in [("index.html", "home"), ("error.html", "lost"), ("docs/index.html", "docs")] {
        sandbox.ok(Method::PUT, &format!("/site/{key}"), text);
    }
    assert_eq!(sandbox.anonymous("/__website/site/"), (200, "home".into()));
    assert_eq!(sandbox.anonymous("/__website/site/docs/"), (200, "docs".into()));
    assert_eq!(sandbox.anonymous("/__website/site/docs").0, 302);
    assert_eq!(
        sandbox.anonymous("/__website/site/none"),
        (403, "lost".into()),
        "nobody may list it"
    );
    sandbox.ok(Method::DELETE, "/site?policy", "");
    assert_eq!(sandbox.anonymous("/__website/site/").0, 403);
}

#[test]
fn a_deleted_object_of_a_versioned_bucket_keeps_the_bucket() {
    let mut sandbox = Sandbox::with_bucket();
    let enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    sandbox.ok(Method::PUT, "/site?versioning", enabled);
    sandbox.ok(Method::PUT, "/site/a", "text");
    sandbox.ok(Method::DELETE, "/site/a", "");
    assert_eq!(sandbox.code(Method::GET, "/site/a", ""), "NoSuchKey");
    assert!(!sandbox.ok(Method::GET, "/site?list-type=2", "").contains("<Contents>"));
    assert_eq!(sandbox.code(Method::DELETE, "/site", ""), "BucketNotEmpty");
    let versions = sandbox.ok(Method::GET, "/site?versions", "");
    let ids: Vec<&str> = versions
        .split("<VersionId>")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    assert_eq!(ids.len(), 2, "a version and a delete marker: {versions}");
    for id in ids {
        sandbox.ok(Method::DELETE, &format!("/site/a?versionId={id}"), "");
    }
    sandbox.ok(Method::DELETE, "/site", "");
}

#[test]
fn a_listing_groups_and_pages() {
    let mut sandbox = Sandbox::with_bucket();
    for key in ["a", "b/1", "b/2", "c"] {
        sandbox.ok(Method::PUT, &format!("/site/{key}"), "");
    }
    let first = sandbox.ok(Method::GET, "/site?list-type=2&delimiter=/&max-keys=2", "");
    assert!(
        first.contains("<Key>a<") && first.contains("<Prefix>b/<") && !first.contains("<Key>c<"),
        "{first}"
    );
    let token = first
        .split("<NextContinuationToken>")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .unwrap();
    let token = token.replace('=', "%3D");
    let second = sandbox.ok(
        Method::GET,
        &format!("/site?list-type=2&delimiter=/&max-keys=2&continuation-token={token}"),
        "",
    );
    assert!(
        second.contains("<Key>c<") && second.contains("<IsTruncated>false"),
        "{second}"
    );
    assert!(!second.contains("<Prefix>b/<"), "{second}");
}

#[test]
fn a_head_is_answered_without_a_body() {
    let mut sandbox = Sandbox::with_bucket();
    sandbox.ok(Method::PUT, "/site/a", "text");
    let found = sandbox.send(Method::HEAD, "/site/a", "", Some(&owner()));
    assert_eq!((found.status().as_u16(), found.body().len()), (200, 0));
    assert_eq!(found.headers()["content-length"], "4");
    let missing = sandbox.send(Method::HEAD, "/site/b", "", Some(&owner()));
    assert_eq!((missing.status().as_u16(), missing.body().len()), (404, 0));
}

#[test]
fn the_name_of_a_deleted_bucket_is_listed_for_a_moment_and_free_later() {
    let mut sandbox = Sandbox::with_bucket();
    sandbox.latencies.bucket_name_freed = LAG * 20;
    sandbox.ok(Method::DELETE, "/site", "");
    assert_eq!(sandbox.code(Method::GET, "/site?policy", ""), "NoSuchBucket");
    assert!(sandbox.ok(Method::GET, "/", "").contains("<Name>site</Name>"));
    sandbox.pass(LAG);
    assert!(!sandbox.ok(Method::GET, "/", "").contains("<Name>site</Name>"));
    assert_eq!(sandbox.code(Method::PUT, "/site", ""), "OperationAborted");
    sandbox.pass(LAG * 20);
    super::advance(&mut sandbox.world.s3, sandbox.now);
    assert_eq!(sandbox.world.s3.freed_names.len(), 0, "a free name is remembered");
    sandbox.ok(Method::PUT, "/site", "");
}

#[test]
fn the_accounts_access_block_holds_over_that_of_the_bucket() {
    let mut sandbox = Sandbox::with_public_bucket();
    sandbox.ok(Method::PUT, "/site/a", "text");
    assert_eq!(sandbox.anonymous("/site/a").0, 200);
    sandbox.world.s3.block_public_access(true);
    assert_eq!(sandbox.anonymous("/site/a").0, 403);
    assert_eq!(sandbox.code(Method::PUT, "/site?policy", POLICY), "AccessDenied");
    sandbox.world.s3.block_public_access(false);
    assert_eq!(sandbox.anonymous("/site/a").0, 200);
    sandbox.ok(Method::PUT, "/site?policy", POLICY);
}

#[test]
fn the_account_of_a_company_blocks_public_buckets_until_its_owner_lifts_that() {
    let mut sandbox = Sandbox::with_public_bucket();
    sandbox.ok(Method::PUT, "/site/a", "text");
    sandbox.account = Account::of(Plan::Company);
    assert_eq!(sandbox.anonymous("/site/a").0, 403);
    assert_eq!(sandbox.code(Method::PUT, "/site?policy", POLICY), "AccessDenied");
    sandbox.world.s3.block_public_access(false);
    assert_eq!(sandbox.anonymous("/site/a").0, 200);
    sandbox.ok(Method::PUT, "/site?policy", POLICY);
}

#[test]
fn an_object_of_too_many_parts_is_refused() {
    let mut sandbox = Sandbox::with_bucket();
    let upload = sandbox.ok(Method::POST, "/site/large?uploads", "");
    let (_, upload) = upload.split_once("<UploadId>").unwrap();
    let id = upload.split('<').next().unwrap().to_owned();
    let part = format!("/site/large?partNumber=1&uploadId={id}");
    sandbox.ok(Method::PUT, &part, "part");
    let part = sandbox.world.s3.uploads.get_mut(&id).unwrap().parts.get_mut(&1).unwrap();
    part.size = (512 << 20) + 1;
    let etag = format!("<ETag>{}</ETag>", part.etag.trim_matches('"'));
    let named = format!("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>{etag}</Part></CompleteMultipartUpload>");
    let complete = format!("/site/large?uploadId={id}");
    assert_eq!(sandbox.code(Method::POST, &complete, &named), "EntityTooLarge");
}
