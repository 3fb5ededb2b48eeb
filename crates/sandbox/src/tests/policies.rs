//! Policies of the user: what they allow by action, resource and tags, and what is refused when they are read.

use http::Request;

use super::{Client, field, form};
use crate::{IdentityPolicy, Latencies, PolicyProblem};

const USER: &str = "User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform:";

impl Client {
    /// A client whose user may do what these statements say.
    fn under(statements: &str) -> Self {
        let client = Self::in_memory(Latencies::zero());
        client.may(statements);
        client
    }

    fn may(&self, statements: &str) {
        let policy = policy(statements).unwrap();
        self.0.change_account(|account| account.policies = vec![policy]);
    }

    fn may_do_everything(&self) {
        self.0.change_account(|account| account.policies.clear());
    }

    /// The message with which a request is refused; `None` where it is not.
    async fn refusal_of(&self, service: &str, request: http::request::Builder, body: String) -> Option<String> {
        let (_, text) = self.send("AKID", service, "us-east-1", request, body).await.unwrap();
        let is_denied = text.contains("UnauthorizedOperation") || text.contains("<Code>AccessDenied");
        is_denied.then(|| field(&text, "Message").replace("&quot;", "\""))
    }

    async fn ec2_refusal(&self, operation: &str, parameters: &[(&str, &str)]) -> Option<String> {
        self.refusal_of("ec2", Request::post("/"), form(operation, parameters)).await
    }

    async fn rds_refusal(&self, operation: &str, parameters: &[(&str, &str)]) -> Option<String> {
        self.refusal_of("rds", Request::post("/"), form(operation, parameters)).await
    }
}

fn policy(statements: &str) -> Result<IdentityPolicy, PolicyProblem> {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#).parse()
}

/// The parameters that tag what a call makes.
fn tagged<'a>(kind: &'a str, value: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("TagSpecification.1.ResourceType", kind),
        ("TagSpecification.1.Tag.1.Key", "team"),
        ("TagSpecification.1.Tag.1.Value", value),
    ]
}

const MAKE: &str = r#"{"Effect":"Allow","Action":"ec2:Create*","Resource":"arn:aws:ec2:*:*:*/*",
    "Condition":{"StringEquals":{"aws:RequestTag/team":"blue"}}}"#;
const USE: &str = r#"{"Effect":"Allow","Action":["ec2:CreateSubnet","ec2:DeleteVpc"],"Resource":"*",
    "Condition":{"StringEquals":{"aws:ResourceTag/team":"blue"}}}"#;

