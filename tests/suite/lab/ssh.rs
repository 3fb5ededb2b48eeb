//! The generated `ssh_config`, used by the system's own `ssh` from the person's machine.

use std::process::Command;

use super::Lab;
use crate::support::{Part, Run};

impl Lab {
    /// Runs a command on a host, through the deployment's `ssh_config`.
    pub fn ssh(&self, host: &str, command: &str) -> Run {
        let mut ssh = Command::new(Part::Ssh.program());
        ssh.arg("-F").arg(self.kept("ssh_config"));
        ssh.args(["-o", "BatchMode=yes", "-o", "ConnectTimeout=10", host, command]);
        self.run(ssh)
    }
}

#[test]
fn the_generated_ssh_config_leads_to_every_host() {
    let Some(lab) = Lab::shared() else { return };
    for host in ["app-host", "test-host", "ai-host"] {
        lab.ssh(host, "true").ends_with(0);
        let who = lab
            .ssh(host, "whoami; hostname -I 2>/dev/null || ip -o -4 address")
            .ends_with(0)
            .stdout;
        assert!(who.starts_with("ubuntu\n"), "{who}");
    }
}

#[test]
fn hosts_answer_what_a_live_check_asks() {
    let Some(lab) = Lab::shared() else { return };
    let asks = |host: &str, command: &str| lab.ssh(host, command).ends_with(0).stdout;
    let status: serde_json::Value = serde_json::from_str(&asks("app-host", "cloud-init status --wait --format json")).unwrap();
    assert_eq!(
        (&status["status"], &status["errors"]),
        (&"done".into(), &serde_json::json!([]))
    );
    asks("app-host", "docker info");
    for host in ["app-host", "test-host", "ai-host"] {
        asks(host, "ping -c 1 -W 2 1.1.1.1");
    }
    let public_address = |host: &str| lab.account().host(host).unwrap().interface.public.unwrap();
    let seen_as = |host: &str| asks(host, "curl -fsS --max-time 10 https://checkip.amazonaws.com");
    assert_eq!(seen_as("app-host"), format!("{}\n", public_address("app-host")));
    assert_eq!(
        seen_as("test-host"),
        format!("{}\n", lab.account().nats[0].public),
        "the NAT gateway's Elastic IP"
    );
    assert_eq!(seen_as("ai-host"), format!("{}\n", public_address("ai-host")));
}
