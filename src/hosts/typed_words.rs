//! What a simulated host knows of what people type after `jalon ssh HOST --`: it has no shell.

use super::HostCommand;
use super::shell::ADDRESSES;
use crate::foreign::quoted;

/// The application's folder, where people look at its containers.
const FOLDER: &str = "app";

/// What it knows, as it is typed.
pub const KNOWN_WORDS: [&str; 11] = [
    "true",
    "cloud-init status",
    "cloud-init status --wait",
    "sudo cat /var/log/cloud-init-output.log",
    "docker info",
    "docker compose ps",
    "docker compose logs",
    "ping ADDRESS",
    "ip address",
    "curl https://checkip.amazonaws.com",
    "curl --head URL",
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
        ["curl", "--head" | "-I", options @ .., url] if options.iter().all(|option| option.starts_with('-')) => {
            HostCommand::AskWebsite { url: (*url).to_owned() }
        }
        ["ip", options @ .., "address" | "addr" | "a"] if options.iter().all(|option| option.starts_with('-')) => {
            HostCommand::Addresses
        }
        _ => return None,
    })
}

/// A command as it is typed after `jalon ssh HOST --`, on a real host too; `None` where it is none that a person types.
pub fn words_of(command: &HostCommand) -> Option<String> {
    Some(match command {
        HostCommand::LogIn => "true".to_owned(),
        HostCommand::Ping { address } => format!("ping -c 3 {address}"),
        HostCommand::Addresses => ADDRESSES.to_owned(),
        HostCommand::AddressSeen => "curl https://checkip.amazonaws.com".to_owned(),
        HostCommand::AskWebsite { url } => format!("curl --head {}", quoted(url)),
        // It asks for the password.
        HostCommand::Query { login, statement } => format!(
            "mysql --host={} --port={} --user={} --password --execute={} {}",
            quoted(&login.host),
            login.port,
            quoted(&login.user),
            quoted(statement),
            quoted(&login.database)
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn what_is_said_to_be_known_is() {
        for words in KNOWN_WORDS {
            let typed = words.replace("ADDRESS", "10.0.0.4").replace("URL", "http://site.example/");
            assert!(typed_command(&[typed]).is_some(), "{words}");
        }
        for unknown in [
            "",
            "ls",
            "ping",
            "ping example.com",
            "sudo rm -rf /",
            "cloud-init",
            "ip route",
            "curl -I a b",
        ] {
            assert!(typed_command(&[unknown.to_owned()]).is_none(), "{unknown}");
        }
    }

    #[test]
    fn what_is_typed_for_a_command_is_that_command() {
        let (address, url) = (Ipv4Addr::new(10, 1, 0, 4), "http://site.example/page".to_owned());
        for command in [
            HostCommand::LogIn,
            HostCommand::Ping { address },
            HostCommand::Addresses,
            HostCommand::AddressSeen,
            HostCommand::AskWebsite { url },
        ] {
            let words = words_of(&command).unwrap();
            assert!(typed_command(std::slice::from_ref(&words)) == Some(command), "{words}");
        }
        assert!(words_of(&HostCommand::DockerVersion).is_none());
    }
}