#[tokio::test]
async fn what_no_policy_allows_is_refused_as_its_service_refuses_it() {
    let client = Client::under(r#"{"Effect":"Allow","Action":"ec2:DescribeSubnets","Resource":"*"}"#);
    assert_eq!(client.ec2_refusal("DescribeSubnets", &[]).await, None);
    assert_eq!(
        client.ec2_refusal("DescribeVpcs", &[]).await.unwrap(),
        format!(
            "You are not authorized to perform this operation. {USER} ec2:DescribeVpcs because no identity-based policy allows the \
             ec2:DescribeVpcs action"
        )
    );
    let rds = client
        .rds_refusal("DescribeDBInstances", &[("DBInstanceIdentifier", "demo-db")])
        .await;
    assert_eq!(
        rds.unwrap(),
        format!(
            "{USER} rds:DescribeDBInstances on resource: arn:aws:rds:us-east-1:123456789012:db:demo-db because no identity-based policy \
             allows the rds:DescribeDBInstances action"
        )
    );
    let s3 = client.refusal_of("s3", Request::put("/site"), String::new()).await;
    assert_eq!(
        s3.unwrap(),
        format!(
            "{USER} s3:CreateBucket on resource: \"arn:aws:s3:::site\" because no identity-based policy allows the s3:CreateBucket action"
        )
    );
    let sts = client
        .refusal_of("sts", Request::post("/"), form("GetCallerIdentity", &[]))
        .await;
    assert_eq!(sts, None, "GetCallerIdentity needs no permission");
}

#[tokio::test]
async fn a_statement_that_denies_wins() {
    let client = Client::under(
        r#"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":"ec2:Describe*","Resource":"*"}"#,
    );
    assert_eq!(client.ec2_refusal("DescribeVpcs", &[]).await, None);
    let refused = client.ec2_refusal("CreateVpc", &[("CidrBlock", "10.0.0.0/16")]).await;
    assert!(refused.unwrap().ends_with(
        "ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:123456789012:vpc/* with an explicit deny in an identity-based policy"
    ));
}

#[tokio::test]
async fn what_is_made_and_what_is_used_each_need_a_permission() {
    let client = Client::under(MAKE);
    let block = ("CidrBlock", "10.0.0.0/16");
    assert!(client.ec2_refusal("CreateVpc", &[block]).await.is_some(), "without a tag");
    let red: Vec<_> = [block].into_iter().chain(tagged("vpc", "red")).collect();
    assert!(client.ec2_refusal("CreateVpc", &red).await.is_some(), "with another value");
    let blue: Vec<_> = [block].into_iter().chain(tagged("vpc", "blue")).collect();
    let vpc = client.made("CreateVpc", &blue, "vpcId").await;
    let subnet: Vec<_> = [("VpcId", vpc.as_str()), ("CidrBlock", "10.0.1.0/24")]
        .into_iter()
        .chain(tagged("subnet", "blue"))
        .collect();
    let refused = client.ec2_refusal("CreateSubnet", &subnet).await.unwrap();
    assert!(refused.contains(&format!(
        "ec2:CreateSubnet on resource: arn:aws:ec2:us-east-1:123456789012:vpc/{vpc}"
    )));
    client.may(&format!("{MAKE},{USE}"));
    assert_eq!(client.ec2_refusal("CreateSubnet", &subnet).await, None);
    client.may_do_everything();
    let foreign = client.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId").await;
    client.may(USE);
    assert!(client.ec2_refusal("DeleteVpc", &[("VpcId", &foreign)]).await.is_some());
}

#[tokio::test]
async fn tags_on_what_is_made_need_create_tags_for_that_call() {
    let making = |action: &str| {
        format!(
            r#"{{"Effect":"Allow","Action":"ec2:CreateVpc","Resource":"*"}},
            {{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*","Condition":{{"StringLike":{{"ec2:CreateAction":"{action}"}}}}}}"#
        )
    };
    let client = Client::under(&making("CreateSub*"));
    let vpc: Vec<_> = [("CidrBlock", "10.0.0.0/16")]
        .into_iter()
        .chain(tagged("vpc", "blue"))
        .collect();
    let refused = client.ec2_refusal("CreateVpc", &vpc).await.unwrap();
    assert!(
        refused.contains("ec2:CreateTags on resource: arn:aws:ec2:us-east-1:123456789012:vpc/*"),
        "{refused}"
    );
    client.may(&making("CreateV*"));
    let id = client.made("CreateVpc", &vpc, "vpcId").await;
    let later = [("ResourceId.1", id.as_str()), ("Tag.1.Key", "team"), ("Tag.1.Value", "red")];
    assert!(client.ec2_refusal("CreateTags", &later).await.is_some(), "it makes nothing");
}

#[tokio::test]
async fn a_launch_needs_its_image_network_and_key_and_all_that_it_makes() {
    let client = Client::in_memory(Latencies::zero());
    let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    let subnet = client
        .made("CreateSubnet", &[("VpcId", &vpc), ("CidrBlock", "10.0.1.0/24")], "subnetId")
        .await;
    let launch = [
        ("ImageId", "ami-0a1b2c3d4e5f6000a"),
        ("InstanceType", "t3.micro"),
        ("MinCount", "1"),
        ("MaxCount", "1"),
        ("NetworkInterface.1.SubnetId", subnet.as_str()),
    ];
    let mut allowed = Vec::new();
    // One resource after the other is allowed, and the refusal names another that is not.
    for _ in 0..6 {
        let resources = format!(
            "[{}]",
            ["arn:aws:s3:::none"]
                .iter()
                .chain(&allowed)
                .map(|arn| format!("\"{arn}\""))
                .collect::<Vec<_>>()
                .join(",")
        );
        client.may(&format!(
            r#"{{"Effect":"Allow","Action":"ec2:RunInstances","Resource":{resources}}}"#
        ));
        let Some(refused) = client.ec2_refusal("RunInstances", &launch).await else {
            break;
        };
        let (_, resource) = refused.split_once("on resource: ").unwrap();
        let kinds = ["image", "instance", "network-interface", "subnet", "volume"];
        let kind = kinds.iter().find(|kind| resource.contains(&format!(":{kind}/"))).unwrap();
        allowed.push(match *kind {
            "image" => "arn:aws:ec2:us-east-1::image/*",
            "instance" => "arn:aws:ec2:*:123456789012:instance/*",
            "network-interface" => "arn:aws:ec2:*:*:network-interface/*",
            "subnet" => "arn:aws:ec2:*:*:subnet/*",
            _ => "arn:aws:ec2:*:*:volume/*",
        });
    }
    allowed.sort_unstable();
    allowed.dedup();
    assert_eq!(allowed.len(), 5, "{allowed:?}");
}

#[tokio::test]
async fn a_database_needs_its_groups_and_its_tags() {
    let client = Client::under(
        r#"{"Effect":"Allow","Action":"rds:CreateDBInstance","Resource":["arn:aws:rds:*:*:db:blue-*","arn:aws:rds:*:*:og:default*"]}"#,
    );
    let database = [
        ("DBInstanceIdentifier", "blue-db"),
        ("Engine", "mysql"),
        ("EngineVersion", "8.4"),
        ("Tags.Tag.1.Key", "team"),
        ("Tags.Tag.1.Value", "blue"),
    ];
    let refused = client.rds_refusal("CreateDBInstance", &database).await.unwrap();
    assert!(
        refused.contains("arn:aws:rds:us-east-1:123456789012:pg:default.mysql8.4"),
        "{refused}"
    );
    client.may(r#"{"Effect":"Allow","Action":"rds:CreateDBInstance","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/Team":"blue"}}}"#);
    let refused = client.rds_refusal("CreateDBInstance", &database).await.unwrap();
    assert!(
        refused.contains("rds:AddTagsToResource on resource: arn:aws:rds:us-east-1:123456789012:db:blue-db"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_bucket_and_versions_need_more_than_one_action() {
    let client = Client::under(r#"{"Effect":"Allow","Action":"s3:CreateBucket","Resource":"arn:aws:s3:::site"}"#);
    let owned = Request::put("/site").header("x-amz-object-ownership", "BucketOwnerEnforced");
    let refused = client.refusal_of("s3", owned, String::new()).await.unwrap();
    assert!(refused.contains("s3:PutBucketOwnershipControls"), "{refused}");
    assert_eq!(client.refusal_of("s3", Request::put("/site"), String::new()).await, None);
    client.may(r#"{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::site/*"}"#);
    assert_eq!(
        client.refusal_of("s3", Request::delete("/site/a.txt"), String::new()).await,
        None
    );
    let version = Request::delete("/site/a.txt?versionId=null");
    let refused = client.refusal_of("s3", version, String::new()).await.unwrap();
    assert!(refused.contains("s3:DeleteObjectVersion"), "{refused}");
    let several = "<Delete><Object><Key>a</Key><VersionId>null</VersionId></Object></Delete>";
    let refused = client
        .refusal_of("s3", Request::post("/site?delete"), several.to_owned())
        .await
        .unwrap();
    assert!(
        refused.contains("s3:DeleteObjectVersion on resource: \"arn:aws:s3:::site/*\""),
        "{refused}"
    );
}

#[test]
fn a_policy_that_the_sandbox_cannot_evaluate_is_refused_when_it_is_read() {
    let allow = r#""Effect":"Allow","Action":"ec2:*","Resource":"*""#;
    assert!(policy(&format!("{{{allow}}}")).is_ok());
    let wrong = [
        ("".to_owned(), "no Statement"),
        (
            r#"{"Effect":"Permit","Action":"*","Resource":"*"}"#.to_owned(),
            "Allow or Deny",
        ),
        (
            r#"{"Effect":"Allow","Action":"RunInstances","Resource":"*"}"#.to_owned(),
            "no action",
        ),
        (r#"{"Effect":"Allow","Action":"*","Resource":"site"}"#.to_owned(), "no ARN"),
        (r#"{"Effect":"Allow","Action":"*"}"#.to_owned(), "Resource"),
        (format!(r#"{{{allow},"Principal":"*"}}"#), "no Principal"),
        (
            format!(r#"{{{allow},"Condition":{{"Bool":{{"aws:RequestTag/a":"true"}}}}}}"#),
            "Bool",
        ),
        (
            format!(r#"{{{allow},"Condition":{{"StringEquals":{{"aws:SourceIp":"192.0.2.1"}}}}}}"#),
            "aws:SourceIp",
        ),
        (
            format!(r#"{{{allow},"Condition":{{"StringEquals":{{"aws:RequestTag/a":"${{aws:username}}"}}}}}}"#),
            "variables",
        ),
    ];
    for (statement, reason) in wrong {
        let said = policy(&statement).unwrap_err().to_string();
        assert!(said.contains(reason), "{statement}: {said}");
    }
    let long = format!(
        r#"{{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::{}"}}"#,
        "a".repeat(6100)
    );
    assert!(policy(&long).unwrap_err().to_string().contains("6144"));
}
