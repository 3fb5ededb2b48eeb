//! The generated `ssh_config`: one file for this program, a terminal and an editor.

use std::path::Path;

/// One host to log in to.
#[derive(Clone, Debug)]
pub struct SshHost {
    /// Its name in the file, e.g. `app-host`.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The host to go through, by name.
    pub jump: Option<String>,
}

/// Renders the file. Keys are pinned in a `known_hosts` of the deployment's own.
pub fn render_ssh_config(folder: &Path, hosts: &[SshHost]) -> String {
    let folder = folder.display();
    let mut config = String::from("# Written by jalon; changes are overwritten.\n");
    for host in hosts {
        config.push_str(&format!(
            "\nHost {}\n    HostName {}\n    User ubuntu\n    IdentityFile \"{folder}/id_ed25519\"\n    IdentitiesOnly yes\n    \
             UserKnownHostsFile \"{folder}/known_hosts\"\n    StrictHostKeyChecking accept-new\n    ForwardAgent no\n",
            host.name, host.address
        ));
        if let Some(jump) = &host.jump {
            config.push_str(&format!("    ProxyJump {jump}\n"));
        }
    }
    config
}
