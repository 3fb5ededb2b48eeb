//! The sentences of what went wrong on a host.

use crate::hosts::{HostError, HostTask, Obstacle};
use crate::locale::say;
use crate::ui::text::count;

pub(in crate::ui) fn text(error: &HostError) -> String {
    match error {
        HostError::NoSsh { detail } => format!("could not start ssh: {detail}"),
        HostError::Unreachable { host, detail } => format!("could not reach {host} over SSH: {}", words(detail)),
        HostError::KeyChanged {
            host,
            fingerprint,
            detail,
            ..
        } => {
            let sent = fingerprint.as_ref().map(|fingerprint| format!("it sent {fingerprint}"));
            let sent = sent.unwrap_or_else(|| words(detail).to_owned());
            format!("the host key of {host} is not the one it had: {sent}")
        }
        HostError::Refused { host, detail } => {
            format!("{host} does not take the deployment's SSH key: {}", words(detail))
        }
        HostError::NoAddress { host } => format!("{host} runs, and has no public address"),
        HostError::Command { host, task, detail } => format!("could not {} on {host}: {detail}", task_text(task)),
        HostError::NoEnd { host, task, minutes } => {
            format!(
                "could not {} on {host}: it had not ended after {minutes} minutes",
                task_text(task)
            )
        }
        HostError::Boot {
            host,
            status,
            modules,
            log,
        } => {
            let failed = if modules.is_empty() {
                cloud_init_text(status)
            } else {
                modules.join("; ")
            };
            let log = log.as_ref().map_or_else(|error| text(error), Clone::clone);
            format!("the first boot of {host} went wrong in {failed}\n{log}")
        }
        HostError::NotBooted { host, minutes, obstacle } => {
            let obstacle = match obstacle {
                Obstacle::Status(status) => cloud_init_text(status),
                Obstacle::Error(error) => text(error),
            };
            format!("{host} has not finished its first boot after {minutes} minutes: {obstacle}")
        }
    }
}

/// What OpenSSH said.
fn words(detail: &str) -> &str {
    if detail.is_empty() { "it said nothing" } else { detail }
}

/// What was being done, after "could not".
fn task_text(task: &HostTask) -> String {
    match task {
        HostTask::LogIn => "log in".to_owned(),
        HostTask::AskFirstBoot => "ask cloud-init how the first boot went".to_owned(),
        HostTask::ReadBootLog => "read the log of the first boot".to_owned(),
        HostTask::SetTimer => "set the timer by which it stops itself".to_owned(),
        HostTask::AskDocker => "ask Docker for its version".to_owned(),
        HostTask::Ping { address } => format!("ping {address}"),
        HostTask::Connect { host, port } => format!("connect to {host} on port {port}"),
        HostTask::AskAddress => "ask the Internet for the host's address".to_owned(),
        HostTask::ListAddresses => say().task_list_addresses(),
        HostTask::AskWebsite { url } => say().task_ask_website(url.as_str()),
        HostTask::Query => "ask the database".to_owned(),
        HostTask::CompareFiles { folder } => format!("look at ~/{folder}"),
        HostTask::Upload { files, folder } => format!("upload {} to ~/{folder}", count(*files, "file")),
        HostTask::RemoveFiles { files, folder } => format!("remove {} of ~/{folder}", count(*files, "file")),
        HostTask::KeepList { folder } => format!("keep the list of files in ~/{folder}"),
        HostTask::Fetch { url, reference } => format!("fetch {url} at {reference}"),
        HostTask::LeaveRepository { folder } => format!("remove the repository in ~/{folder}"),
        HostTask::LookAtContainers => "look at the containers".to_owned(),
        HostTask::BuildImages => "build the images".to_owned(),
        HostTask::StartContainers => "start the containers".to_owned(),
        HostTask::FetchAuthorities => "fetch the certificates of RDS's authorities".to_owned(),
        HostTask::AskApplication { port } => format!("get an answer from the application on port {port}"),
    }
}

fn cloud_init_text(status: &str) -> String {
    format!("cloud-init says {status}")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn host() -> String {
        "app-host".to_owned()
    }

    #[test]
    fn openssh_is_quoted_and_its_silence_is_said() {
        let key_changed = |fingerprint: Option<&str>| HostError::KeyChanged {
            host: host(),
            known_hosts: PathBuf::from("/x/known_hosts"),
            alias: "jalon-demo-i-1".to_owned(),
            fingerprint: fingerprint.map(str::to_owned),
            detail: "Host key verification failed.".to_owned(),
        };
        let unreachable = |detail: &str| HostError::Unreachable {
            host: host(),
            detail: detail.to_owned(),
        };
        let refused = HostError::Refused {
            host: host(),
            detail: String::new(),
        };
        let cases = [
            (
                key_changed(Some("SHA256:abc")),
                "the host key of app-host is not the one it had: it sent SHA256:abc",
            ),
            (
                key_changed(None),
                "the host key of app-host is not the one it had: Host key verification failed.",
            ),
            (
                unreachable("Connection refused"),
                "could not reach app-host over SSH: Connection refused",
            ),
            (unreachable(""), "could not reach app-host over SSH: it said nothing"),
            (refused, "app-host does not take the deployment's SSH key: it said nothing"),
        ];
        for (error, sentence) in cases {
            assert_eq!(text(&error), sentence);
        }
    }

    #[test]
    fn a_failed_task_is_named() {
        let folder = || "app".to_owned();
        let fetch = HostTask::Fetch {
            url: "https://example.com/app.git".to_owned(),
            reference: "main".to_owned(),
        };
        let upload = HostTask::Upload {
            files: 3,
            folder: folder(),
        };
        let remove = HostTask::RemoveFiles {
            files: 2,
            folder: folder(),
        };
        let cases = [
            (HostTask::AskFirstBoot, "ask cloud-init how the first boot went"),
            (HostTask::CompareFiles { folder: folder() }, "look at ~/app"),
            (upload, "upload 3 files to ~/app"),
            (remove, "remove 2 files of ~/app"),
            (HostTask::KeepList { folder: folder() }, "keep the list of files in ~/app"),
            (fetch, "fetch https://example.com/app.git at main"),
            (
                HostTask::LeaveRepository { folder: folder() },
                "remove the repository in ~/app",
            ),
            (HostTask::BuildImages, "build the images"),
            (HostTask::StartContainers, "start the containers"),
            (
                HostTask::AskApplication { port: 5085 },
                "get an answer from the application on port 5085",
            ),
        ];
        for (task, doing) in cases {
            let error = HostError::Command {
                host: host(),
                task,
                detail: "no".to_owned(),
            };
            assert_eq!(text(&error), format!("could not {doing} on app-host: no"));
        }
    }
}
