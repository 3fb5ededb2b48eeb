//! AWS's own service models, as botocore ships them, judge what is asked and what is answered.
//!
//! A proxy records requests with their answers, and `tests/outside/oracle` reads both by the models. Here a whole deployment is judged,
//! and the judge itself; `conformance.rs` has it judge the cases that boto3 runs, against the sandbox and against moto.

mod beside_moto;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Endpoint, Fault, Part, Recorder, Report, ServedSandbox};

pub use beside_moto::section;

/// Where AWS does not keep to its model: the operations, the member, the value, and where AWS's own documentation has it.
const MODEL_IS_WRONG: [(&str, &str, &str, &str); 2] = [
    (
        "VpcEndpoint",
        "state",
        "State",
        "DescribeVpcEndpoints, example: `available`; the model has `Available`",
    ),
    (
        "InternetGateway",
        "attachmentSet[].state",
        "AttachmentStatus",
        "InternetGatewayAttachment, State: `available` for an internet gateway",
    ),
];

/// The Python with what the judge needs.
pub fn judge() -> Option<PathBuf> {
    Part::Moto.or_not_run()?;
    Part::Boto3.or_not_run()
}

/// The faults of a report where AWS keeps to its model. A request that is refused may be anything.
pub fn faults(report: &Report) -> Vec<&Fault> {
    let is_wrong = |fault: &Fault| {
        MODEL_IS_WRONG.iter().any(|(thing, member, shape, _)| {
            let states = ["'pending'", "'available'", "'deleting'", "'deleted'"];
            let is_state = states.iter().any(|state| fault.what.starts_with(state));
            fault.operation.contains(thing) && fault.at.ends_with(member) && fault.what.ends_with(shape) && is_state
        })
    };
    let counts = |fault: &&Fault| (fault.accepted || fault.side == "answer") && !is_wrong(fault);
    report.faults.iter().filter(counts).collect()
}

/// Fails unless the models allow all that was seen.
#[track_caller]
pub fn is_allowed(report: &Report) {
    let faults = faults(report);
    assert!(faults.is_empty(), "the models do not allow:\n{faults:#?}");
}

#[test]
fn what_a_deployment_asks_and_is_answered_is_what_the_models_allow() {
    let Some(python) = judge() else { return };
    let sandbox = ServedSandbox::start();
    let recorder = Recorder::to(&sandbox.url());
    let jalon = recorder.jalon();
    for arguments in [
        &["walk", "--yes"][..],
        &["walk", "--yes"],
        &["status"],
        &["verify"],
        &["plan"],
        &["list"],
        &["reach", "internet", "app-host:5085"],
        &["destroy", "--yes"],
    ] {
        jalon.run(arguments).ends_with(0);
    }
    let report = recorder.judged_by(&python);
    is_allowed(&report);
    let requests: Vec<&Fault> = report.faults.iter().filter(|fault| fault.side == "request").collect();
    assert!(
        requests.is_empty(),
        "refused or not, jalon asks what AWS knows:\n{requests:#?}"
    );
    assert!(report.operations.len() >= 75, "too little was seen: {:?}", report.operations);
}

#[test]
fn the_models_find_what_is_planted() {
    let Some(python) = judge() else { return };
    let sandbox = ServedSandbox::start_with(&["--latency", "0"]);
    let recorder = Recorder::to(&sandbox.url());
    let jalon = recorder.jalon();
    jalon.run(&["walk", "--yes"]).ends_with(0);
    let recorded = recorder.lines();
    let (mut whole, mut changed) = (
        tempfile::NamedTempFile::new().unwrap(),
        tempfile::NamedTempFile::new().unwrap(),
    );
    for (side, text, instead, _) in PLANTED {
        let has_it = |line: &&Value| line[side].as_str().is_some_and(|found| found.contains(text));
        let mut line = recorded
            .iter()
            .find(has_it)
            .unwrap_or_else(|| panic!("no {side} has {text}"))
            .clone();
        writeln!(whole, "{line}").unwrap();
        line[side] = Value::from(line[side].as_str().unwrap().replacen(text, instead, 1));
        writeln!(changed, "{line}").unwrap();
    }
    let found = |recording: &tempfile::NamedTempFile| {
        let report = Report::of(recording.path(), &python);
        let said = faults(&report).into_iter().map(|fault| {
            let Fault {
                operation,
                side,
                at,
                what,
                ..
            } = fault;
            format!("{operation} {side} {at}: {what}")
        });
        said.collect::<BTreeSet<String>>()
    };
    assert_eq!(found(&whole), BTreeSet::new());
    let planted: BTreeSet<String> = PLANTED.iter().map(|(.., fault)| (*fault).to_owned()).collect();
    assert_eq!(found(&changed), planted);
}

