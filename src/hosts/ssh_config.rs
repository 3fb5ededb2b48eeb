//! The generated `ssh_config`: one file for this program, a terminal and an editor.

use std::path::Path;

/// One host to log in to.
#[derive(Clone, Debug)]
pub struct SshHost {
    /// Its name in the file, e.g. `app-host`.
    pub name: String,
    /// Its name among the hosts of all deployments, for a configuration that includes several of these files.
    pub qualified_name: String,
    /// Its address.
    pub address: String,
    /// The name its key is kept under. An address may be another machine's tomorrow; an instance id never is.
    pub host_key_alias: String,
    /// The host to go through, by its qualified name.
    pub jump: Option<String>,
}

/// Renders the file. Keys are pinned in a `known_hosts` of the deployment's own, one for each instance there has been.
pub fn render_ssh_config(folder: &Path, hosts: &[SshHost]) -> String {
    // OpenSSH puts values in place of %h, %u and others.
    let folder = folder.display().to_string().replace('%', "%%");
    let mut config = String::from("# Written by jalon; changes are overwritten.\n");
    for host in hosts {
        config.push_str(&format!("\nHost {} {}\n", host.name, host.qualified_name));
        let mut set = |option: &str, value: &str| config.push_str(&format!("    {option} {value}\n"));
        set("HostName", &host.address);
        set("HostKeyAlias", &host.host_key_alias);
        set("User", "ubuntu");
        set("IdentityFile", &format!("\"{folder}/id_ed25519\""));
        set("IdentitiesOnly", "yes");
        set("UserKnownHostsFile", &format!("\"{folder}/known_hosts\""));
        set("StrictHostKeyChecking", "accept-new");
        // A jump has no terminal to ask on.
        set("PasswordAuthentication", "no");
        set("KbdInteractiveAuthentication", "no");
        set("ConnectTimeout", "10");
        set("ServerAliveInterval", "15");
        set("ForwardAgent", "no");
        if let Some(jump) = &host.jump {
            set("ProxyJump", jump);
        }
    }
    config
}

/// The names of the hosts in a rendered file.
pub fn hosts_of_ssh_config(config: &str) -> Vec<&str> {
    config.lines().filter_map(name_in).collect()
}

/// The short name in a line that begins a host.
fn name_in(line: &str) -> Option<&str> {
    line.strip_prefix("Host ")?.split_whitespace().next()
}

/// The name a host's key is kept under.
pub(super) fn host_key_alias(config: &str, host: &str) -> Option<String> {
    let lines = config.lines().skip_while(|line| name_in(line) != Some(host));
    let mut own = lines.skip(1).take_while(|line| !line.starts_with("Host "));
    own.find_map(|line| line.trim().strip_prefix("HostKeyAlias "))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rendered_file_tells_its_hosts() {
        let host = |name: &str, jump: Option<&str>| SshHost {
            name: name.to_owned(),
            qualified_name: format!("jalon-demo-{name}"),
            address: "10.0.0.1".to_owned(),
            host_key_alias: format!("key-of-{name}"),
            jump: jump.map(str::to_owned),
        };
        let config = render_ssh_config(
            Path::new("/home/me/100%/.jalon/demo"),
            &[host("app-host", None), host("test-host", Some("jalon-demo-app-host"))],
        );
        assert_eq!(hosts_of_ssh_config(&config), ["app-host", "test-host"]);
        assert_eq!(host_key_alias(&config, "test-host").as_deref(), Some("key-of-test-host"));
        assert_eq!(host_key_alias(&config, "other"), None);
        assert!(config.contains("/home/me/100%%/.jalon/demo/known_hosts"), "{config}");
        assert_eq!(config.matches("ProxyJump jalon-demo-app-host").count(), 1);
    }
}
