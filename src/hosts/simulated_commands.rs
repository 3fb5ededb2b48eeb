//! Commands as the sandbox's hosts carry them out, with the answers that a shell would give.

use jalon_sandbox::{BootState, DatabaseLogin, HostError, HostFile, HostSession};
use serde_json::json;

use super::shell::{AUTHORITIES, GENERATED, GIT, LIST, TRUST_STORE};
use super::{HostCommand, MySqlLogin, Said};

/// Where the host's own pages are asked for, and what a client says that follows none of them.
const ROOT: &str = "/";
/// The mode of a file that a shell makes.
const BY_A_SHELL: u32 = 0o664;
/// The port of HTTPS.
const HTTPS: u16 = 443;

/// Carries out a command in a session.
///
/// # Errors
///
/// The words of what failed, or that the session is lost.
pub(super) async fn carry_out(on: &HostSession, command: &HostCommand) -> Result<Said, HostError> {
    use HostCommand as C;
    let output = match command {
        C::LogIn => String::new(),
        C::FirstBoot { wait } => return first_boot(on, *wait).await,
        C::BootLog => on.boot_log().await?,
        C::StopAt { at } => {
            on.power_off_at(*at).await?;
            String::new()
        }
        C::DockerVersion => on.docker_version().await?,
        C::Ping { address } => {
            succeeded(
                on.ping(*address).await?,
                "3 packets transmitted, 0 received, 100% packet loss",
            )?;
            "3 packets transmitted, 3 received, 0% packet loss\n".to_owned()
        }
        C::Connect { host, port } => succeeded(on.connects(host, *port).await?, "timeout: the connection did not come about")?,
        C::AddressSeen => match on.seen_from_outside_as().await? {
            Some(address) => format!("{address}\n"),
            None => {
                return Err(HostError::Failed(
                    "curl: (28) Connection timed out after 15001 milliseconds".to_owned(),
                ));
            }
        },
        C::Addresses => addresses(on).await?,
        C::AskWebsite { url } => on.website_head(url).await?,
        C::Query { login, statement } => on.mysql(&database(login), statement).await?,
        C::CompareFiles { .. } | C::KeepList { .. } | C::SendFiles { .. } | C::RemoveFiles { .. } | C::WriteNote { .. } => {
            on_files(on, command).await?
        }
        C::CheckOut { folder, url, reference } => on.checkout(folder, url, reference).await?,
        C::LeaveRepository { folder } => leave_repository(on, folder).await?,
        C::FetchAuthorities { folder } => fetch_authorities(on, folder).await?,
        C::Containers { folder } => {
            let containers = on.containers(folder).await?;
            containers
                .iter()
                .map(|one| format!("{} {}\n", one.state, one.health))
                .collect()
        }
        C::BuildImages { folder } => build(on, folder).await?,
        C::StartContainers { folder } => {
            on.compose_up(folder).await?;
            String::new()
        }
        C::ContainersLog { folder } => on.compose_log(folder).await?,
        C::AskApplication { port } => match on.get(*port, ROOT).await? {
            200..400 => String::new(),
            status => return Err(HostError::Failed(format!("the last answer was {status} (000: none)"))),
        },
    };
    Ok(Said {
        code: Some(0),
        stdout: output,
        stderr: String::new(),
    })
}

/// As `ip -brief address` answers; a host on AWS has Docker's interfaces too.
async fn addresses(on: &HostSession) -> Result<String, HostError> {
    let address = on.own_address().await?;
    let line = |name: &str, state: &str, address: &str| format!("{name:<16} {state:<14} {address} \n");
    Ok(line("lo", "UNKNOWN", "127.0.0.1/8") + &line("ens5", "UP", &address.to_string()))
}

/// Commands on files, of which a shell says nothing but what it was asked for.
async fn on_files(on: &HostSession, command: &HostCommand) -> Result<String, HostError> {
    match command {
        HostCommand::CompareFiles { folder, paths, notes } => return compare(on, folder, paths, notes).await,
        HostCommand::KeepList { folder, paths } => {
            on.write(&format!("{folder}/{LIST}"), BY_A_SHELL, lines(paths).as_bytes())
                .await?;
        }
        HostCommand::WriteNote { folder, name, text } => {
            on.write(&format!("{folder}/{name}"), BY_A_SHELL, text.as_bytes()).await?;
        }
        HostCommand::SendFiles { folder, files, list } => {
            let list = lines(list);
            let mut written = vec![(format!("{folder}/{LIST}"), BY_A_SHELL, list.as_bytes())];
            written.extend(
                files
                    .iter()
                    .map(|file| (format!("{folder}/{}", file.path), file.mode, &*file.content)),
            );
            on.write_all(&written).await?;
        }
        HostCommand::RemoveFiles { folder, paths } => {
            for path in paths {
                on.remove(&format!("{folder}/{path}")).await?;
            }
        }
        _ => {}
    }
    Ok(String::new())
}