/// What is planted: in a request or an answer, instead of what, and what is found of it.
const PLANTED: [(&str, &str, &str, &str); 16] = [
    (
        "body",
        "Action=CreateSubnet&Version=2016-11-15",
        "Action=CreateSubnet&Version=2016-11-15&Colour=blue",
        "ec2:CreateSubnet request Colour: the model has no such parameter",
    ),
    (
        "body",
        "&InstanceType=t3.micro",
        "&InstanceType=t3.tiny",
        "ec2:RunInstances request InstanceType: 't3.tiny' is none of the 1212 values of InstanceType",
    ),
    (
        "body",
        "&MinCount=1",
        "",
        "ec2:RunInstances request : Missing required parameter in input: \"MinCount\"",
    ),
    (
        "body",
        "&AllocatedStorage=20",
        "&AllocatedStorage=twenty",
        "rds:CreateDBInstance request : it can't be read: invalid literal for int() with base 10: 'twenty'",
    ),
    (
        "body",
        "&MultiAZ=false",
        "&MultiAZ=False",
        "rds:CreateDBInstance request MultiAZ: 'False' is written 'false'",
    ),
    (
        "body",
        "<Suffix>index.html</Suffix>",
        "<Suffix>index.html</Suffix><Colour>blue</Colour>",
        "s3:PutBucketWebsite request IndexDocument.Colour: IndexDocument has no such member",
    ),
    (
        "body",
        "<Suffix>index.html</Suffix>",
        "",
        "s3:PutBucketWebsite request IndexDocument.Suffix: IndexDocument requires it",
    ),
    (
        "body",
        "<Suffix>index.html</Suffix>",
        "",
        "s3:PutBucketWebsite request : Missing required parameter in WebsiteConfiguration.IndexDocument: \"Suffix\"",
    ),
    (
        "target",
        "/?policy",
        "/?policy&colour=blue",
        "s3:PutBucketPolicy request colour: the model has no such parameter",
    ),
    (
        "answer",
        "<vpc><vpcId>",
        "<vpc><colour>blue</colour><vpcId>",
        "ec2:CreateVpc answer vpc.colour: Vpc has no such member",
    ),
    (
        "answer",
        "<defaultForAz>false",
        "<defaultForAz>false</defaultForAz><defaultForAz>false",
        "ec2:CreateSubnet answer subnet.defaultForAz: it is there twice",
    ),
    (
        "answer",
        "<instanceTenancy>default",
        "<instanceTenancy>shared",
        "ec2:CreateVpc answer vpc.instanceTenancy: 'shared' is none of the 3 values of Tenancy",
    ),
    (
        "answer",
        "<MultiAZ>false",
        "<MultiAZ>no",
        "rds:CreateDBInstance answer DBInstance.MultiAZ: 'no' is no boolean",
    ),
    (
        "answer",
        "<availableIpAddressCount>4091",
        "<availableIpAddressCount>many",
        "ec2:CreateSubnet answer subnet.availableIpAddressCount: 'many' is no integer",
    ),
    (
        "answer",
        "<Suffix>index.html</Suffix>",
        "",
        "s3:GetBucketWebsite answer IndexDocument.Suffix: IndexDocument requires it",
    ),
    (
        "answer",
        "<DBInstanceStatus>",
        "<Colour>blue</Colour><DBInstanceStatus>",
        "rds:CreateDBInstance answer DBInstance.Colour: DBInstance has no such member",
    ),
];
