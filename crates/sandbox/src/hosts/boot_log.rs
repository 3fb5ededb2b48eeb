//! The end of cloud-init's log.

use jiff::Timestamp;

use super::machine::Machine;
use crate::clock::after;

/// The version in Ubuntu 24.04's images.
const VERSION: &str = "25.1.4-0ubuntu0~24.04.1";

/// What `/var/log/cloud-init-output.log` says at a moment.
pub fn text(machine: &Machine, now: Timestamp) -> String {
    let boot = &machine.first_boot;
    let mut lines = vec![stage("running 'init-local' at", boot.began_at, boot.began_at)];
    if !machine.packages.is_empty() {
        lines.push(stage(
            "running 'modules:config' at",
            boot.began_at,
            after(boot.began_at, second()),
        ));
    }
    match &boot.errors {
        None => {}
        Some(errors) => {
            lines.extend(errors.iter().flat_map(|error| failure(error)));
            if errors.is_empty() && !machine.packages.is_empty() {
                lines.push(format!("Setting up {} ...", machine.packages.join(" ...\nSetting up ")));
            }
            let ended = boot.ends_at.unwrap_or(now);
            lines.push(format!(
                "{}. Datasource DataSourceEc2Local",
                stage("finished at", boot.began_at, ended)
            ));
        }
    }
    lines.join("\n") + "\n"
}

fn second() -> std::time::Duration {
    std::time::Duration::from_secs(1)
}

fn stage(what: &str, began: Timestamp, at: Timestamp) -> String {
    let up = at.duration_since(began).as_secs_f64();
    format!(
        "Cloud-init v. {VERSION} {what} {}. Up {up:.2} seconds",
        at.strftime("%a, %d %b %Y %H:%M:%S +0000")
    )
}

/// What a module printed before it failed. Source: cloud-init 25.1.4, whose errors name a module with dashes.
fn failure(error: &str) -> Vec<String> {
    let module = error.split('\'').nth(1).unwrap_or_default();
    let mut lines = Vec::new();
    if module == "package-update-upgrade-install" {
        lines.push("E: Failed to fetch https://archive.ubuntu.com/ubuntu/dists/noble/InRelease  Could not connect (connection timed out)".to_owned());
        lines.push("E: Some index files failed to download. They have been ignored, or old ones used instead.".to_owned());
    }
    let file = format!("cc_{}", module.replace('-', "_"));
    lines.push(format!(
        "log_util.py[WARNING]: Running module {module} (<module 'cloudinit.config.{file}' from \
         '/usr/lib/python3/dist-packages/cloudinit/config/{file}.py'>) failed"
    ));
    lines
}
