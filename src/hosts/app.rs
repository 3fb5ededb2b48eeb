//! The application on its host: uploaded or fetched, configured, started with Docker Compose, and looked after until it answers.

use bytes::Bytes;
use futures_util::future::try_join;
use sha2::{Digest, Sha256};

use super::shell::AUTHORITIES;
use super::upload::{bring_in_line, hex, look};
use super::{HostCommand, HostError, Hosts, UploadFile, upload};
use crate::checkpoint::SecretText;
use crate::foreign::percent_encoded;

/// The application's folder in the user's home.
const FOLDER: &str = "app";
/// Its settings, in it.
const SETTINGS: &str = ".env";
/// What images were built of last, noted in it.
const BUILT: &str = ".jalon-built";
/// What was started last, noted in it.
const DEPLOYED: &str = ".jalon-deployed";
/// Both.
const NOTES: [&str; 2] = [BUILT, DEPLOYED];

/// Where the certificates of RDS's authorities are, in it, and where the sample's container sees them.
const TRUST: &str = "app/.trust";
const TRUST_IN_CONTAINER: &str = "/srv/trust";

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
    /// Who decides in which language the pages are.
    pub language: AppLanguage,
}

/// In which language the application's pages are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppLanguage {
    /// In that which each visitor's browser asks for.
    Browser,
    /// In English for everybody.
    English,
    /// In French for everybody.
    French,
}

impl AppLanguage {
    /// Its word, in answers and in `.env`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::English => "en",
            Self::French => "fr",
        }
    }
}

/// An application whose images are on its host.
#[derive(Debug)]
pub struct Prepared {
    source: AppSource,
    /// The files that were sent.
    sent: Vec<String>,
    /// What tells it from others.
    fingerprint: String,
    /// Whether it has the certificates to check its database's with; `None` where it is not ours to say.
    authorities: Option<Result<(), HostError>>,
}

/// What a deployment did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// Whether containers were built or started; otherwise everything ran already.
    pub started: bool,
    /// The files that were sent.
    pub sent: Vec<String>,
    /// Why it can't check whose certificate its database shows, where it can't.
    pub unchecked_database: Option<HostError>,
}

