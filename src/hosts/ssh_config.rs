//! The generated `ssh_config`: one file for this program, a terminal and an editor.
//!
//! OpenSSH runs commands that such a file names, so none is used that this program would not have written: before each use the file is
//! compared with what is rendered from the hosts, else from the hosts that it names.

use std::net::Ipv4Addr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::ssh_key::PRIVATE_KEY_FILE;
use crate::checkpoint::{CheckpointError, Folder};
use crate::foreign::is_name;

/// The file, in the deployment's folder.
pub const SSH_CONFIG: &str = "ssh_config";
/// The host keys that OpenSSH has seen, in the deployment's folder.
pub const KNOWN_HOSTS: &str = "known_hosts";

/// One host to log in to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshHost {
    /// Its name in the file, e.g. `app-host`.
    pub name: HostWord,
    /// Its name among the hosts of all deployments, for a configuration that includes several of these files.
    pub qualified_name: HostWord,
    /// Its address.
    pub address: Ipv4Addr,
    /// The name its key is kept under. An address may be another machine's tomorrow; an instance id never is.
    pub host_key_alias: HostWord,
    /// The host to go through, by its qualified name.
    pub jump: Option<HostWord>,
}

/// A word in the file: a name or an id in which OpenSSH sees nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostWord(String);

impl HostWord {
    /// The word; `None` where the text is none.
    pub fn new(text: &str) -> Option<Self> {
        is_name(text).then(|| Self(text.to_owned()))
    }

