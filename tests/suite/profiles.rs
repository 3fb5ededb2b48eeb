//! Profiles of the AWS configuration files: a mistyped one is named, and what gives credentials is asked once.

use std::fs;

use crate::support::{Endpoint, Jalon, Moto, write_private};

/// jalon with these AWS configuration files, and without keys in its environment.
fn with_config(jalon: Jalon, text: &str) -> Jalon {
    let path = jalon.folder().join("aws-config");
    write_private(&path, text);
    let (config, none) = (path.display().to_string(), jalon.folder().join("none").display().to_string());
    jalon
        .with("AWS_CONFIG_FILE", &config)
        .with("AWS_SHARED_CREDENTIALS_FILE", &none)
        .with("AWS_EC2_METADATA_DISABLED", "true")
}

#[test]
fn a_profile_that_is_not_there_is_named_with_the_nearest_one() {
    let text = "[profile harbour]\nregion = eu-west-3\n[profile ferry]\nregion = eu-west-1\n";
    let jalon = with_config(Jalon::new(), text);
    let refused = jalon.run(&["status", "--profile", "harbor"]).ends_with(2).stderr_line();
    assert!(
        refused.contains("there is no profile harbor in the AWS configuration files"),
        "{refused}"
    );
    assert!(
        refused.contains("did you mean harbour? The profiles are: ferry, harbour"),
        "{refused}"
    );
    let jalon = jalon.with("AWS_PROFILE", "quay");
    let refused = jalon.run(&["walk", "--yes"]).ends_with(2).stderr_line();
    assert!(
        refused.contains("there is no profile quay") && refused.contains("the profiles are: "),
        "{refused}"
    );
    // A rehearsal needs none.
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let jalon = with_config(Jalon::new(), "");
    let refused = jalon.run(&["list", "--profile", "harbour"]);
    assert!(
        refused.code != Some(0) && refused.stderr_line().contains("aws configure --profile NAME"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_program_that_gives_credentials_is_asked_once_for_all_services() {
    let Some(moto) = Moto::start() else { return };
    let jalon = moto.jalon();
    let asked = jalon.folder().join("asked");
    let program = jalon.folder().join("credentials");
    let script = format!(
        "#!/bin/sh\necho asked >> '{}'\n\
         echo '{{\"Version\": 1, \"AccessKeyId\": \"test\", \"SecretAccessKey\": \"test\"}}'\n",
        asked.display()
    );
    crate::support::write_program(&program, &script);
    let text = format!(
        "[profile counted]\nregion = us-east-1\ncredential_process = {}\n",
        program.display()
    );
    let jalon = with_config(jalon, &text);
    jalon.run(&["walk", "--yes", "--profile", "counted"]).ends_with(0);
    assert_eq!(fs::read_to_string(&asked).unwrap().lines().count(), 1);
}
