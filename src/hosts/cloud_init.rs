//! The cloud-init document: what a host does at its first boot.

use jiff::Timestamp;

use super::expiry_timer;

/// The template; lines between `{{#docker}}` and `{{/docker}}` are the application host's alone, and those of `{{#expires}}` are for hosts
/// that expire.
const TEMPLATE: &str = include_str!("../../assets/cloud-init/host.yaml");

/// What differs between hosts.
#[derive(Clone, Debug)]
pub struct CloudInit<'a> {
    /// The time zone, e.g. `Europe/Paris`; letters, digits and `/ _ + -` only.
    pub time_zone: &'a str,
    /// Whether the host runs containers.
    pub docker: bool,
    /// When the host stops itself, where it does.
    pub expires_at: Option<Timestamp>,
}

/// Renders the document. It holds no secret: every process on a host can read it.
pub fn render_cloud_init(host: &CloudInit) -> String {
    let mut document = String::new();
    let mut is_left_out = false;
    for line in TEMPLATE.lines() {
        match line.trim() {
            "{{#docker}}" => is_left_out = !host.docker,
            "{{#expires}}" => is_left_out = host.expires_at.is_none(),
            "{{/docker}}" | "{{/expires}}" => is_left_out = false,
            _ if is_left_out => {}
            "{{timer}}" => {
                let indent = line.len() - line.trim_start().len();
                for command in expiry_timer::script(host.expires_at).lines() {
                    document.push_str(&format!("{:indent$}{command}\n", ""));
                }
            }
            _ => {
                document.push_str(&line.replace("{{time_zone}}", host.time_zone));
                document.push('\n');
            }
        }
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_application_host_gets_docker_and_the_others_need_no_network() {
        let of = |docker| {
            render_cloud_init(&CloudInit {
                time_zone: "Europe/Paris",
                docker,
                expires_at: "2026-11-27T17:00:00Z".parse().ok(),
            })
        };
        let (app, test) = (of(true), of(false));
        assert!(app.starts_with("#cloud-config\n") && test.starts_with("#cloud-config\n"));
        assert!(app.contains("docker.io") && app.contains("Europe/Paris"));
        assert!(!test.contains("docker") && !test.contains("package"));
        assert!(test.contains("OnCalendar=2026-11-27 17:00:00 UTC") && test.contains("systemctl poweroff"));
        assert!(!app.contains("{{") && app.len() < 16 * 1024);
    }
}