impl AppSettings {
    /// The content of `.env`, for an application that has the certificates of RDS's authorities or hasn't. `DATABASE_URL` holds letters, digits and `%` alone where names and passwords stand, so that no reader of
    /// such files takes anything in it for a quote or a variable.
    pub fn env_file(&self, has_authorities: bool) -> String {
        let url = format!(
            "mysql+pymysql://{}:{}@{}:{}/{}?charset=utf8mb4",
            percent_encoded(&self.user, true, ""),
            percent_encoded(self.password.expose(), true, ""),
            self.database_host,
            self.database_port,
            percent_encoded(&self.database, true, "")
        );
        let authorities = match has_authorities {
            true => format!("DATABASE_CA={TRUST_IN_CONTAINER}/{AUTHORITIES}\n"),
            false => String::new(),
        };
        format!(
            "# Written by jalon; changes are overwritten.\nDATABASE_URL={url}\nDATABASE_TLS=required\n{authorities}DB_ENGINE=mysql\nDB_HOST={}\n\
             DB_PORT={}\nDB_NAME={}\nDB_USERNAME={}\n{}SECRET_KEY={}\nAPP_PORT={}\nTZ={}\nAPP_LANGUAGE={}\n",
            self.database_host,
            self.database_port,
            self.database,
            self.user,
            password_line(self.password.expose()),
            self.secret_key.expose(),
            self.port,
            self.time_zone,
            self.language.word()
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

/// Puts the application on its host, and builds the images of the sample, where they are not there yet. Its settings are not needed for
/// that: what takes longest does not wait for the database. Nobody knows what the files of a repository take from the settings: its images are
/// built once those are there.
///
/// # Errors
///
/// When the host can't be reached or a command on it fails.
pub async fn prepare(hosts: &Hosts, host: &str, source: AppSource) -> Result<Prepared, HostError> {
    let folder = FOLDER;
    let (fingerprint, sent, authorities) = match &source {
        AppSource::Bundle(bundle) => {
            let fingerprint = fingerprint("bundle", bundle);
            let mut present = look(hosts, host, folder, bundle, &NOTES).await?;
            let is_built = present.note(BUILT) == fingerprint;
            if !is_built && present.is_repository {
                hosts.succeed(host, &HostCommand::LeaveRepository { folder }).await?;
                present = look(hosts, host, folder, bundle, &NOTES).await?;
            }
            let uploaded = bring_in_line(hosts, host, folder, bundle, &[SETTINGS], &present).await?;
            let building = async {
                if is_built && uploaded.sent.is_empty() {
                    return Ok(());
                }
                build(hosts, host, &fingerprint).await
            };
            let (_, authorities) = try_join(building, fetch_authorities(hosts, host)).await?;
            (fingerprint, uploaded.sent, Some(authorities))
        }
        AppSource::Repository { url, reference } => {
            // What was uploaded goes first: it may bear names of the repository's.
            let uploaded = upload(hosts, host, folder, &[], &[SETTINGS]).await?;
            if !uploaded.removed.is_empty() {
                keep_note(hosts, host, BUILT, "").await?;
            }
            let (url, reference) = (url.clone(), reference.clone());
            let commit = hosts.succeed(host, &HostCommand::CheckOut { folder, url, reference }).await?;
            (fingerprint(commit.trim(), &[]), Vec::new(), None)
        }
    };
    Ok(Prepared {
        source,
        sent,
        fingerprint,
        authorities,
    })
}

/// Puts the certificates of RDS's authorities on the host; otherwise says why they can't be had.
async fn fetch_authorities(hosts: &Hosts, host: &str) -> Result<Result<(), HostError>, HostError> {
    match hosts.succeed(host, &HostCommand::FetchAuthorities { folder: TRUST }).await {
        Ok(_) => Ok(Ok(())),
        Err(failure @ (HostError::Command { .. } | HostError::NoEnd { .. })) => Ok(Err(failure)),
        Err(failure) => Err(failure),
    }
}

/// Builds the images, and notes of what.
async fn build(hosts: &Hosts, host: &str, fingerprint: &str) -> Result<(), HostError> {
    succeed_or_log(hosts, host, &HostCommand::BuildImages { folder: FOLDER }).await?;
    keep_note(hosts, host, BUILT, fingerprint).await
}

/// Brings a prepared application in line: sends its settings, and builds and starts only where something differs or does not run.
///
/// # Errors
///
/// When the host can't be reached or a command on it fails; if the containers do not come up, with what they said.
pub async fn deploy(hosts: &Hosts, host: &str, prepared: Prepared, settings: &AppSettings) -> Result<Deployed, HostError> {
    let folder = FOLDER;
    let files = [UploadFile {
        path: SETTINGS.to_owned(),
        content: Bytes::from(settings.env_file(prepared.authorities == Some(Ok(())))),
        mode: 0o600,
    }];
    let kept: Vec<&str> = match &prepared.source {
        AppSource::Bundle(bundle) => bundle.iter().map(|file| file.path.as_str()).collect(),
        AppSource::Repository { .. } => Vec::new(),
    };
    let present = look(hosts, host, folder, &files, &NOTES).await?;
    let uploaded = bring_in_line(hosts, host, folder, &files, &kept, &present).await?;
    let fingerprint = fingerprint(&prepared.fingerprint, &files);
    let is_repository = matches!(prepared.source, AppSource::Repository { .. });
    if is_repository && present.note(BUILT) != fingerprint {
        build(hosts, host, &fingerprint).await?;
    }
    let unchecked_database = prepared.authorities.and_then(Result::err);
    let sent = [prepared.sent, uploaded.sent].concat();
    if sent.is_empty() && present.note(DEPLOYED) == fingerprint && are_running(hosts, host).await? {
        return Ok(Deployed {
            started: false,
            sent,
            unchecked_database,
        });
    }
    succeed_or_log(hosts, host, &HostCommand::StartContainers { folder }).await?;
    succeed_or_log(hosts, host, &HostCommand::AskApplication { port: settings.port }).await?;
    keep_note(hosts, host, DEPLOYED, &fingerprint).await?;
    Ok(Deployed {
        started: true,
        sent,
        unchecked_database,
    })
}

async fn keep_note(hosts: &Hosts, host: &str, name: &'static str, text: &str) -> Result<(), HostError> {
    let (folder, text) = (FOLDER, text.to_owned());
    hosts.succeed(host, &HostCommand::WriteNote { folder, name, text }).await?;
    Ok(())
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

/// Whether there are containers, and all of them run.
async fn are_running(hosts: &Hosts, host: &str) -> Result<bool, HostError> {
    let said = hosts.run(host, &HostCommand::Containers { folder: FOLDER }).await?;
    let mut containers = said.stdout.lines().peekable();
    let is_any = containers.peek().is_some();
    Ok(said.is_success() && is_any && containers.all(|line| matches!(line.trim(), "running" | "running healthy")))
}

/// Carries out a command that has to succeed; if it doesn't, the failure holds the containers' log too.
async fn succeed_or_log(hosts: &Hosts, host: &str, command: &HostCommand) -> Result<(), HostError> {
    let failure = match hosts.succeed(host, command).await {
        Ok(_) => return Ok(()),
        Err(failure) => failure,
    };
    let HostError::Command { host, task, detail } = failure else {
        return Err(failure);
    };
    let log = hosts.run(&host, &HostCommand::ContainersLog { folder: FOLDER }).await;
    let log = log.map(|said| said.last_lines()).unwrap_or_default();
    Err(HostError::Command {
        detail: format!("{detail}\n{log}"),
        host,
        task,
    })
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
            language: AppLanguage::Browser,
        }
    }

    #[test]
    fn any_password_rds_takes_survives_the_env_file() {
        let file = settings("a'b$c#d%e:f&g\\h").env_file(true);
        assert!(
            file.contains("mysql+pymysql://admin:a%27b%24c%23d%25e%3Af%26g%5Ch@db.example:3306/app?"),
            "{file}"
        );
        assert!(file.contains("DB_PASS='a\\'b$c#d%e:f&g\\h'\n"), "{file}");
        assert!(settings("a$b#c").env_file(true).contains("DB_PASS='a$b#c'\n"));
    }

    #[test]
    fn another_secret_is_another_deployment() {
        let of = |password: &str| {
            let content = Bytes::from(settings(password).env_file(true));
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