    /// The word's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the path of a folder can stand in the file: OpenSSH ends a value at a quotation mark and a line at a line break.
pub fn is_nameable(folder: &Path) -> bool {
    let bytes = folder.as_os_str().as_bytes();
    !bytes.iter().any(|byte| byte.is_ascii_control() || *byte == b'"')
}

/// Renders the file. Keys are pinned in a `known_hosts` of the deployment's own, one for each instance there has been.
pub fn render_ssh_config(folder: &Path, hosts: &[SshHost]) -> Vec<u8> {
    let in_folder = |name: &str| {
        let mut path = vec![b'"'];
        for byte in folder.join(name).as_os_str().as_bytes() {
            // OpenSSH puts values in place of %h, %u and others.
            path.extend(if *byte == b'%' { b"%%" } else { std::slice::from_ref(byte) });
        }
        path.push(b'"');
        path
    };
    let (key, known_hosts) = (in_folder(PRIVATE_KEY_FILE), in_folder(KNOWN_HOSTS));
    let mut config = b"# Written by jalon; changes are overwritten.\n".to_vec();
    for host in hosts {
        config.extend(format!("\nHost {} {}\n", host.name.as_str(), host.qualified_name.as_str()).bytes());
        let address = host.address.to_string();
        let mut set = |option: &str, value: &[u8]| {
            config.extend_from_slice(b"    ");
            config.extend_from_slice(option.as_bytes());
            config.push(b' ');
            config.extend_from_slice(value);
            config.push(b'\n');
        };
        set("HostName", address.as_bytes());
        set("HostKeyAlias", host.host_key_alias.as_str().as_bytes());
        set("User", b"ubuntu");
        set("IdentityFile", &key);
        set("IdentitiesOnly", b"yes");
        set("UserKnownHostsFile", &known_hosts);
        set("StrictHostKeyChecking", b"accept-new");
        // A jump has no terminal to ask on.
        set("PasswordAuthentication", b"no");
        set("KbdInteractiveAuthentication", b"no");
        set("ConnectTimeout", b"10");
        set("ServerAliveInterval", b"15");
        set("ForwardAgent", b"no");
        if let Some(jump) = &host.jump {
            set("ProxyJump", jump.as_str().as_bytes());
        }
    }
    config
}

/// The hosts that a file names; whatever else is in it does not count.
fn hosts_of_ssh_config(config: &[u8]) -> Vec<SshHost> {
    let config = String::from_utf8_lossy(config);
    let blocks = config.split("\nHost ").skip(1);
    blocks.filter_map(host_in).collect()
}

/// The host that a block of a rendered file is about.
fn host_in(block: &str) -> Option<SshHost> {
    let mut lines = block.lines();
    let mut names = lines.next()?.split_whitespace();
    let (name, qualified_name) = (HostWord::new(names.next()?)?, HostWord::new(names.next()?)?);
    let value = |option: &str| {
        let mut values = lines.clone().filter_map(|line| line.trim().split_once(' '));
        values.find(|(name, _)| *name == option).map(|(_, value)| value)
    };
    Some(SshHost {
        name,
        qualified_name,
        address: value("HostName")?.parse().ok()?,
        host_key_alias: HostWord::new(value("HostKeyAlias")?)?,
        jump: match value("ProxyJump") {
            Some(jump) => Some(HostWord::new(jump)?),
            None => None,
        },
    })
}

/// Brings the file in line with these hosts; where there are none, with those that it names. Returns the hosts it has then.
///
/// # Errors
///
/// When it can't be read or written.
pub fn keep_ssh_config(folder: &Folder, hosts: Vec<SshHost>) -> Result<Vec<SshHost>, CheckpointError> {
    let current = folder.read(SSH_CONFIG)?;
    let hosts = match &current {
        Some(current) if hosts.is_empty() => hosts_of_ssh_config(current),
        None if hosts.is_empty() => return Ok(hosts),
        _ => hosts,
    };
    let config = render_ssh_config(folder.path(), &hosts);
    if current.is_none_or(|current| current != config) {
        folder.replace(SSH_CONFIG, &config)?;
    }
    Ok(hosts)
}

/// The hosts on the way to one, which is the last; none where the file does not name it.
pub(super) fn way_to(config: &[u8], host: &str) -> Vec<SshHost> {
    let hosts = hosts_of_ssh_config(config);
    let named = |name: &str| {
        let is_meant = |known: &&SshHost| known.name.as_str() == name || known.qualified_name.as_str() == name;
        hosts.iter().find(is_meant)
    };
    let Some(end) = named(host) else {
        return Vec::new();
    };
    let jump = end.jump.iter().filter_map(|jump| named(jump.as_str()));
    jump.chain([end]).cloned().collect()
}

/// The name a host's key is kept under.
pub(super) fn host_key_alias(config: &[u8], host: &str) -> Option<String> {
    Some(way_to(config, host).pop()?.host_key_alias.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str, jump: Option<&str>) -> SshHost {
        let word = |text: &str| HostWord::new(text).unwrap();
        SshHost {
            name: word(name),
            qualified_name: word(&format!("jalon-demo-{name}")),
            address: "10.0.0.1".parse().unwrap(),
            host_key_alias: word(&format!("key-of-{name}")),
            jump: jump.map(word),
        }
    }

    fn hosts() -> [SshHost; 2] {
        [host("app-host", None), host("test-host", Some("jalon-demo-app-host"))]
    }

    #[test]
    fn a_rendered_file_tells_its_hosts() {
        let config = render_ssh_config(Path::new("/home/me/100%/.jalon/demo"), &hosts());
        assert_eq!(hosts_of_ssh_config(&config), hosts());
        assert_eq!(host_key_alias(&config, "test-host").as_deref(), Some("key-of-test-host"));
        assert_eq!(host_key_alias(&config, "other"), None);
        assert_eq!(way_to(&config, "test-host"), hosts());
        assert_eq!(way_to(&config, "jalon-demo-app-host"), hosts()[..1]);
        assert_eq!(way_to(&config, "other"), []);
        let config = String::from_utf8(config).unwrap();
        assert!(config.contains("/home/me/100%%/.jalon/demo/known_hosts"), "{config}");
        assert_eq!(config.matches("ProxyJump jalon-demo-app-host").count(), 1);
    }

    #[test]
    fn what_somebody_else_wrote_into_the_file_is_gone_before_it_is_used() {
        let directory = tempfile::tempdir().unwrap();
        let folder = Folder::at(directory.path());
        let rendered = render_ssh_config(folder.path(), &hosts());
        let genuine = String::from_utf8(rendered.clone()).unwrap();
        for planted in [
            genuine.replace("    User ubuntu", "    User ubuntu\n    ProxyCommand touch /tmp/x"),
            format!("Match exec \"touch /tmp/x\"\n{genuine}"),
            genuine.replace("/id_ed25519", "/elsewhere/id_ed25519"),
            genuine.replace(
                "ServerAliveInterval 15",
                "PermitLocalCommand yes\n    LocalCommand touch /tmp/x",
            ),
        ] {
            folder.replace(SSH_CONFIG, planted.as_bytes()).unwrap();
            assert_eq!(keep_ssh_config(&folder, Vec::new()).unwrap(), hosts(), "{planted}");
            assert_eq!(folder.read(SSH_CONFIG).unwrap().unwrap(), rendered, "{planted}");
        }
        for unusable in ["HostName $(x)", "HostName 10.0.0.1 -oProxyCommand=x", "HostName localhost"] {
            let planted = genuine.replacen("HostName 10.0.0.1", unusable, 1);
            assert_eq!(hosts_of_ssh_config(planted.as_bytes()), hosts()[1..], "{planted}");
        }
    }
}
