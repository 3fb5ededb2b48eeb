//! The compose file of a folder: its name, and what the simulation reads of it.

use super::files;
use super::view::HostView;

/// The names that Docker Compose looks for, in its order. Source: Docker documentation, "How Compose works".
const NAMES: [&str; 4] = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];
/// The restart policies with which Docker starts a container again after a boot. Source: Docker documentation, "Start containers
/// automatically".
const RESTARTING: [&str; 2] = ["always", "unless-stopped"];
/// The service that is the application, where there are several.
const APPLICATION: &str = "app";

/// What a compose file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ComposeFile {
    /// Its services, the application first.
    pub services: Vec<String>,
    /// Whether its containers start again after a boot.
    pub restarts: bool,
    /// The port it is published at where the environment names none.
    pub default_port: Option<u16>,
    /// Whether it needs the file `.env`.
    pub needs_environment: bool,
}

impl ComposeFile {
    /// The compose file of a folder, if there is one: of the names that are looked for, or one that the option `--file` names. One whose
    /// text is not kept has one service, the application.
    pub fn of(view: &HostView, instance: &str, folder: &str) -> Option<Self> {
        let found = |name: &str| view.hosts.files.get(&format!("{}/{name}", files::id(instance, folder)));
        let is_named = |name: &str| name.starts_with("compose.") && name.ends_with(".yaml");
        let mut others = files::in_folder(view, instance, folder).filter(|(name, _)| is_named(name));
        let file = NAMES.iter().find_map(|name| found(name)).or_else(|| Some(others.next()?.1))?;
        Some(Self::read(file.text().unwrap_or_default()))
    }

    fn read(text: &str) -> Self {
        let mut services = services(text);
        services.sort_by_key(|name| name != APPLICATION);
        if services.is_empty() {
            services.push(APPLICATION.to_owned());
        }
        let values = |key: &str| {
            let key = format!("{key}:");
            let lines = text.lines().map(str::trim);
            lines.filter_map(move |line| line.strip_prefix(&key).map(|value| value.trim().trim_matches(['"', '\''])))
        };
        let default_port = text
            .split_once("APP_PORT:-")
            .map(|(_, rest)| rest.split('}').next().unwrap_or_default());
        Self {
            services,
            restarts: values("restart").any(|policy| RESTARTING.contains(&policy)),
            default_port: default_port.and_then(|port| port.parse().ok()),
            needs_environment: values("env_file").next().is_some(),
        }
    }
}

/// The keys of the block `services`.
fn services(text: &str) -> Vec<String> {
    let is_meant = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let mut block = text
        .lines()
        .filter(is_meant)
        .skip_while(|line| line.trim_end() != "services:")
        .skip(1)
        .peekable();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = block.peek().map_or(0, |line| indent(line));
    block
        .take_while(|line| indent(line) > 0)
        .filter(|line| indent(line) == first)
        .filter_map(|line| line.trim().strip_suffix(':').map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_and_their_restart_are_read() {
        let text = "x-common: &common\n  restart: always\n\nservices:\n  nginx:\n    <<: *common\n    ports:\n      - \"${APP_PORT:-5085}:5085\"\n\n  # The application.\n  app:\n    build: .\n    env_file: .env\n\nnetworks:\n  back: {}\n";
        let read = ComposeFile::read(text);
        assert_eq!(read.services, ["app", "nginx"]);
        assert_eq!(
            (read.restarts, read.default_port, read.needs_environment),
            (true, Some(5085), true)
        );
        let read = ComposeFile::read("services:\n  web:\n    build: .\n    restart: \"no\"\n");
        assert_eq!((read.services, read.restarts), (vec!["web".to_owned()], false));
        assert_eq!(ComposeFile::read("").services, ["app"]);
    }
}
