//! The cloud-init document: what a host does at its first boot.

/// The template; lines between `{{#docker}}` and `{{/docker}}` are the application host's alone.
const TEMPLATE: &str = include_str!("../../assets/cloud-init/host.yaml");

/// What differs between hosts.
#[derive(Clone, Debug)]
pub struct CloudInit<'a> {
    /// The time zone, e.g. `Europe/Paris`; letters, digits and `/ _ + -` only.
    pub time_zone: &'a str,
    /// Whether the host runs containers.
    pub docker: bool,
}

/// Renders the document. It holds no secret: every process on a host can read it.
pub fn render_cloud_init(host: &CloudInit) -> String {
    let mut document = String::new();
    let mut inside_docker = false;
    for line in TEMPLATE.lines() {
        match line.trim() {
            "{{#docker}}" => inside_docker = true,
            "{{/docker}}" => inside_docker = false,
            _ if inside_docker && !host.docker => {}
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
            })
        };
        let (app, test) = (of(true), of(false));
        assert!(app.starts_with("#cloud-config\n") && test.starts_with("#cloud-config\n"));
        assert!(app.contains("docker.io") && app.contains("Europe/Paris"));
        assert!(!test.contains("docker") && !test.contains("package"));
        assert!(!app.contains("{{") && app.len() < 16 * 1024);
    }
}
