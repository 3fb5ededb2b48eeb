//! An account's limits: denials, expired and unknown credentials, call rates, plans.

use std::time::Duration;

use http::Request;

use super::{Client, field, form};
use crate::{Account, Bucket, Expiry, Latencies, Plan, Throttling};

const SERVICES: [&str; 4] = ["ec2", "rds", "sts", "s3"];

impl Client {
    /// Status, code and message of the answer to a read of a service, signed with `key`.
    async fn refusal(&self, key: &str, service: &str) -> (u16, String, String) {
        let (request, body) = match service {
            "s3" => (Request::get("/"), String::new()),
            "sts" => (Request::post("/"), form("GetCallerIdentity", &[])),
            "rds" => (
                Request::post("/"),
                form("DescribeDBInstances", &[("DBInstanceIdentifier", "demo-db")]),
            ),
            _ => (Request::post("/"), form("DescribeVpcs", &[])),
        };
        let (status, text) = self.send(key, service, "us-east-1", request, body).await.unwrap();
        if status == 200 {
            return (status, String::new(), String::new());
        }
        (status, field(&text, "Code"), field(&text, "Message"))
    }

    async fn is_admitted(&self, key: &str, service: &str) -> bool {
        let (_, code, _) = self.refusal(key, service).await;
        code.is_empty() || code == "DBInstanceNotFound"
    }
}

#[tokio::test]
async fn a_denied_action_is_refused_as_its_service_refuses_it() {
    let client = Client::in_memory(Latencies::zero());
    let denied = ["ec2:Describe*", "rds:describedbinstances", "s3:ListAll??Buckets"];
    client
        .0
        .change_account(|account| account.denied = denied.map(|action| action.parse().unwrap()).to_vec());
    let user = "User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform:";
    let deny = "with an explicit deny in an identity-based policy";
    let ec2 = format!("You are not authorized to perform this operation. {user} ec2:DescribeVpcs {deny}");
    let rds = format!("{user} rds:DescribeDBInstances on resource: arn:aws:rds:us-east-1:123456789012:db:demo-db {deny}");
    let s3 = format!("{user} s3:ListAllMyBuckets on resource: &quot;*&quot; {deny}");
    for (service, code, message) in [
        ("ec2", "UnauthorizedOperation", ec2),
        ("rds", "AccessDenied", rds),
        ("s3", "AccessDenied", s3),
    ] {
        let (status, answered, text) = client.refusal("AKID", service).await;
        assert_eq!((status, answered.as_str()), (403, code));
        assert_eq!(text.replace('"', "&quot;"), message);
    }
    assert!(
        client.is_admitted("AKID", "sts").await,
        "GetCallerIdentity needs no permission"
    );
    client.0.change_account(|account| account.denied.clear());
    client.ec2("DescribeVpcs", &[]).await.unwrap();
}

