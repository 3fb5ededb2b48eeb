//! Opening a deployment: its folder, lock and memory, the connection, and the answers given.

use std::fs::File;
use std::io::{self, Read};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Globals;
use super::cloud::{self, Connected, SandboxUse};
use super::ownership_options::OwnershipOptions;
use super::run_records::RunRecord;
use super::sandbox_settings::SandboxSettings;
use jalon_sandbox::Simulator;
use jiff::Timestamp;

use crate::aws::{CallEvent, Cloud, Outbound, StopSignal, caller_address};
use crate::checkpoint::{
    Checkpoint, CheckpointError, Folder, LastCommand, Lock, StateFile, known_deployments, open_to_others, read_state,
};
use crate::hosts::{HostAccess, KNOWN_HOSTS, OpenSsh, PRIVATE_KEY_FILE, SSH_CONFIG, SimulatedHosts, is_nameable};
use crate::locale::say;
use crate::steps::WALKTHROUGH;
use crate::ui::{self, Ui};
use crate::walkthrough::{
    Error, Event, FileProblem, Given, Interruption, Misuse, Notice, PrivatePaths, Reporter, Result, Session, SessionOptions,
    Step, UnknownDeployment, identify,
};

/// What a command is going to do with a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Change it, by this command: one run at a time.
    Write(&'static str),
    /// Look at it, and at its hosts from within.
    Probe,
    /// Look at it.
    Read,
}

impl Access {
    fn sandbox_use(self) -> SandboxUse {
        match self {
            Self::Write(_) => SandboxUse::Change,
            Self::Probe => SandboxUse::Probe,
            Self::Read => SandboxUse::Read,
        }
    }
}

/// An opened deployment. The lock is held until it is dropped.
pub(super) struct Opened {
    pub(super) session: Arc<Session>,
    access: Access,
    is_known: bool,
    record: RunRecord,
    _lock: Option<Lock>,
}

/// Opens a deployment. The inventory is still empty.
///
/// # Errors
///
/// When the folder, the memory, the options or the credentials are in the way.
pub(super) async fn open(
    globals: &Globals,
    access: Access,
    reporter: Arc<dyn Reporter>,
    interruption: Arc<Interruption>,
) -> Result<Opened> {
    open_in(globals, access, SandboxSettings::default(), reporter, interruption).await
}

/// As [`open`]; in the sandbox, in one like this.
pub(super) async fn open_in(
    globals: &Globals,
    access: Access,
    settings: SandboxSettings,
    reporter: Arc<dyn Reporter>,
    interruption: Arc<Interruption>,
) -> Result<Opened> {
    // Whatever it waits for, a pipe or a process that knows credentials, the first signal ends it.
    let opening = open_uninterrupted(globals, access, settings, reporter, Arc::clone(&interruption));
    interruption.unless_stopped(opening).await
}

async fn open_uninterrupted(
    globals: &Globals,
    access: Access,
    settings: SandboxSettings,
    reporter: Arc<dyn Reporter>,
    interruption: Arc<Interruption>,
) -> Result<Opened> {
    let given = given(globals).await?;
    let folder = folder(globals)?;
    let record = RunRecord::over(reporter, globals.commands(), &globals.records);
    let reporter = record.reporter();
    let lock = match access {
        Access::Write(_) => Some(Lock::acquire(folder.path(), &globals.deployment)?),
        Access::Probe | Access::Read => None,
    };
    let state = read_state(&folder, &globals.deployment)?;
    let is_known = state.is_some();
    let connecting = cloud::connect_in(globals, state.as_ref(), folder.path(), access.sandbox_use(), settings);
    let Connected { aws, sandbox } = match connecting.await {
        Err(Error::Misuse(Misuse::NoRegion)) if !is_known => return Err(no_region(globals)),
        connected => connected?,
    };
    let aws = aws
        .observed_by(tell_calls(Arc::clone(&reporter)))
        .stopping_when(Arc::clone(&interruption) as Arc<dyn StopSignal>);
    let identification = identify(&aws, &globals.deployment).await?;
    if globals.verbose && aws.uses_placeholders() {
        ui::note_line(&say().note_placeholder_credentials());
    }
    let identification = identification.with_account_chosen(globals.names_an_account());
    let state = identification.recall(&folder, aws.clock().now())?;
    let checkpoint = match access {
        Access::Write(command) => {
            record.begin(&folder, command, &state, aws.clock().speed());
            Checkpoint::create(&folder, begun(state, command, aws.clock().now()))?
        }
        Access::Probe | Access::Read => Checkpoint::for_reading(&folder, state),
    };
    let host_access = match sandbox {
        Some(sandbox) => Some(simulated_hosts(globals, sandbox, &folder).await),
        None => open_ssh(globals, aws.cloud(), &folder),
    };
    let session = Session::new(SessionOptions {
        steps: WALKTHROUGH,
        aws,
        folder,
        checkpoint,
        given,
        reporter,
        interruption,
        host_access,
    });
    Ok(Opened {
        session,
        access,
        is_known,
        record,
        _lock: lock,
    })
}

