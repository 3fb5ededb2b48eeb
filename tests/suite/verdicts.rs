//! One verdict: a walk, whether it changes anything or not, and a verification say the same of the same deployment, in words, events and
//! exit codes, and what they advise helps.

use serde_json::Value;

use crate::support::{Endpoint, Jalon, Moto, one_line};

/// Denies SSH by a rule of the VPC's network ACL, as a company's network team may.
fn deny(moto: &Moto) -> (String, Value) {
    let subnets = moto.aws(&[
        "ec2",
        "describe-subnets",
        "--filters",
        "Name=tag:jalon:resource,Values=subnet/private1",
    ]);
    let subnet = subnets["Subnets"][0]["SubnetId"].as_str().unwrap().to_owned();
    let filter = format!("Name=association.subnet-id,Values={subnet}");
    let acls = moto.aws(&["ec2", "describe-network-acls", "--filters", &filter]);
    let acl = acls["NetworkAcls"][0]["NetworkAclId"].as_str().unwrap().to_owned();
    let rule = [
        "ec2",
        "create-network-acl-entry",
        "--network-acl-id",
        &acl,
        "--rule-number",
        "50",
        "--protocol",
        "6",
        "--port-range",
        "From=22,To=22",
        "--cidr-block",
        "0.0.0.0/0",
        "--rule-action",
        "deny",
        "--ingress",
    ];
    let made = moto.aws(&rule);
    (acl, made)
}

#[test]
fn a_walk_that_changes_nothing_ends_as_a_verification_does_and_the_advice_helps() {
    let Some(moto) = Moto::start() else { return };
    let jalon = moto.jalon();
    jalon.run(&["walk", "--yes"]).ends_with(0);
    let (acl, _) = deny(&moto);
    let walk = jalon.run(&["walk", "--yes"]).ends_with(3);
    let verify = jalon.run(&["verify"]).ends_with(3);
    let last = |text: &str| one_line(text).rsplit("error: ").next().unwrap().to_owned();
    assert_eq!(last(&walk.stderr), last(&verify.stderr));
    let said = one_line(&walk.stderr);
    assert!(said.contains("✘ 55 checks passed, 2 failed"), "{said}");
    assert!(said.contains(&format!("network ACL {acl} denies tcp 22")), "{said}");
    assert!(said.contains("next: `jalon reach me app-host:22 "), "{said}");

    let events = jalon.run(&["walk", "--yes", "--output", "json"]).ends_with(3).stdout;
    let failed: Value = serde_json::from_str(events.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&failed["event"], &failed["code"]),
        (&"failed".into(), &"checks-failed".into())
    );
    let document: Value = serde_json::from_str(&jalon.run(&["verify", "--output", "json"]).ends_with(3).stdout).unwrap();
    assert_eq!(failed["error"], document["error"]);

    let reach = jalon.run(&["reach", "me", "app-host:22"]).ends_with(3);
    assert!(reach.stdout.contains(&acl), "{}", reach.stdout);
    moto.aws(&[
        "ec2",
        "delete-network-acl-entry",
        "--network-acl-id",
        &acl,
        "--rule-number",
        "50",
        "--ingress",
    ]);
    jalon.run(&["verify"]).ends_with(0);
    jalon.run(&["walk", "--yes"]).ends_with(0);
}

#[test]
fn a_first_walk_whose_checks_fail_ends_with_the_error_and_the_code_of_a_verification() {
    let Some(moto) = Moto::start() else { return };
    let jalon = moto.jalon();
    jalon.run(&["walk", "--yes", "--until", "database"]).ends_with(0);
    deny(&moto);
    let walk = jalon.run(&["walk", "--yes"]).ends_with(3);
    let said = one_line(&walk.stderr);
    assert!(
        said.contains("✘") && said.contains("checks failed") && said.contains("next: "),
        "{said}"
    );
}

#[test]
fn a_step_that_has_nothing_on_aws_and_was_never_walked_is_not_built_and_no_failure() {
    let jalon = Jalon::new();
    for last in ["app-host", "database"] {
        jalon.run(&["walk", "--sandbox", "--yes", "--until", last]).ends_with(0);
        let verified = jalon.run(&["verify"]).ends_with(0).stdout;
        assert!(
            verified.contains("app\n  · it is built (not run: it is not built yet)"),
            "{verified}"
        );
    }
}
