//! What the models say of moto, beside what they say of the sandbox, for `docs/CONFORMANCE.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::faults;
use crate::support::{Fault, Report};

/// Members that moto answers and the sandbox does not: the service, how their paths end, and why AWS does not answer them either.
/// Where AWS does, the sandbox was changed.
const MOTO_ALONE: [(&str, &str, &str); 12] = [
    (
        "ec2",
        "ClassicLinkToRemoteVpc",
        "VpcPeeringConnectionOptionsDescription: deprecated, with EC2-Classic",
    ),
    (
        "ec2",
        "ToRemoteClassicLink",
        "VpcPeeringConnectionOptionsDescription: deprecated, with EC2-Classic",
    ),
    (
        "ec2",
        "addressesSet.item.instanceId",
        "Address, InstanceId: of an address that an instance has, if any",
    ),
    (
        "ec2",
        "imagesSet.item.productCodes",
        "Image, ProductCodes: of images that have any",
    ),
    (
        "ec2",
        "kernelId",
        "Instance, KernelId: if applicable, which it is not to HVM images",
    ),
    (
        "ec2",
        "networkInterface.association",
        "NetworkInterface, Association: of an interface with an Elastic IP or a public address",
    ),
    (
        "ec2",
        "sriovNetSupport",
        "Instance, SriovNetSupport: of types with the Intel 82599 VF interface",
    ),
    (
        "rds",
        "EnabledCloudwatchLogsExports",
        "DBInstance, EnabledCloudwatchLogsExports: of instances that export logs (recalled, unverified)",
    ),
    ("rds", "Endpoint", "DBInstance, Endpoint: not while the instance is created"),
    (
        "rds",
        "CreateTime",
        "DBInstance, InstanceCreateTime, and DBSnapshot, SnapshotCreateTime: not while it is created (recalled, unverified)",
    ),
    (
        "rds",
        "LatestRestorableTime",
        "DBInstance, LatestRestorableTime: of an instance with a backup (recalled, unverified)",
    ),
    (
        "s3",
        "DisplayName",
        "Owner (S3 API reference): not returned since November 21, 2025",
    ),
];

/// The section of the page: what the models do not allow in moto's answers, and which members moto alone answers.
pub fn section(sandbox: &Report, moto: &Report) -> String {
    let mut page = format!(
        "\n## Beside AWS's own models\n\nbotocore's models of the four services read every request and every answer of these cases: members, \
         types, values of\nenums, patterns, lengths, required members, statuses of errors. They know {} of the operations, find nothing in the \
         sandbox's answers, and in\nmoto's the following. `tests/suite/oracle.rs` has them read a whole deployment too, and lists where AWS \
         itself does not\nkeep to its model.\n\n| operation | member | what moto answers | follows AWS |\n|---|---|---|---|\n",
        sandbox.operations.len()
    );
    let mut rows: BTreeSet<String> = BTreeSet::new();
    for Fault { operation, at, what, .. } in answered(moto) {
        let member = if at.is_empty() { "the answer" } else { at };
        rows.insert(format!("| {operation} | {member} | {what} | sandbox |\n"));
    }
    page.extend(rows);
    page.push_str(
        "\nMembers that moto answers and the sandbox does not. The model allows each; the last column says why AWS answers\nnone.\n\n\
         | operations | member | why |\n|---|---|---|\n",
    );
    for ((ending, why), operations) in moto_alone(sandbox, moto) {
        let operations: Vec<String> = operations.into_iter().collect();
        let _ = writeln!(page, "| {} | {ending} | {why} |", operations.join(", "));
    }
    page
}

/// What of a report is of the answers.
fn answered(report: &Report) -> impl Iterator<Item = &Fault> {
    faults(report).into_iter().filter(|fault| fault.side == "answer")
}

/// The operations in whose answers moto alone has a member, by the row of [`MOTO_ALONE`].
fn moto_alone(sandbox: &Report, moto: &Report) -> BTreeMap<(&'static str, &'static str), BTreeSet<String>> {
    let mut found: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for (operation, theirs) in &moto.members {
        let Some(ours) = sandbox.members.get(operation) else {
            continue;
        };
        for member in theirs.difference(ours) {
            let is_within = |parent: &String| member.starts_with(&format!("{parent}."));
            if theirs.difference(ours).any(is_within) {
                continue;
            }
            let row = MOTO_ALONE
                .iter()
                .find(|(service, ending, _)| operation.starts_with(service) && member.ends_with(ending));
            let Some((_, ending, why)) = row else {
                unknown.push(format!("{operation} {member}"));
                continue;
            };
            found.entry((*ending, *why)).or_default().insert(operation.clone());
        }
    }
    assert!(
        unknown.is_empty(),
        "moto answers these, and the sandbox does not: who is right? {unknown:#?}"
    );
    assert_eq!(
        found.len(),
        MOTO_ALONE.len(),
        "a row of MOTO_ALONE is no difference any more: {found:?}"
    );
    found
}
