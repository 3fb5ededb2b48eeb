//! The application on its host: uploaded or fetched, configured, started with Docker Compose, and looked after until it answers.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::upload::hex;
use super::{HostError, HostTask, Ssh, UploadFile, upload};
use crate::checkpoint::SecretText;
use crate::foreign::percent_encoded;

/// The application's folder in the user's home.
const FOLDER: &str = "app";
/// What was started last, kept beside it.
const DEPLOYED: &str = ".jalon-deployed";
/// The compose file for a repository that has a Dockerfile only.
const GENERATED: &str = "compose.jalon.yaml";
/// How long containers may take until they are healthy, in seconds: they wait for the database and migrate it first.
const HEALTHY_WITHIN: u32 = 300;
/// How long the application may take to answer once its containers are healthy, in seconds.
const ANSWERS_WITHIN: u32 = 60;

/// Where the application comes from.
#[derive(Clone, Debug)]
pub enum AppSource {
    /// These files.
    Bundle(Vec<UploadFile>),
    /// A git repository with a Dockerfile or a compose file.
    Repository {
        /// Its https URL.
        url: String,
        /// A branch, a tag or a commit.
        reference: String,
    },
}

/// What the application needs to know. It is written to `.env`, which only its owner can read.
#[derive(Clone)]
pub struct AppSettings {
    /// The database's host name.
    pub database_host: String,
    /// The database's port.
    pub database_port: u16,
    /// The database's name.
    pub database: String,
    /// Who logs in.
    pub user: String,
    /// The password.
    pub password: SecretText,
    /// What sessions are signed with.
    pub secret_key: SecretText,
    /// The port it is reached at.
    pub port: u16,
    /// The time zone, e.g. `Europe/Paris`.
    pub time_zone: String,
}

/// An application and its host.
pub struct AppDeployment {
    /// The host's name in `ssh_config`.
    pub host: String,
    /// Where it comes from.
    pub source: AppSource,
    /// What it needs to know.
    pub settings: AppSettings,
}

/// What a deployment did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// Whether containers were built or started; otherwise everything ran already.
    pub started: bool,
    /// The files that were sent.
    pub sent: Vec<String>,
}

impl AppSettings {
    /// The content of `.env`. `DATABASE_URL` holds letters, digits and `%` alone where names and passwords stand, so that no reader of
    /// such files takes anything in it for a quote or a variable.
    pub fn env_file(&self) -> String {
        let url = format!(
            "mysql+pymysql://{}:{}@{}:{}/{}?charset=utf8mb4",
            percent_encoded(&self.user, true, ""),
            percent_encoded(self.password.expose(), true, ""),
            self.database_host,
            self.database_port,
            percent_encoded(&self.database, true, "")
        );
        format!(
            "# Written by jalon; changes are overwritten.\nDATABASE_URL={url}\nDATABASE_TLS=required\nDB_ENGINE=mysql\nDB_HOST={}\n\
             DB_PORT={}\nDB_NAME={}\nDB_USERNAME={}\n{}SECRET_KEY={}\nAPP_PORT={}\nTZ={}\n",
            self.database_host,
            self.database_port,
            self.database,
            self.user,
            password_line(self.password.expose()),
            self.secret_key.expose(),
            self.port,
            self.time_zone
        )
    }
}

/// Whether a text in single quotes means the same to every reader of `.env` files. Compose 2 takes a backslash for itself but before a quote
/// (Docker's documentation, "Env file syntax"); Compose 1, whose reader is python-dotenv, before another backslash as well.
pub fn is_dotenv_text(text: &str) -> bool {
    !text.ends_with('\\') && !text.contains("\\'") && !text.contains("\\\\")
}

/// The line that holds the password alone, in single quotes, where only a quote itself is escaped. A password of an earlier version may be
/// one that breaks the file: then it stands in `DATABASE_URL` only.
fn password_line(password: &str) -> String {
    if is_dotenv_text(password) {
        return format!("DB_PASS='{}'\n", password.replace('\'', "\\'"));
    }
    "# DB_PASS is left out: readers of such files differ on its backslashes. DATABASE_URL has the password.\n".to_owned()
}

