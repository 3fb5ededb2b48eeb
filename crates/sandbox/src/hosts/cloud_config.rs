//! What a cloud-config document installs. Source of its form: cloud-init documentation, "Cloud config examples" and the module
//! `package-update-upgrade-install`.

use jiff::Timestamp;
use jiff::civil::DateTime;

/// The first line of a document that cloud-init takes for a cloud-config.
const HEADER: &str = "#cloud-config";

/// The packages that a document names under its key `packages`: a list in lines of their own or in brackets. A version beside a name is
/// left out.
pub fn packages(document: &str) -> Vec<String> {
    if !document.starts_with(HEADER) {
        return Vec::new();
    }
    let lines = document.lines().map(|line| line.split(" #").next().unwrap_or_default());
    let mut rest = lines.skip_while(|line| !line.starts_with("packages:"));
    let Some((_, inline)) = rest.next().and_then(|line| line.split_once(':')) else {
        return Vec::new();
    };
    if !inline.trim().is_empty() {
        return inline.split(',').filter_map(name).collect();
    }
    let is_item = |line: &&str| {
        let text = line.trim_start();
        text.is_empty() || text.starts_with('#') || text.starts_with('-')
    };
    rest.take_while(is_item)
        .filter_map(|line| line.trim_start().strip_prefix('-').and_then(name))
        .collect()
}

/// When a document has the machine power itself off: the moment of a systemd timer in it, in UTC. Source of its form: systemd.time(7),
/// "Calendar events".
pub fn powers_off_at(document: &str) -> Option<Timestamp> {
    if !document.starts_with(HEADER) || !document.contains("poweroff") {
        return None;
    }
    let (_, rest) = document.split_once("OnCalendar=")?;
    let (moment, _) = rest.split_once(" UTC")?;
    moment
        .replacen(' ', "T", 1)
        .parse::<DateTime>()
        .ok()?
        .in_tz("UTC")
        .ok()
        .map(|at| at.timestamp())
}

/// The name in an item such as `docker.io` or `[docker.io, 24.0]`.
fn name(item: &str) -> Option<String> {
    let is_mark = |character: char| character.is_whitespace() || "[]\"'".contains(character);
    let first = item.split(',').next().unwrap_or_default().trim_matches(is_mark);
    (!first.is_empty() && !first.starts_with('#')).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{packages, powers_off_at};

    #[test]
    fn packages_are_found_in_both_forms_of_a_list() {
        let lines = "#cloud-config\npackage_update: true\npackages:\n  # tools\n  - git\n\n  - \"docker.io\" # containers\n  - [mysql-client, 8.0]\nruncmd:\n  - set -e\n";
        assert_eq!(packages(lines), ["git", "docker.io", "mysql-client"]);
        assert_eq!(packages("#cloud-config\npackages:\n- git\n"), ["git"]);
        assert_eq!(
            packages("#cloud-config\npackages: [git, 'docker.io']\n"),
            ["git", "docker.io"]
        );
    }

    #[test]
    fn a_timer_that_powers_the_machine_off_is_found() {
        let with =
            |line: &str| format!("#cloud-config\nbootcmd:\n  - printf '[Timer]\\nOnCalendar={line}\\n'; systemctl poweroff\n");
        let at = powers_off_at(&with("2026-11-27 17:00:00 UTC")).unwrap();
        assert_eq!(at.to_string(), "2026-11-27T17:00:00Z");
        for other in [
            "",
            &with("daily")[..],
            &with("2026-11-27 17:00:00 UTC").replace("poweroff", "reboot"),
        ] {
            assert_eq!(powers_off_at(other), None, "{other}");
        }
    }

    #[test]
    fn other_documents_install_nothing() {
        for document in [
            "",
            "#!/bin/sh\npackages:\n- git\n",
            "#cloud-config\nruncmd:\n  - packages: x\n",
            "#cloud-config\npackages:\n",
        ] {
            assert!(packages(document).is_empty(), "{document}");
        }
    }
}
