//! Emptying a bucket, whatever its objects are called and whatever AWS makes of it.

use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use jalon::aws::{Action, Aws, Clock, Cloud, Connection};
use jalon::resources::Kind;

use super::{BUCKET, Site};
use crate::support::{Endpoint, Jalon, Moto, Part};

/// Keys that S3 takes and XML does not, or not as they are.
const AWKWARD: [&str; 6] = [
    "bell\u{7}.txt",
    "line\nbreak",
    "tab\tstop/",
    "a b+c%41&<é>",
    "\u{FFFE}",
    " x ",
];

#[tokio::test(start_paused = true)]
async fn objects_of_any_name_are_listed_and_deleted() {
    let site = Site::new();
    let (session, _) = site.run().await;
    for key in AWKWARD {
        let put = session.aws().s3().put_object().bucket(BUCKET).key(key);
        put.body(b"x".to_vec().into()).send().await.unwrap();
    }
    let before = site.rehearsal.calls();
    site.rehearsal.destroy(false).await.unwrap();
    let calls = site.rehearsal.calls() - before;
    assert!(calls < 80, "destroy made {calls} calls");
    assert_eq!(site.rehearsal.live_keys().await, [""; 0]);
}

/// A connection to an S3 that answers DeleteObjects and does nothing.
#[derive(Debug)]
struct Idle(SharedHttpConnector);

impl HttpConnector for Idle {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        if request.method() != "POST" || !request.uri().ends_with("?delete") {
            return self.0.call(request);
        }
        let answer = http::Response::builder().header("content-type", "application/xml");
        let answer = answer.body(SdkBody::from("<DeleteResult/>")).unwrap();
        HttpConnectorFuture::ready(Ok(HttpResponse::try_from(answer).unwrap()))
    }
}

#[tokio::test(start_paused = true)]
async fn an_emptying_that_makes_no_progress_stops_and_names_an_object() {
    let site = Site::new();
    let (session, _) = site.run().await;
    let bucket = session.inventory(|inventory| inventory.of(Kind::Bucket)[0].clone());
    let sandbox = site.rehearsal.simulator.http_client();
    let aws = Aws::connect(Connection {
        cloud: Cloud::Sandbox,
        region: "us-east-1".to_owned(),
        outbound: jalon::aws::Outbound::default(),
        profile: None,
        http_client: Some(http_client_fn(move |settings, components| {
            SharedHttpConnector::new(Idle(sandbox.http_connector(settings, components)))
        })),
        clock: Clock::real(),
    });
    let before = site.rehearsal.calls();
    let error = jalon::resources::delete(&aws, &bucket).await.unwrap_err();
    assert!(
        matches!(&*error.action, Action::DeleteObject { key, .. } if key == "css/style.css"),
        "{error}"
    );
    assert!(site.rehearsal.calls() - before < 10);
}

#[test]
fn no_name_of_an_object_stops_a_command_at_another_endpoint() {
    let Some(_) = Part::AwsCli.or_not_run() else { return };
    let Some(moto) = Moto::start() else { return };
    let jalon: Jalon = moto.jalon();
    jalon.run(&["run", "site", "--yes"]).ends_with(0);
    let buckets = moto.aws(&["s3api", "list-buckets"]);
    let bucket = buckets["Buckets"][0]["Name"].as_str().unwrap().to_owned();
    for key in ["bell\u{7}.txt", "a b+c"] {
        moto.aws(&["s3api", "put-object", "--bucket", &bucket, "--key", key]);
    }
    for command in [&["plan"][..], &["verify", "vpc"], &["status"]] {
        let run = jalon.run(command);
        assert!(!run.stderr.contains("could not"), "{command:?}: {}", run.stderr);
    }
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    let left = moto.aws(&["s3api", "list-buckets"]);
    assert_eq!(left["Buckets"].as_array().unwrap().len(), 0, "{left}");
}