/// Brings the application on its host in line: sends what differs, and builds and starts containers only where something did.
///
/// # Errors
///
/// When the host can't be reached or a command on it fails; if the containers do not come up, with what they said.
pub async fn deploy(ssh: &Ssh, deployment: &AppDeployment) -> Result<Deployed, HostError> {
    let env = UploadFile {
        path: ".env".to_owned(),
        content: Bytes::from(deployment.settings.env_file()),
        mode: 0o600,
    };
    let mut files = vec![env];
    let host = &deployment.host;
    let version = match &deployment.source {
        AppSource::Bundle(bundle) => {
            files.extend(bundle.iter().cloned());
            "bundle".to_owned()
        }
        AppSource::Repository { url, reference } => fetch(ssh, host, url, reference).await?,
    };
    let uploaded = upload(ssh, host, FOLDER, &files).await?;
    let fingerprint = fingerprint(&version, &files);
    if uploaded.is_nothing() && is_running(ssh, host, &fingerprint).await? {
        return Ok(Deployed {
            started: false,
            sent: Vec::new(),
        });
    }
    start(ssh, deployment).await?;
    answers(ssh, deployment).await?;
    let keep = format!("cat > {FOLDER}/{DEPLOYED}");
    ssh.succeed(host, HostTask::RememberStart, &keep, fingerprint.as_bytes())
        .await?;
    Ok(Deployed {
        started: true,
        sent: uploaded.sent,
    })
}

/// The repository at this version, in the application's folder: the commit.
async fn fetch(ssh: &Ssh, host: &str, url: &str, reference: &str) -> Result<String, HostError> {
    // Read from the standard input, so that nothing in them is the shell's.
    let command = format!(
        "set -e; IFS= read -r url; IFS= read -r reference; mkdir -p {FOLDER}; cd {FOLDER}; export GIT_TERMINAL_PROMPT=0; \
         [ -d .git ] || git init --quiet; \
         git remote remove origin 2>/dev/null || true; git remote add origin \"$url\"; \
         git fetch --quiet --depth 1 origin \"$reference\"; git checkout --quiet --force FETCH_HEAD; git rev-parse HEAD"
    );
    let task = HostTask::Fetch {
        url: url.to_owned(),
        reference: reference.to_owned(),
    };
    let said = ssh
        .succeed(host, task, &command, format!("{url}\n{reference}\n").as_bytes())
        .await?;
    Ok(said.trim().to_owned())
}

fn fingerprint(version: &str, files: &[UploadFile]) -> String {
    let mut digest = Sha256::new();
    digest.update(version);
    for file in files {
        digest.update(format!("\n{} {:o} ", file.path, file.mode));
        digest.update(Sha256::digest(&file.content));
    }
    hex(&digest.finalize())
}

/// The command that puts the compose file's name into `$compose`: the repository's own, else one made for its Dockerfile.
fn find_compose_file() -> String {
    format!(
        "cd {FOLDER}; compose=; for name in compose.yaml compose.yml docker-compose.yaml docker-compose.yml; do \
         [ -z \"$compose\" ] && [ -f \"$name\" ] && compose=$name; done; \
         if [ -z \"$compose\" ] && [ -f Dockerfile ]; then compose={GENERATED}; \
         port=$(sed -n 's/^[[:space:]]*EXPOSE[[:space:]]*\\([0-9]*\\).*/\\1/p' Dockerfile | head -n 1); \
         printf 'services:\\n  app:\\n    build: .\\n    restart: always\\n    env_file: .env\\n    ports: [\"${{APP_PORT}}:%s\"]\\n' \
         \"${{port:-5085}}\" > {GENERATED}; fi; \
         [ -n \"$compose\" ] || {{ echo 'there is neither a compose file nor a Dockerfile' >&2; exit 1; }}"
    )
}

