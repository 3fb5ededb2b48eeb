//! `jalon sandbox serve` and `jalon sandbox reset`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use jalon_sandbox::Simulator;
use tokio::net::TcpListener;

use super::args::{Globals, SandboxCommand};
use super::cloud::{SANDBOX_FOLDER, SandboxSettings, open_sandbox, unusable_sandbox};
use super::exit_code::SUCCESS;
use super::fault_options::FaultOptions;
use super::open::{folder, state_dir};
use crate::checkpoint::{Checkpoint, Folder, Lock, read_state};
use crate::ui;
use crate::walkthrough::{Error, Interruption, Result};

/// The folder of the served sandbox, beside the deployments; no deployment's name begins with a dot.
const SERVED_FOLDER: &str = ".served";

pub(super) async fn sandbox(globals: Globals, command: SandboxCommand, interruption: Arc<Interruption>) -> Result<u8> {
    match command {
        SandboxCommand::Serve { port, account, faults } => {
            let settings = SandboxSettings {
                account: account.account(),
                seed: faults.seed,
                latencies: faults.latencies(),
            };
            serve(&globals, port, settings, &faults, &interruption).await
        }
        SandboxCommand::Reset => reset(&globals),
    }
}

async fn serve(
    globals: &Globals,
    port: u16,
    settings: SandboxSettings,
    faults: &FaultOptions,
    interruption: &Interruption,
) -> Result<u8> {
    let folder = served_folder(globals)?;
    let _lock = Lock::acquire(&folder, "(the served sandbox)")?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let unusable = |source| Error::Listener { address, source };
    let listener = TcpListener::bind(address).await.map_err(unusable)?;
    let region = globals.region.as_deref().unwrap_or("us-east-1");
    let simulator = open_sandbox(&folder, region, globals.sandbox_speed, settings, false)?;
    faults.inject(&simulator);
    let address = listener.local_addr().map_err(unusable)?;
    ui::print_text(&format!("http://{address}\n"));
    ui::note_line(&format!(
        "Serving the sandbox ({region}, {} times real time). Any credentials will do. Ctrl-C ends it.",
        globals.sandbox_speed
    ));
    let shutdown = async {
        interruption.stopped().await;
    };
    jalon_sandbox::serve(simulator, listener, shutdown).await.map_err(unusable)?;
    interruption.check_cancelled()?;
    Ok(SUCCESS)
}

/// The folder of the served sandbox.
fn served_folder(globals: &Globals) -> Result<PathBuf> {
    let folder = Folder::at(state_dir(globals)?.join(SERVED_FOLDER));
    folder.refuse_untrusted(&[])?;
    Ok(folder.path().to_owned())
}

/// Empties the served sandbox and the deployment's own one. What the deployment remembers of it goes too, answers stay.
fn reset(globals: &Globals) -> Result<u8> {
    let folder = folder(globals)?;
    for parent in [served_folder(globals)?, folder.path().to_owned()] {
        if !parent.join(SANDBOX_FOLDER).exists() {
            continue;
        }
        let _lock = Lock::acquire(&parent, &globals.deployment)?;
        let sandbox = parent.join(SANDBOX_FOLDER);
        Simulator::reset(&sandbox).map_err(|source| unusable_sandbox(sandbox, source))?;
    }
    if let Some(mut state) = read_state(&folder, &globals.deployment)?
        && state.cloud == "sandbox"
    {
        let _lock = Lock::acquire(folder.path(), &globals.deployment)?;
        state.resources.clear();
        state.generations.clear();
        state.steps.clear();
        state.outputs.clear();
        Checkpoint::create(&folder, state)?;
    }
    ui::note_line("The sandbox is empty.");
    Ok(SUCCESS)
}