/// OpenSSH reaches AWS's hosts, and those of another endpoint if somebody said that they are real.
fn open_ssh(globals: &Globals, cloud: &Cloud, folder: &Folder) -> Option<Arc<dyn HostAccess>> {
    let are_real = *cloud == Cloud::Aws || globals.live_hosts;
    are_real.then(|| Arc::new(OpenSsh::by(folder.file(SSH_CONFIG))) as Arc<dyn HostAccess>)
}

/// The sandbox has hosts of its own.
pub(super) async fn simulated_hosts(globals: &Globals, sandbox: Simulator, folder: &Folder) -> Arc<dyn HostAccess> {
    let asker = caller_address(&Cloud::Sandbox, &Outbound::default())
        .await
        .unwrap_or(Ipv4Addr::LOCALHOST);
    Arc::new(SimulatedHosts::new(sandbox, folder, &globals.deployment, asker))
}

impl Opened {
    /// Reads what AWS holds, unless the run is asked to stop first. A command that only reads shows what bears the deployment's name where
    /// nothing is known as its own.
    pub(super) async fn sweep(&self) -> Result<()> {
        let interruption = self.session.interruption();
        self.session.sweep().await?;
        if !matches!(self.access, Access::Write(_))
            && let Some(notice) = interruption.unless_stopped(self.session.read_namesakes()).await?
        {
            self.session.report(Event::Notice(notice));
        }
        if !matches!(self.access, Access::Write(_)) {
            self.session.report_remains();
        }
        Ok(())
    }

    /// Records what this command reports from now on, where the deployment is remembered here.
    pub(super) fn begin_record(&self, command: &str) {
        if self.is_known {
            let speed = self.session.aws().clock().speed();
            let begin = |state: &StateFile| self.record.begin(self.session.folder(), command, state, speed);
            self.session.checkpoint().read(begin);
        }
    }

    /// The record of this run.
    pub(super) fn record(&self) -> &RunRecord {
        &self.record
    }

    /// Refuses a deployment that isn't remembered here and of which nothing was found, while others are remembered here.
    pub(super) async fn refuse_unknown(&self, globals: &Globals) -> Result<()> {
        let known = known_deployments(&globals.state_dir)?;
        if self.is_known || known.is_empty() || !self.session.found_nothing() {
            return Ok(());
        }
        let looked = UnknownDeployment::looked_for(&self.session, &known);
        let unknown = self.session.interruption().unless_stopped(async { Ok(looked.await) }).await?;
        Err(Error::from(unknown))
    }

    /// Settles whose the things are that bear the deployment's name, asking on this user interface where it is given.
    pub(super) async fn settle_ownership(&self, options: &OwnershipOptions, ui: Option<&Ui>) -> Result<()> {
        let session = &self.session;
        let settling = async {
            let settled = session.settle_ownership(options.take_over().as_ref()).await;
            let (Err(refused @ Error::Namesakes { .. }), Some(ui)) = (&settled, ui) else {
                return settled;
            };
            match ui.ask_whose(refused).await {
                Some(take_over) => session.settle_ownership(Some(&take_over)).await,
                None => settled,
            }
        };
        session.interruption().unless_stopped(settling).await
    }

    /// As [`Opened::sweep`], for one step that is run by its name.
    pub(super) async fn sweep_for(&self, step: &'static dyn Step) -> Result<()> {
        self.session.sweep_for(step).await
    }
}

/// Refuses a deployment that isn't remembered here, before a folder is made for it.
///
/// # Errors
///
/// It isn't, or what is remembered can't be read.
pub(super) fn refuse_unremembered(globals: &Globals) -> Result<()> {
    if read_state(&folder(globals)?, &globals.deployment)?.is_some() {
        return Ok(());
    }
    let unknown = UnknownDeployment::nowhere(&globals.deployment, &known_deployments(&globals.state_dir)?);
    Err(Error::from(unknown))
}

/// The state of a deployment that this command begins to change.
fn begun(state: StateFile, command: &str, at: Timestamp) -> StateFile {
    let last_command = Some(LastCommand {
        name: command.to_owned(),
        at,
    });
    StateFile { last_command, ..state }
}

