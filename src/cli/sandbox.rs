//! `jalon sandbox serve` and `jalon sandbox reset`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use jalon_sandbox::{Call, Simulator};
use tokio::net::TcpListener;

use super::args::Globals;
use super::cloud::{SANDBOX_FOLDER, SandboxUse, open_sandbox, region_to_serve, unusable_sandbox};
use super::exit_code::SUCCESS;
use super::open::{folder, state_dir};
use super::sandbox_options::{SandboxCommand, ServeOptions};
use super::sandbox_settings::SandboxSettings;
use super::walk::ui_options;
use crate::checkpoint::{Checkpoint, Folder, Lock, Talk, known_deployments, read_state};
use crate::locale::say;
use crate::ui;
use crate::walkthrough::{Error, Interruption, Misuse, Result, UnknownDeployment};

/// The folder of the served sandbox, beside the deployments; no deployment's name begins with a dot.
const SERVED_FOLDER: &str = ".served";
/// What holds the lock of the served sandbox.
const SERVED: &str = "(the served sandbox)";

pub(super) async fn sandbox(globals: Globals, command: SandboxCommand, interruption: Arc<Interruption>) -> Result<u8> {
    match command {
        SandboxCommand::Serve(options) => serve(&globals, &options, &interruption).await,
        SandboxCommand::Reset { served: true } => reset_served(&globals, &interruption).await,
        SandboxCommand::Reset { served: false } => reset(&globals),
    }
}

async fn serve(globals: &Globals, options: &ServeOptions, interruption: &Interruption) -> Result<u8> {
    let settings = SandboxSettings {
        account: options.account.account(),
        seed: options.faults.seed,
        latencies: options.faults.latencies(globals.sandbox_speed)?,
        given: options.account.given(),
    };
    let folder = served_folder(globals)?;
    let region = region_to_serve(globals, &folder).await?;
    let _lock = Lock::acquire(&folder, SERVED)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let unusable = |source| Error::Listener { address, source };
    let listener = TcpListener::bind(address).await.map_err(unusable)?;
    let simulator = open_sandbox(&folder, &region, globals.sandbox_speed, settings, SandboxUse::Change)?;
    if options.default_vpc {
        let made = simulator.make_default_vpc().await;
        made.map_err(|error| unusable_sandbox(folder.join(SANDBOX_FOLDER), std::io::Error::other(error)))?;
    }
    options.faults.inject(&simulator);
    if globals.verbose {
        simulator.observe_calls(|call| ui::note_line(&served_call(call)));
    }
    let address = listener.local_addr().map_err(unusable)?;
    ui::print_text(&format!("http://{address}\n"));
    if !globals.quiet {
        for line in ui::pointed_clients(&format!("http://{address}"), &region) {
            ui::note_line(&line);
        }
        ui::note_line(&say().note_serving(region.as_str(), globals.sandbox_speed.to_string()));
    }
    let shutdown = async {
        interruption.stopped().await;
    };
    jalon_sandbox::serve(simulator, listener, shutdown).await.map_err(unusable)?;
    interruption.check_cancelled()?;
    Ok(SUCCESS)
}

/// A call as `--verbose` shows it, e.g. `? ec2:DescribeVpcs` or `→ ec2:CreateVpc: VpcLimitExceeded`.
fn served_call(call: &Call) -> String {
    let mark = if call.mutating { "→" } else { "?" };
    let outcome = call.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
    format!("{mark} {}:{}{outcome}", call.service.name(), call.operation)
}

/// The folder of the served sandbox.
fn served_folder(globals: &Globals) -> Result<PathBuf> {
    let folder = Folder::at(state_dir(globals)?.join(SERVED_FOLDER));
    folder.refuse_untrusted(&[])?;
    Ok(folder.path().to_owned())
}

/// Empties the deployment's own sandbox. What the deployment remembers of it goes too, answers stay.
fn reset(globals: &Globals) -> Result<u8> {
    let folder = folder(globals)?;
    let state = read_state(&folder, &globals.deployment)?;
    let sandbox = folder.path().join(SANDBOX_FOLDER);
    let has_sandbox = sandbox.exists() || state.as_ref().is_some_and(|state| state.cloud == "sandbox");
    if !has_sandbox {
        return refuse_other(globals, state.is_some());
    }
    let _lock = Lock::acquire(folder.path(), &globals.deployment)?;
    empty(sandbox)?;
    // Another command may have written it until the lock was had.
    if let Some(mut state) = read_state(&folder, &globals.deployment)?
        && state.cloud == "sandbox"
    {
        state.resources.clear();
        state.generations.clear();
        state.steps.clear();
        state.outputs.clear();
        state.talk = Talk::default();
        Checkpoint::create(&folder, state)?;
    }
    note(globals, &say().note_sandbox_empty());
    Ok(SUCCESS)
}

/// Says what there is instead of a sandbox of the deployment.
fn refuse_other(globals: &Globals, is_known: bool) -> Result<u8> {
    let given = globals.deployment.clone();
    if is_known {
        let text = say().note_no_own_sandbox(given.as_str());
        note(globals, &text);
        return Ok(SUCCESS);
    }
    if Simulator::is_stored(&served_folder(globals)?.join(SANDBOX_FOLDER)) {
        return Err(Error::from(Misuse::OnlyServed { given }));
    }
    let unknown = UnknownDeployment::nowhere(&given, &known_deployments(&globals.state_dir)?);
    Err(Error::from(unknown))
}

/// Empties the served sandbox, once that is confirmed: it is not of one deployment alone.
async fn reset_served(globals: &Globals, interruption: &Interruption) -> Result<u8> {
    let folder = served_folder(globals)?;
    let sandbox = folder.join(SANDBOX_FOLDER);
    if !sandbox.exists() {
        note(globals, &say().note_no_served_sandbox());
        return Ok(SUCCESS);
    }
    // A sandbox that is being served is not emptied, so nobody is asked about it.
    let _lock = Lock::acquire(&folder, SERVED)?;
    let ui = ui::Ui::new(&ui_options(globals));
    if !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToConfirmReset));
    }
    if !globals.yes && !interruption.is_confirmed(ui.confirm_reset()).await? {
        ui::note_line(&say().note_nothing_emptied());
        return Ok(SUCCESS);
    }
    empty(sandbox)?;
    note(globals, &say().note_served_empty());
    Ok(SUCCESS)
}

fn empty(sandbox: PathBuf) -> Result<()> {
    let emptied = Simulator::reset(&sandbox);
    emptied.map_err(|source| unusable_sandbox(sandbox, source))
}

/// Says what was done, unless only what goes wrong is wanted.
fn note(globals: &Globals, text: &str) {
    if !globals.quiet {
        ui::note_line(text);
    }
}