fn succeeded(has: bool, words: &str) -> Result<String, HostError> {
    match has {
        true => Ok(String::new()),
        false => Err(HostError::Failed(words.to_owned())),
    }
}

/// As `cloud-init status --format json` answers; it exits with 1 where something went wrong.
async fn first_boot(on: &HostSession, wait: bool) -> Result<Said, HostError> {
    let status = on.first_boot(wait).await?;
    let document = json!({"status": status.status.to_string(), "errors": status.errors});
    Ok(Said {
        code: Some(i32::from(status.status == BootState::Error)),
        stdout: document.to_string(),
        stderr: String::new(),
    })
}

fn database(login: &MySqlLogin) -> DatabaseLogin {
    DatabaseLogin {
        host: login.host.clone(),
        port: login.port,
        user: login.user.clone(),
        password: login.password.expose().to_owned(),
        database: login.database.clone(),
    }
}

async fn compare(on: &HostSession, folder: &str, paths: &[String], notes: &[&str]) -> Result<String, HostError> {
    let places: Vec<String> = paths.iter().map(|path| format!("{folder}/{path}")).collect();
    let files = on.files(&places).await?;
    let present = paths.iter().zip(files).filter_map(|(path, file)| {
        let HostFile { mode, sha256, .. } = file?;
        Some(format!("{mode:o} {sha256} {path}\n"))
    });
    let mut said: String = present.collect();
    said.push_str(&format!("\n{}\n", text(on.file(&format!("{folder}/{LIST}")).await?)));
    for note in notes {
        if let Some(text) = on.file(&format!("{folder}/{note}")).await?.and_then(|file| file.text) {
            said.push_str(&format!("{note} {}\n", text.lines().next().unwrap_or_default()));
        }
    }
    if has_repository(on, folder).await? {
        said.push_str(&format!("{GIT}\n"));
    }
    Ok(said)
}

fn lines(paths: &[String]) -> String {
    paths.iter().map(|path| format!("{path}\n")).collect()
}

async fn has_repository(on: &HostSession, folder: &str) -> Result<bool, HostError> {
    Ok(on.file(&format!("{folder}/{GIT}/HEAD")).await?.is_some())
}

async fn leave_repository(on: &HostSession, folder: &str) -> Result<String, HostError> {
    if has_repository(on, folder).await? {
        for path in ["Dockerfile", GIT] {
            on.remove(&format!("{folder}/{path}")).await?;
        }
    }
    Ok(String::new())
}

/// Nobody in a rehearsal reads the certificates: a line stands for them.
async fn fetch_authorities(on: &HostSession, folder: &str) -> Result<String, HostError> {
    let place = format!("{folder}/{AUTHORITIES}");
    if on.file(&place).await?.is_none() {
        let is_reached = on.connects(TRUST_STORE, HTTPS).await?;
        succeeded(is_reached, "curl: (28) Connection timed out")?;
        on.write(&place, BY_A_SHELL, b"the certificates of simulated authorities\n")
            .await?;
    }
    Ok(String::new())
}

/// A folder with a Dockerfile alone gets a compose file.
async fn build(on: &HostSession, folder: &str) -> Result<String, HostError> {
    let in_folder = |name: &str| format!("{folder}/{name}");
    let names = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];
    let places: Vec<String> = names
        .iter()
        .chain(["Dockerfile"].iter())
        .map(|name| in_folder(name))
        .collect();
    let files = on.files(&places).await?;
    if let [own @ .., Some(_)] = files.as_slice()
        && own.iter().all(Option::is_none)
    {
        let compose = "services:\n  app:\n    build: .\n    restart: always\n    env_file: .env\n";
        on.write(&in_folder(GENERATED), BY_A_SHELL, compose.as_bytes()).await?;
    }
    on.compose_build(folder).await?;
    Ok(String::new())
}

fn text(file: Option<HostFile>) -> String {
    file.and_then(|file| file.text).unwrap_or_default()
}