/// Where no region is known and other deployments are, the name is the likelier mistake.
fn no_region(globals: &Globals) -> Error {
    let known = known_deployments(&globals.state_dir).unwrap_or_default();
    if known.is_empty() {
        return Error::from(Misuse::NoRegion);
    }
    let unknown = UnknownDeployment::nowhere(&globals.deployment, &known);
    Error::from(unknown)
}

fn tell_calls(reporter: Arc<dyn Reporter>) -> crate::aws::CallObserver {
    Arc::new(move |event: &CallEvent| {
        reporter.report(&match event {
            CallEvent::Attempt(record) => Event::Call {
                action: record.action.clone(),
                mutating: record.mutating,
                operation: record.operation.clone(),
                milliseconds: u64::try_from(record.took.as_millis()).unwrap_or(u64::MAX),
                error: record.error.clone(),
            },
            CallEvent::Delay(delay) => Event::Notice(Notice::Delay(delay.clone())),
        });
    })
}

/// The deployment's files that OpenSSH opens by itself.
const OPENED_BY_SSH: [&str; 3] = [SSH_CONFIG, KNOWN_HOSTS, PRIVATE_KEY_FILE];

/// The state directory, absolute: what is advised has to work from anywhere.
///
/// # Errors
///
/// When it is named from a folder that is gone.
pub(super) fn state_dir(globals: &Globals) -> Result<PathBuf> {
    let absolute = std::path::absolute(&globals.state_dir);
    let path = absolute.map_err(|source| CheckpointError::NoWorkingFolder { source })?;
    if !is_nameable(&path) {
        return Err(Error::from(Misuse::StateDirectoryName { path }));
    }
    Ok(path)
}

/// The deployment's folder.
///
/// # Errors
///
/// When the name can't be one, as it becomes a folder's name and a part of names on AWS, or the folder is refused: a symbolic link is in its
/// place or in that of one of its files, or it isn't this user's alone.
pub(super) fn folder(globals: &Globals) -> Result<Folder> {
    let name = &globals.deployment;
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let usable = (1..=30).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(allowed)
        && !name.contains("--")
        && !name.ends_with('-');
    if !usable {
        return Err(Error::from(Misuse::DeploymentName { given: name.clone() }));
    }
    let folder = Folder::at(state_dir(globals)?.join(name));
    folder.refuse_untrusted(&OPENED_BY_SSH)?;
    Ok(folder)
}

/// The answers given.
///
/// # Errors
///
/// When an option or the file can't be used, or the file has a secret in it that other users may read.
pub(super) async fn given(globals: &Globals) -> Result<Given> {
    let file = match &globals.answers {
        Some(path) => Some((path.display().to_string(), read_answers(path).await?)),
        None => None,
    };
    let text = file.as_ref().map(|(path, read)| (path.as_str(), read.text.as_str()));
    let private = PrivatePaths::of_run(&globals.state_dir, globals.answers.as_deref());
    let given = Given::new(&globals.set, text, &WALKTHROUGH)?.guarding(private);
    match file {
        Some((path, AnswersFile { open_to: Some(mode), .. })) if given.has_secrets() => Err(Error::from(Misuse::AnswersFile {
            path,
            problem: FileProblem::OpenToOthers { mode },
        })),
        _ => Ok(given),
    }
}

/// An answers file as it is read.
struct AnswersFile {
    text: String,
    /// Its permission bits, where others may read it.
    open_to: Option<u32>,
}

/// Reads the file on a thread of its own: a pipe may have nobody who writes to it, and the first signal ends the command all the same.
async fn read_answers(path: &Path) -> Result<AnswersFile> {
    let owned = path.to_owned();
    let reading = tokio::task::spawn_blocking(move || {
        let mut file = File::open(owned)?;
        let open_to = open_to_others(&file.metadata()?);
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        Ok(AnswersFile { text, open_to })
    });
    let read = reading.await.map_err(|panic| Error::Bug {
        detail: panic.to_string(),
    })?;
    read.map_err(|source: io::Error| {
        let problem = match source.kind() {
            io::ErrorKind::NotFound => FileProblem::NotThere,
            io::ErrorKind::IsADirectory => FileProblem::Folder,
            io::ErrorKind::InvalidData => FileProblem::NotText,
            _ => {
                return Error::Checkpoint(CheckpointError::Unreadable {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        Error::from(Misuse::AnswersFile {
            path: path.display().to_string(),
            problem,
        })
    })
}
