//! The sentences of what went wrong on a host.

use crate::hosts::{HostError, HostTask, Obstacle};
use crate::locale::say;
use crate::ui::actions::could_not;

pub(in crate::ui) fn text(error: &HostError) -> String {
    let say = say();
    match error {
        HostError::NoSsh { detail } => say.problem_host_no_ssh(detail.as_str()),
        HostError::Unreachable { host, detail } => say.problem_host_unreachable(host.as_str(), words(detail)),
        HostError::KeyChanged {
            host,
            fingerprint,
            detail,
            ..
        } => {
            let sent = fingerprint
                .as_ref()
                .map(|fingerprint| say.problem_host_key_sent(fingerprint.as_str()));
            say.problem_host_key_changed(host.as_str(), sent.unwrap_or_else(|| words(detail)))
        }
        HostError::Refused { host, detail } => say.problem_host_refused(host.as_str(), words(detail)),
        HostError::NoAddress { host } => say.problem_host_no_address(host.as_str()),
        HostError::Command { host, task, detail } => {
            say.problem_host_command(could_not(&task_text(task)), host.as_str(), detail.as_str())
        }
        HostError::NoEnd { host, task, minutes } => {
            say.problem_host_no_end(could_not(&task_text(task)), host.as_str(), minutes.to_string())
        }
        HostError::Boot {
            host,
            status,
            modules,
            log,
        } => {
            let failed = if modules.is_empty() {
                say.problem_host_cloud_init_says(status.as_str())
            } else {
                modules.join("; ")
            };
            let log = log.as_ref().map_or_else(|error| text(error), Clone::clone);
            format!("{}\n{log}", say.problem_host_boot(host.as_str(), failed))
        }
        HostError::NotBooted { host, minutes, obstacle } => {
            let obstacle = match obstacle {
                Obstacle::Status(status) => say.problem_host_cloud_init_says(status.as_str()),
                Obstacle::Error(error) => text(error),
            };
            say.problem_host_not_booted(host.as_str(), minutes.to_string(), obstacle)
        }
    }
}

/// What OpenSSH said.
fn words(detail: &str) -> String {
    match detail {
        "" => say().problem_host_said_nothing(),
        detail => detail.to_owned(),
    }
}

/// What was being done, after "could not".
fn task_text(task: &HostTask) -> String {
    let say = say();
    match task {
        HostTask::LogIn => say.task_log_in(),
        HostTask::AskFirstBoot => say.task_ask_first_boot(),
        HostTask::ReadBootLog => say.task_read_boot_log(),
        HostTask::SetTimer => say.task_set_timer(),
        HostTask::AskDocker => say.task_ask_docker(),
        HostTask::Ping { address } => say.task_ping(address.to_string()),
        HostTask::Connect { host, port } => say.task_connect(host.as_str(), port.to_string()),
        HostTask::AskAddress => say.task_ask_address(),
        HostTask::ListAddresses => say.task_list_addresses(),
        HostTask::AskWebsite { url } => say.task_ask_website(url.as_str()),
        HostTask::Query => say.task_query(),
        HostTask::CompareFiles { folder } => say.task_compare_files(folder.to_string()),
        HostTask::Upload { files, folder } => say.task_upload(*files, folder.to_string()),
        HostTask::RemoveFiles { files, folder } => say.task_remove_files(*files, folder.to_string()),
        HostTask::KeepList { folder } => say.task_keep_list(folder.to_string()),
        HostTask::Fetch { url, reference } => say.task_fetch(url.as_str(), reference.as_str()),
        HostTask::LeaveRepository { folder } => say.task_leave_repository(folder.to_string()),
        HostTask::LookAtContainers => say.task_look_at_containers(),
        HostTask::BuildImages => say.task_build_images(),
        HostTask::StartContainers => say.task_start_containers(),
        HostTask::FetchAuthorities => say.task_fetch_authorities(),
        HostTask::AskApplication { port } => say.task_ask_application(port.to_string()),
    }
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
