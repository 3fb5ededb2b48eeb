//! Clients of others against the served sandbox: Terraform and Ansible build the walkthrough's environment, and change nothing the second
//! time. Terraform and Ansible wait in real time, whatever the sandbox's speed, so these take minutes:
//!
//!     cargo test --test suite -- --ignored --nocapture clients
//!
//! In the default run the AWS CLI takes their place (`aws_cli`).

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::support::{Endpoint, ServedSandbox, not_run, program, search_path, system};

/// What the versions file of the Terraform configuration pins.
const PROVIDER: &str = "hashicorp/aws/5.100.0";
/// As fast as the tools' own waits let it matter.
const SPEED: [&str; 2] = ["--sandbox-speed", "1000"];

/// A mirror of Terraform's providers that holds the AWS provider: the one of `TF_PLUGINS`, or one in a usual place.
fn mirror() -> Option<PathBuf> {
    let named = std::env::var_os("TF_PLUGINS").map(PathBuf::from);
    let home = PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
    let usual = [
        home.join(".terraform.d/plugins"),
        PathBuf::from("/usr/share/terraform/plugins"),
        PathBuf::from("/usr/local/share/terraform/plugins"),
    ];
    let mut mirrors = named.into_iter().chain(usual);
    mirrors.find(|mirror| mirror.join("registry.terraform.io").join(PROVIDER).is_dir())
}

/// Terraform in a folder of its own, with no other credentials, no other providers and no way to AWS.
struct Terraform {
    program: PathBuf,
    folder: tempfile::TempDir,
    url: String,
}

impl Terraform {
    fn or_not_run(url: &str) -> Option<Self> {
        let (Some(program), Some(mirror)) = (program("terraform", &search_path()), mirror()) else {
            let reason = format!("Terraform with a mirror of {PROVIDER}");
            not_run(
                "terraform",
                &reason,
                "install Terraform, and name a filesystem mirror of its providers in TF_PLUGINS",
            );
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let copied = system("cp")
            .args(["-R", "tests/clients/terraform/.", "assets/site"])
            .arg(folder.path())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .unwrap();
        assert!(copied.success());
        let rc = format!("provider_installation {{\n  filesystem_mirror {{\n    path = {mirror:?}\n  }}\n}}\n");
        std::fs::write(folder.path().join("cli.tfrc"), rc).unwrap();
        let url = url.to_owned();
        Some(Self { program, folder, url })
    }

    /// Runs a command, and returns its exit code, its output and how many seconds it took.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, u64) {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .arg("-no-color")
            .current_dir(self.folder.path())
            .env("TF_CLI_CONFIG_FILE", self.folder.path().join("cli.tfrc"))
            .env("CHECKPOINT_DISABLE", "1");
        if arguments != ["init"] {
            command
                .args(["-var", "site=site", "-var"])
                .arg(format!("endpoint={}", self.url));
        }
        timed(&mut command)
    }
}

fn timed(command: &mut Command) -> (Option<i32>, String, u64) {
    let began = Instant::now();
    let output = command
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output.status.code(), said, began.elapsed().as_secs())
}

#[test]
#[ignore = "Terraform waits in real time, for minutes"]
fn terraform_builds_plans_no_change_and_takes_down() {
    let sandbox = ServedSandbox::start_with(&SPEED);
    let Some(terraform) = Terraform::or_not_run(&sandbox.url()) else {
        return;
    };
    for arguments in [
        &["init"][..],
        &["apply", "-auto-approve"],
        &["plan", "-detailed-exitcode"],
        &["apply", "-auto-approve"],
        &["destroy", "-auto-approve"],
    ] {
        let (code, said, seconds) = terraform.run(arguments);
        println!("terraform {}: {seconds} s", arguments[0]);
        assert_eq!(code, Some(0), "terraform {arguments:?}:\n{said}");
    }
}

/// The recap of a playbook: how many tasks changed something.
fn changed(said: &str) -> &str {
    let (_, rest) = said.rsplit_once("changed=").unwrap_or_else(|| panic!("no recap in:\n{said}"));
    rest.split_whitespace().next().unwrap_or_default()
}

#[test]
#[ignore = "Ansible waits in real time, for minutes"]
fn ansible_builds_and_changes_nothing_the_second_time() {
    let sandbox = ServedSandbox::start_with(&SPEED);
    let Some(program) = program("ansible-playbook", &search_path()) else {
        not_run(
            "ansible",
            "ansible-playbook",
            "pip install ansible boto3, and put it on the PATH",
        );
        return;
    };
    let playbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/ansible/site.yml");
    let mut endpoint = OsString::from("endpoint=");
    endpoint.push(sandbox.url());
    let play = || {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(&program);
        command.arg(&playbook).arg("-e").arg(&endpoint);
        let (code, said, seconds) = timed(command.env("ANSIBLE_HOME", folder.path()));
        println!("ansible-playbook: {seconds} s");
        assert_eq!(code, Some(0), "{said}");
        changed(&said).to_owned()
    };
    assert_ne!(play(), "0");
    assert_eq!(play(), "0", "the second run changes nothing");
}