#[test]
fn actions_are_told_from_typos() {
    for action in ["ec2:RunInstances", "rds:Create*", "s3:*"] {
        assert!(action.parse::<crate::ActionPattern>().is_ok(), "{action}");
    }
    for wrong in [
        "RunInstances",
        "ec2:",
        "iam:CreateRole",
        "sts:GetCallerIdentity",
        "ec2:Run Instances",
    ] {
        assert!(wrong.parse::<crate::ActionPattern>().is_err(), "{wrong}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_expires_after_its_first_use_and_another_key_is_a_new_login() {
    let client = Client::in_memory(Latencies::zero());
    let minute = Duration::from_secs(60);
    client
        .0
        .change_account(|account| account.credentials.expiry = Some(Expiry::After(minute)));
    assert!(client.is_admitted("FIRST", "ec2").await);
    tokio::time::sleep(minute).await;
    for (service, status, code) in [
        ("ec2", 400, "RequestExpired"),
        ("rds", 403, "ExpiredToken"),
        ("sts", 403, "ExpiredToken"),
        ("s3", 400, "ExpiredToken"),
    ] {
        let answer = client.refusal("FIRST", service).await;
        assert_eq!((answer.0, answer.1.as_str()), (status, code), "{service}");
        assert!(client.is_admitted("SECOND", service).await, "{service}");
    }
    client.0.renew_credentials();
    assert!(client.is_admitted("FIRST", "ec2").await, "renewed");
}

#[tokio::test]
async fn a_key_can_expire_after_a_number_of_calls() {
    let client = Client::in_memory(Latencies::zero());
    client
        .0
        .change_account(|account| account.credentials.expiry = Some(Expiry::AfterCalls(2)));
    assert!(client.is_admitted("AKID", "ec2").await && client.is_admitted("AKID", "sts").await);
    assert_eq!(client.refusal("AKID", "rds").await.1, "ExpiredToken");
}

#[tokio::test]
async fn an_unknown_key_is_refused_as_each_service_does() {
    let client = Client::in_memory(Latencies::zero());
    client
        .0
        .change_account(|account| account.credentials.known_key = Some("KNOWN".to_owned()));
    for service in SERVICES {
        assert!(client.is_admitted("KNOWN", service).await, "{service}");
    }
    for (service, status, code) in [
        ("ec2", 401, "AuthFailure"),
        ("rds", 403, "InvalidClientTokenId"),
        ("sts", 403, "InvalidClientTokenId"),
        ("s3", 403, "InvalidAccessKeyId"),
    ] {
        let answer = client.refusal("OTHER", service).await;
        assert_eq!((answer.0, answer.1.as_str()), (status, code), "{service}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_bucket_throttles_until_it_has_refilled() {
    let client = Client::in_memory(Latencies::zero());
    let bucket = Bucket {
        capacity: 2.0,
        refill: 0.5,
    };
    client
        .0
        .change_account(|account| account.throttling = Some(Throttling::uniform(bucket)));
    for (service, status, code) in [
        ("ec2", 503, "RequestLimitExceeded"),
        ("rds", 400, "Throttling"),
        ("sts", 400, "Throttling"),
        ("s3", 503, "SlowDown"),
    ] {
        assert!(client.is_admitted("AKID", service).await && client.is_admitted("AKID", service).await);
        let answer = client.refusal("AKID", service).await;
        assert_eq!((answer.0, answer.1.as_str()), (status, code), "{service}");
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(!client.is_admitted("AKID", service).await, "half a token is none");
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(client.is_admitted("AKID", service).await, "{service}");
    }
}

#[tokio::test(start_paused = true)]
async fn every_action_has_the_bucket_ec2_documents() {
    let filtered: &[(&str, &str)] = &[("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", "vpc-0")];
    for (operation, parameters, capacity) in [
        ("DescribeVpcs", &[][..], 100),
        ("DescribeSecurityGroups", &[][..], 50),
        ("DescribeSecurityGroups", filtered, 100),
        ("CreateVpc", &[][..], 50),
        ("AuthorizeSecurityGroupIngress", &[][..], 50),
        ("CreateNatGateway", &[][..], 10),
        ("CreateVpcEndpoint", &[][..], 4),
        ("RunInstances", &[][..], 5),
        ("CreateTags", &[][..], 100),
    ] {
        let client = Client::in_memory(Latencies::zero());
        client
            .0
            .change_account(|account| account.throttling = Some(Throttling::documented()));
        let mut admitted = 0;
        while client.ec2(operation, parameters).await.err().as_deref() != Some("RequestLimitExceeded") {
            admitted += 1;
        }
        assert_eq!(admitted, capacity, "{operation}");
        client.ec2("DescribeSubnets", &[]).await.unwrap();
    }
}

#[tokio::test]
async fn the_learner_lab_denies_other_regions() {
    let mut options = super::options(None, Latencies::zero());
    options.region = "eu-west-1".to_owned();
    options.account = Account::of(Plan::LearnerLab);
    let client = Client(crate::Simulator::open(options).unwrap());
    let denied = client.signed("ec2", "eu-west-1", "DescribeVpcs", &[]).await;
    assert_eq!(denied.unwrap_err(), "UnauthorizedOperation");
    let identity = client.signed("sts", "eu-west-1", "GetCallerIdentity", &[]).await.unwrap();
    assert!(field(&identity, "Arn").contains("assumed-role/voclabs/"));
}
