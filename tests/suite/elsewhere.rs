//! A command that means a deployment nobody knows here says so, says where it may be, and makes nothing.

use crate::support::{Endpoint, Jalon, Moto};

#[test]
fn destroying_what_nobody_knows_here_names_what_is_known_and_fails() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let refused = jalon
        .run(&["destroy", "--yes", "--sandbox", "--deployment", "dmeo"])
        .ends_with(2);
    let said = refused.stderr_line();
    assert!(said.contains("there is no deployment dmeo here"), "{said}");
    assert!(said.contains("there is demo (the sandbox"), "{said}");
    assert!(said.contains("`jalon list --sandbox`"), "{said}");
    assert!(
        !jalon.kept("state.json").parent().unwrap().with_file_name("dmeo").exists(),
        "no folder is made"
    );
    for command in ["status", "verify"] {
        let refused = jalon.run(&[command, "--sandbox", "--deployment", "dmeo"]).ends_with(2);
        assert!(
            refused.stderr.contains("there is no deployment dmeo here"),
            "{}",
            refused.stderr
        );
        let refused = jalon.run(&[command, "--deployment", "dmeo"]).ends_with(2);
        assert!(
            refused.stderr.contains("there is no deployment dmeo here"),
            "{}",
            refused.stderr
        );
    }
    let again = jalon.run(&["destroy", "--yes"]).ends_with(0);
    assert!(again.stderr.contains("deleted"), "{}", again.stderr);
    let third = jalon.run(&["destroy", "--yes"]).ends_with(0);
    let said = third.stderr_line();
    assert!(
        said.contains("nothing of demo left: the sandbox, account 123456789012, region us-east-1"),
        "{said}"
    );
}

#[test]
fn destroying_from_another_folder_and_region_names_the_region_that_holds_it() {
    let Some(moto) = Moto::start() else { return };
    let first = moto.jalon();
    first
        .run(&["walk", "--yes", "--until", "vpc", "--region", "eu-west-3"])
        .ends_with(0);
    let other = moto.jalon();
    let refused = other.run(&["destroy", "--yes"]).ends_with(2);
    let said = refused.stderr_line();
    assert!(
        said.contains("account 123456789012, region us-east-1 holds nothing of that name; eu-west-3 holds"),
        "{said}"
    );
    let advised = format!("`jalon destroy --endpoint-url {} --region eu-west-3 --take-over`", moto.url());
    assert!(said.contains(&advised), "{said}");
    assert!(!other.kept("state.json").exists());
    // What it advises, followed.
    other
        .run(&["destroy", "--region", "eu-west-3", "--take-over", "--yes"])
        .ends_with(0);
    let left = moto.aws(&[
        "ec2",
        "describe-vpcs",
        "--region",
        "eu-west-3",
        "--filters",
        "Name=is-default,Values=false",
    ]);
    assert_eq!(left["Vpcs"].as_array().map(Vec::len), Some(0), "{left}");
}
