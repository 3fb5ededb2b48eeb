//! What Debian calls otherwise than Ubuntu, for which jalon's user data is written.

use jalon::hosts::{CloudInit, render_cloud_init};

use crate::support::system;

/// Ubuntu's names, and Debian's.
const NAMES: [(&str, &str); 2] = [
    ("docker-compose-v2", "docker-compose"),
    ("mysql-client", "default-mysql-client"),
];

/// The user data of the application's host, with Debian's names.
pub fn user_data() -> String {
    let mut document = render_cloud_init(&CloudInit {
        time_zone: "Europe/Paris",
        docker: true,
        expires_at: None,
    });
    for (ubuntu, debian) in NAMES {
        let line = |name: &str| format!("  - {name}\n");
        assert!(document.contains(&line(ubuntu)), "no {ubuntu} is installed any more: NAMES");
        document = document.replace(&line(ubuntu), &line(debian));
    }
    document
}

#[test]
fn what_debian_calls_otherwise_is_in_the_user_data() {
    let document = user_data();
    for (ubuntu, debian) in NAMES {
        assert!(document.contains(&format!("- {debian}\n")) && !document.contains(&format!("- {ubuntu}\n")));
    }
}

#[test]
fn the_scripts_of_real_hosts_can_be_read() {
    for script in [".ci/real-hosts", "tests/suite/hosts/real/engine.sh"] {
        let shell = if script.starts_with('.') { "bash" } else { "sh" };
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
        let read = system(shell).arg("-n").arg(&path).output().unwrap();
        assert!(read.status.success(), "{script}: {read:?}");
    }
}
