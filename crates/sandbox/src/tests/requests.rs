//! Property tests: the simulator answers any request with something well-formed, and never panics.

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;

/// Operations of the query protocols with many parameters.
const OPERATIONS: [(&str, &[&str]); 2] = [
    (
        "ec2",
        &[
            "AllocateAddress",
            "AssociateRouteTable",
            "AuthorizeSecurityGroupIngress",
            "CreateNatGateway",
            "CreateRoute",
            "CreateRouteTable",
            "CreateSecurityGroup",
            "CreateSnapshots",
            "CreateSubnet",
            "CreateTags",
            "CreateVpc",
            "CreateVpcEndpoint",
            "CreateVpcPeeringConnection",
            "DeleteTags",
            "DeleteVpc",
            "DescribeImages",
            "DescribeInstanceTypeOfferings",
            "DescribeInstances",
            "DescribeSecurityGroupRules",
            "DescribeSubnets",
            "DescribeTags",
            "DescribeVpcs",
            "ImportKeyPair",
            "ModifySubnetAttribute",
            "ModifyVpcAttribute",
            "RevokeSecurityGroupIngress",
            "RunInstances",
        ],
    ),
    (
        "rds",
        &[
            "AddTagsToResource",
            "CreateDBInstance",
            "CreateDBSnapshot",
            "CreateDBSubnetGroup",
            "DeleteDBInstance",
            "DescribeDBEngineVersions",
            "DescribeDBInstances",
            "DescribeDBSnapshots",
            "DescribeDBSubnetGroups",
            "DescribeOrderableDBInstanceOptions",
            "ListTagsForResource",
            "ModifyDBInstance",
        ],
    ),
];

/// Names of their parameters.
const PARAMETERS: [&str; 62] = [
    "AllocatedStorage",
    "AllocationId",
    "Attribute",
    "AvailabilityZone",
    "BackupRetentionPeriod",
    "BlockDeviceMapping.1.DeviceName",
    "BlockDeviceMapping.1.Ebs.Iops",
    "BlockDeviceMapping.1.Ebs.VolumeSize",
    "BlockDeviceMapping.1.Ebs.VolumeType",
    "CidrBlock",
    "ClientToken",
    "DBInstanceClass",
    "DBInstanceIdentifier",
    "DBSnapshotIdentifier",
    "DBSubnetGroupDescription",
    "DBSubnetGroupName",
    "DestinationCidrBlock",
    "DryRun",
    "EnableDnsSupport.Value",
    "Engine",
    "EngineVersion",
    "Filter.1.Name",
    "Filter.1.Value.1",
    "GatewayId",
    "GroupDescription",
    "GroupId",
    "GroupName",
    "ImageId",
    "InstanceId.1",
    "InstanceType",
    "IpPermissions.1.FromPort",
    "IpPermissions.1.IpProtocol",
    "IpPermissions.1.IpRanges.1.CidrIp",
    "IpPermissions.1.ToPort",
    "KeyName",
    "MapPublicIpOnLaunch.Value",
    "Marker",
    "MasterUserPassword",
    "MasterUsername",
    "MaxAllocatedStorage",
    "MaxCount",
    "MaxRecords",
    "MaxResults",
    "MetadataOptions.HttpPutResponseHopLimit",
    "MetadataOptions.HttpTokens",
    "MinCount",
    "NextToken",
    "PeerVpcId",
    "Port",
    "PreferredBackupWindow",
    "PrivateIpAddress",
    "PublicKeyMaterial",
    "ResourceId.1",
    "ResourceName",
    "ServiceName",
    "StorageType",
    "SubnetId",
    "SubnetIds.SubnetIdentifier.1",
    "Tag.1.Key",
    "TagSpecification.1.ResourceType",
    "UserData",
    "VpcId",
];

/// A value as a client could send it: plausible, at an edge, or anything.
fn value() -> impl Strategy<Value = String> {
    let plausible = prop::sample::select(vec![
        "VPC",
        "SUBNET",
        "10.0.0.0/16",
        "10.0.5.0/24",
        "0.0.0.0/0",
        "255.255.255.255/32",
        "10.0.0.0/28",
        "tcp",
        "-1",
        "0",
        "1",
        "20",
        "443",
        "65535",
        "65536",
        "9223372036854775807",
        "-9223372036854775808",
        "true",
        "mysql",
        "admin",
        "correct-horse",
        "db-1",
        "db.t3.micro",
        "gp3",
        "io1",
        "t3.micro",
        "ami-0a1b2c3d4e5f60002",
        "us-east-1a",
        "us-east-1",
        "arn:aws:rds:us-east-1:123456789012:db:db-1",
        "tag:Name",
        "*",
        "YWZ0ZXI6",
        "vpc",
        "enableDnsSupport",
        "com.amazonaws.us-east-1.s3",
        "",
    ]);
    prop_oneof![4 => plausible.prop_map(str::to_owned), 1 => ".{0,40}"]
}

/// An operation with some parameters.
fn call() -> impl Strategy<Value = (&'static str, String, Vec<(&'static str, String)>)> {
    let operation = prop::sample::select(OPERATIONS.to_vec()).prop_flat_map(|(service, operations)| {
        let named = prop::sample::select(operations.to_vec()).prop_map(str::to_owned);
        (Just(service), prop_oneof![20 => named, 1 => "[A-Za-z<&]{0,12}"])
    });
    let parameters = prop::collection::vec((prop::sample::select(PARAMETERS.to_vec()), value()), 0..14);
    (operation, parameters).prop_map(|((service, operation), parameters)| (service, operation, parameters))
}

/// Text as a part of a form.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn signed(service: &str) -> String {
    format!("AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/{service}/aws4_request, Signature=0")
}

