//! What a simulated host knows of what people type after `jalon ssh HOST --`: it has no shell.

use super::HostCommand;

/// The application's folder, where people look at its containers.
const FOLDER: &str = "app";

/// What it knows, as it is typed.
pub const KNOWN_WORDS: [&str; 9] = [
    "true",
    "cloud-init status",
    "cloud-init status --wait",
    "sudo cat /var/log/cloud-init-output.log",
    "docker info",
    "docker compose ps",
    "docker compose logs",
    "ping ADDRESS",
    "curl https://checkip.amazonaws.com",
];

/// The command that these words are; `None` where a simulated host does not know it.
pub fn typed_command(words: &[String]) -> Option<HostCommand> {
    let line = words.join(" ");
    let words: Vec<&str> = line.split_whitespace().collect();
    Some(match words.as_slice() {
        ["true"] => HostCommand::LogIn,
        ["cloud-init", "status", options @ ..] => HostCommand::FirstBoot {
            wait: options.contains(&"--wait"),
        },
        ["sudo", "cat" | "tail", .., "/var/log/cloud-init-output.log"] => HostCommand::BootLog,
        ["docker", "info" | "version" | "--version", ..] => HostCommand::DockerVersion,
        ["docker", "compose", "ps", ..] => HostCommand::Containers { folder: FOLDER },
        ["docker", "compose", "logs", ..] => HostCommand::ContainersLog { folder: FOLDER },
        ["ping", .., address] => HostCommand::Ping {
            address: address.parse().ok()?,
        },
        ["curl", .., "https://checkip.amazonaws.com" | "https://checkip.amazonaws.com/"] => HostCommand::AddressSeen,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_to_be_known_is() {
        for words in KNOWN_WORDS {
            let typed = words.replace("ADDRESS", "10.0.0.4");
            assert!(typed_command(&[typed]).is_some(), "{words}");
        }
        for unknown in ["", "ls", "ping", "ping example.com", "sudo rm -rf /", "cloud-init"] {
            assert!(typed_command(&[unknown.to_owned()]).is_none(), "{unknown}");
        }
    }
}
