//! First boots by cloud-init itself, in an engine: its modules work as on a machine, within seconds.
//!
//! An engine has no systemd: `systemctl` is a stand-in that does nothing, and the stages of cloud-init are begun in the order in which
//! its units begin them.

use jalon::hosts::{HostError, Hosts, OpenSsh, is_booted};

use super::APP_HOST;
use super::engine::{Bounds, Engine, said};
use super::ground::{ENGINE, Ground};
use super::names::user_data;

/// A whole first boot: the user data comes by the standard input.
const BOOT: &str = "sudo sh -c 'seed=/var/lib/cloud/seed/nocloud; cat > $seed/user-data; \
                    printf \"#!/bin/sh\\n\" > /usr/local/bin/systemctl; chmod +x /usr/local/bin/systemctl; \
                    printf \"instance-id: i-%s\\npublic-keys:\\n  - %s\\n\" $$ \"$(cat ~ubuntu/.ssh/authorized_keys)\" > $seed/meta-data; \
                    cloud-init clean --logs; rm -rf /run/cloud-init; exec > /var/log/cloud-init-output.log 2>&1; \
                    cloud-init init --local; cloud-init init; cloud-init modules --mode=config; cloud-init modules --mode=final; true'";

/// What breaks the user data, the module of cloud-init that fails then, and what the end of the log says of it.
const BREAKS: [(&str, &str, &str, &str); 4] = [
    ("Europe/Paris", "Mars/Phobos", "timezone", "Running module timezone"),
    (
        "/etc/docker/daemon.json",
        "/etc/hostname/daemon.json",
        "write-files",
        "Running module write-files",
    ),
    (
        "  - git\n",
        "  - no-such-package\n",
        "package-update-upgrade-install",
        "no-such-package",
    ),
    (
        "docker, ubuntu]",
        "docker, nobody-here]",
        "scripts-user",
        "user 'nobody-here' does not exist",
    ),
];

pub async fn boot(ssh: &OpenSsh, document: &str) {
    let done = ssh.run(APP_HOST, BOOT, document.as_bytes()).await.unwrap();
    assert!(done.is_success(), "{done:?}");
}

/// The modules that failed, as cloud-init names them, and the end of its log.
async fn failed(hosts: &Hosts) -> (Vec<String>, String) {
    let error = is_booted(hosts, APP_HOST).await.unwrap_err();
    let HostError::Boot {
        status, modules, log, ..
    } = error
    else {
        panic!("another error: {error:?}")
    };
    assert_eq!(status, "error");
    (modules, log.unwrap())
}

#[tokio::test]
async fn a_first_boot_ends_well_or_names_the_module_that_failed() {
    let Some(mut ground) = Ground::or_not_run() else { return };
    let _engine = Engine::start(&ground, ENGINE, Bounds::default());
    let ssh = ground.ssh(ENGINE, None);
    let hosts = ground.hosts(ENGINE, None);
    boot(&ssh, &user_data()).await;
    assert_eq!(is_booted(&hosts, APP_HOST).await, Ok(()));
    assert_eq!(said(&ssh, "cat /etc/timezone").await, "Europe/Paris");
    assert_eq!(said(&ssh, "stat -c '%U %a' app").await, "ubuntu 755");
    assert!(said(&ssh, "cat /etc/docker/daemon.json").await.contains("198.18.0.0/16"));

    for (right, wrong, module, words) in BREAKS {
        let document = user_data();
        assert!(document.contains(right), "{right}");
        boot(&ssh, &document.replace(right, wrong)).await;
        let (modules, log) = failed(&hosts).await;
        assert_eq!(modules.len(), 1, "{module}: {modules:?}");
        assert!(modules[0].starts_with(&format!("('{module}', ")), "{module}: {modules:?}");
        assert!(log.contains(words), "{module}: {log}");
    }

    // Nothing is missing but the way to the packages.
    ground.disconnect();
    said(&ssh, "sudo dpkg --remove default-mysql-client > /dev/null").await;
    boot(&ssh, &user_data()).await;
    let (modules, log) = failed(&hosts).await;
    assert!(modules[0].starts_with("('package-update-upgrade-install', "), "{modules:?}");
    assert!(log.contains("E: Failed to fetch"), "{log}");
    ground.connect();
    boot(&ssh, &user_data()).await;
    assert_eq!(is_booted(&hosts, APP_HOST).await, Ok(()), "the way is there again");
}