/// Whether just this was started, and all of its containers run.
async fn is_running(ssh: &Ssh, host: &str, fingerprint: &str) -> Result<bool, HostError> {
    let command = format!(
        "{}; [ \"$(cat {DEPLOYED} 2>/dev/null)\" = {fingerprint} ] || exit 1; \
         docker compose -f \"$compose\" ps --all --format '{{{{.State}}}} {{{{.Health}}}}'",
        find_compose_file()
    );
    let said = ssh.run(host, &command, b"").await?;
    let mut containers = said.stdout.lines().peekable();
    let is_any = containers.peek().is_some();
    Ok(said.is_success() && is_any && containers.all(|line| matches!(line.trim(), "running" | "running healthy")))
}

async fn start(ssh: &Ssh, deployment: &AppDeployment) -> Result<(), HostError> {
    let find = find_compose_file();
    let command = format!(
        "set -e; {find}; docker compose -f \"$compose\" up --detach --build --remove-orphans --wait --wait-timeout {HEALTHY_WITHIN}"
    );
    succeed_or_log(ssh, deployment, HostTask::StartContainers, &command).await
}

/// Waits until the application answers on its port.
async fn answers(ssh: &Ssh, deployment: &AppDeployment) -> Result<(), HostError> {
    let port = deployment.settings.port;
    let command = format!(
        "for second in $(seq {ANSWERS_WITHIN}); do \
         code=$(curl --silent --output /dev/null --max-time 5 --write-out '%{{http_code}}' http://127.0.0.1:{port}/) || true; \
         case \"$code\" in 2*|3*) exit 0;; esac; sleep 1; done; echo \"the last answer was $code (000: none)\" >&2; exit 1"
    );
    succeed_or_log(ssh, deployment, HostTask::AskApplication { port }, &command).await
}

/// Runs a command that has to succeed; if it doesn't, the failure holds the containers' log too.
async fn succeed_or_log(ssh: &Ssh, deployment: &AppDeployment, task: HostTask, command: &str) -> Result<(), HostError> {
    match ssh.succeed(&deployment.host, task, command, b"").await {
        Ok(_) => Ok(()),
        Err(error) => Err(with_log(ssh, error).await),
    }
}

/// A failure of the containers, with the end of what they logged.
async fn with_log(ssh: &Ssh, error: HostError) -> HostError {
    let HostError::Command { host, task, detail } = error else {
        return error;
    };
    let find = find_compose_file();
    let command =
        format!("{find}; docker compose -f \"$compose\" ps --all; docker compose -f \"$compose\" logs --no-color --tail 30 2>&1");
    let log = ssh.run(&host, &command, b"").await.map(|said| said.last_lines());
    let log = log.unwrap_or_default();
    HostError::Command {
        detail: format!("{detail}\n{log}"),
        host,
        task,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(password: &str) -> AppSettings {
        AppSettings {
            database_host: "db.example".to_owned(),
            database_port: 3306,
            database: "app".to_owned(),
            user: "admin".to_owned(),
            password: password.to_owned().into(),
            secret_key: "k".repeat(32).into(),
            port: 5085,
            time_zone: "Europe/Paris".to_owned(),
        }
    }

    #[test]
    fn any_password_rds_takes_survives_the_env_file() {
        let file = settings("a'b$c#d%e:f&g\\h").env_file();
        assert!(
            file.contains("mysql+pymysql://admin:a%27b%24c%23d%25e%3Af%26g%5Ch@db.example:3306/app?"),
            "{file}"
        );
        assert!(file.contains("DB_PASS='a\\'b$c#d%e:f&g\\h'\n"), "{file}");
        assert!(settings("a$b#c").env_file().contains("DB_PASS='a$b#c'\n"));
    }

    #[test]
    fn another_secret_is_another_deployment() {
        let of = |password: &str| {
            let content = Bytes::from(settings(password).env_file());
            fingerprint(
                "bundle",
                &[UploadFile {
                    path: ".env".to_owned(),
                    content,
                    mode: 0o600,
                }],
            )
        };
        assert_eq!(of("one"), of("one"));
        assert_ne!(of("one"), of("two"));
    }
}