/// Sends a request to a simulator in a runtime of its own.
fn answered(client: &Client, request: Request<Bytes>) -> http::Response<Bytes> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match runtime.block_on(client.0.handle(request)) {
        Outcome::Answer(response) => response,
        Outcome::Cut | Outcome::Silence => panic!("nobody disturbs connections here"),
    }
}

/// Whether a body is one XML element whose tags match.
fn is_well_formed(body: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(body) else { return false };
    let mut reader = Reader::from_str(text);
    let mut depth = 0;
    let mut roots = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                roots += i32::from(depth == 0);
                depth += 1;
            }
            Ok(Event::Empty(_)) => roots += i32::from(depth == 0),
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) => return depth == 0 && roots == 1,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

proptest! {
    #![proptest_config(tries(96))]

    #[test]
    fn any_sequence_of_calls_is_answered(calls in prop::collection::vec(call(), 1..12)) {
        let client = Client::in_memory(Latencies::zero());
        let first = answered(&client, form("ec2", "CreateVpc", &[("CidrBlock", "10.0.0.0/16".to_owned())], ["", ""]));
        let vpc = field(std::str::from_utf8(first.body()).unwrap(), "vpcId");
        let inside = [("VpcId", vpc.clone()), ("CidrBlock", "10.0.1.0/24".to_owned())];
        let second = answered(&client, form("ec2", "CreateSubnet", &inside, ["", ""]));
        let subnet = field(std::str::from_utf8(second.body()).unwrap(), "subnetId");
        for (service, operation, parameters) in calls {
            let answer = answered(&client, form(service, &operation, &parameters, [&vpc, &subnet]));
            prop_assert!(is_well_formed(answer.body()), "{} {:?}: {:?}", operation, parameters, answer);
            prop_assert!(!answer.status().is_server_error(), "{} {:?}: {:?}", operation, parameters, answer);
        }
    }

    #[test]
    fn any_request_is_answered(
        method in prop::sample::select(vec!["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"]),
        path in "/(site|[ -~]{0,12})?(/[ -~]{0,20})?",
        query in "(acl|policy|website|tagging|delete|uploads|versioning|publicAccessBlock|list-type=2&max-keys=[0-9-]{1,20}|[ -~]{0,20})",
        host in "(127.0.0.1|[a-z.]{0,10}\\.s3\\.amazonaws\\.com|[ -~]{0,20})",
        authorization in prop_oneof![3 => Just(Some(signed("s3"))), 1 => Just(None), 1 => ".{0,40}".prop_map(Some)],
        header in prop::sample::select(vec![
            "range", "x-amz-copy-source", "content-md5", "x-amz-content-sha256", "if-none-match", "x-amz-acl", "content-encoding",
        ]),
        value in "(bytes=[0-9-]{0,40}|/site/[ -~]{0,10}|STREAMING-UNSIGNED-PAYLOAD-TRAILER|aws-chunked|[ -~]{0,20})",
        body in prop_oneof![any::<Vec<u8>>(), "<[A-Za-z]{1,10}><Status>[A-Za-z]{0,8}</Status></[a-z]{1,5}>".prop_map(String::into_bytes)],
    ) {
        let client = Client::in_memory(Latencies::zero());
        let bucket = Request::put("/site").header("host", "127.0.0.1").header("authorization", signed("s3"));
        prop_assert!(answered(&client, bucket.body(Bytes::new()).unwrap()).status().is_success());
        let mut request = Request::builder().method(method).uri(format!("{path}?{query}")).header("host", host).header(header, value);
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        // The HTTP library refuses what is no HTTP request.
        let Ok(request) = request.body(Bytes::from(body)) else { return Ok(()) };
        let asked = format!("{request:?}");
        let answer = answered(&client, request);
        let is_xml = answer.headers().get("content-type").is_some_and(|kind| kind.as_bytes().ends_with(b"xml"));
        prop_assert!(!is_xml || answer.body().is_empty() || is_well_formed(answer.body()), "{}: {:?}", asked, answer);
        prop_assert!(answer.status().as_u16() < 500 || answer.status() == 501, "{}: {:?}", asked, answer);
    }
}

/// A form in which `VPC` and `SUBNET` stand for the ones that are there.
fn form(service: &str, operation: &str, parameters: &[(&str, String)], ids: [&str; 2]) -> Request<Bytes> {
    let mut form = format!("Action={}&Version=1", encoded(operation));
    for (name, value) in parameters {
        let value = match value.as_str() {
            "VPC" => ids[0],
            "SUBNET" => ids[1],
            other => other,
        };
        form.push_str(&format!("&{name}={}", encoded(value)));
    }
    Request::post("/")
        .header("host", "127.0.0.1")
        .header("authorization", signed(service))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(form))
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_service_that_speaks_json_is_refused_in_json() {
    let client = Client::in_memory(Latencies::zero());
    let send = async |service: &str, kind: &str| {
        let scope = format!("AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/{service}/aws4_request, Signature=0");
        let request = Request::post("/")
            .header("host", "127.0.0.1")
            .header("authorization", scope)
            .header("content-type", kind)
            .body(Bytes::from_static(b"{}"))
            .unwrap();
        match client.0.handle(request).await {
            Outcome::Answer(answer) => (
                answer.headers()["content-type"].to_str().unwrap().to_owned(),
                String::from_utf8_lossy(answer.body()).into_owned(),
            ),
            other => panic!("{other:?}"),
        }
    };
    let (kind, text) = send("dynamodb", "application/x-amz-json-1.0").await;
    assert_eq!(kind, "application/x-amz-json-1.0");
    let error: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(error["__type"], "UnknownOperationException");
    let (kind, text) = send("iam", "application/x-www-form-urlencoded").await;
    assert!(kind.contains("xml") && text.contains("<Code>InvalidAction</Code>"), "{text}");
}
