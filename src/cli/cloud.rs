//! Which cloud a command means: AWS, another endpoint, or the sandbox; in which region.

use std::io;
use std::path::{Path, PathBuf};

use aws_config::environment::region::EnvironmentVariableRegionProvider;
use aws_config::meta::region::ProvideRegion;
use aws_config::profile::ProfileFileRegionProvider;
use jalon_sandbox::{Linked, Options, REGIONS, Simulator};

use super::args::Globals;
use super::profile;
use super::sandbox_settings::SandboxSettings;
use crate::aws::{Aws, Clock, Cloud, Connection, Outbound, UnusableBundle};
use crate::checkpoint::{CheckpointError, StateFile};
use crate::walkthrough::{Error, Misuse, Result};

/// The region of the sandbox and of endpoints nobody named one for.
const DEFAULT_REGION: &str = "us-east-1";
/// The sandbox's folder within a deployment's.
pub(super) const SANDBOX_FOLDER: &str = "sandbox";

/// What a command may do with the sandbox of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SandboxUse {
    /// Change what is in it.
    Change,
    /// Look at its hosts from within, which leaves traces there; from outside only, where another process changes it.
    Probe,
    /// Look at it.
    Read,
}

/// The cloud that a command means.
pub(super) struct Connected {
    /// The clients.
    pub(super) aws: Aws,
    /// The sandbox, where it is one.
    pub(super) sandbox: Option<Simulator>,
}

/// Connects to the cloud this command means.
///
/// # Errors
///
/// When options contradict each other or the deployment's memory, or no region is known.
pub(super) async fn connect(
    globals: &Globals,
    state: Option<&StateFile>,
    folder: &Path,
    sandbox_use: SandboxUse,
) -> Result<Connected> {
    connect_in(globals, state, folder, sandbox_use, SandboxSettings::default()).await
}

/// As [`connect`]; in the sandbox, in one like this.
pub(super) async fn connect_in(
    globals: &Globals,
    state: Option<&StateFile>,
    folder: &Path,
    sandbox_use: SandboxUse,
    settings: SandboxSettings,
) -> Result<Connected> {
    // With the state file lost, a sandbox that is still there shows that the deployment lives in it, and where.
    let rehearsed = match state {
        None if globals.endpoint_url.is_none() => stored_region(&folder.join(SANDBOX_FOLDER))?,
        _ => None,
    };
    let from_environment = std::env::var("AWS_ENDPOINT_URL").ok().filter(|url| !url.is_empty());
    let cloud = cloud(globals, state, rehearsed.is_some(), from_environment)?;
    if let (false, Some(option)) = (cloud == Cloud::Sandbox, settings.given.first()) {
        return Err(Error::from(Misuse::OnlyInSandbox { option: option.clone() }));
    }
    profile::refuse_unknown(globals, &cloud).await?;
    let region = region(globals, state, rehearsed.as_deref(), &cloud).await?;
    if let Some(state) = state {
        refuse_another_region(&region, &cloud, state)?;
    }
    if let (Cloud::Sandbox, Some(made)) = (&cloud, &rehearsed) {
        refuse_region(&globals.deployment, made, &region)?;
    }
    let (sandbox, clock) = if cloud == Cloud::Sandbox {
        let sandbox = open_sandbox(folder, &region, globals.sandbox_speed, settings, sandbox_use)?;
        // What the sandbox has made is as old as it says.
        let clock = Clock::scaled(globals.sandbox_speed).showing(sandbox.now());
        (Some(sandbox), clock)
    } else {
        (None, Clock::real())
    };
    let outbound = outbound(globals, &cloud).await?;
    let aws = Aws::connect(Connection {
        outbound,
        cloud,
        region,
        profile: globals.profile.clone(),
        http_client: sandbox.as_ref().map(Simulator::http_client),
        clock,
    });
    Ok(Connected { aws, sandbox })
}

/// The way out of this machine, which the sandbox has no use for.
async fn outbound(globals: &Globals, cloud: &Cloud) -> Result<Outbound> {
    if *cloud == Cloud::Sandbox {
        return Ok(Outbound::default());
    }
    let told = Outbound::of_environment(globals.profile.as_deref()).await;
    told.map_err(|UnusableBundle { path, detail }| Error::from(Misuse::CaBundle { path, detail }))
}

fn cloud(globals: &Globals, state: Option<&StateFile>, is_rehearsed: bool, from_environment: Option<String>) -> Result<Cloud> {
    if globals.sandbox {
        return Ok(Cloud::Sandbox);
    }
    if let Some(url) = globals.endpoint_url.clone() {
        return endpoint(url);
    }
    match (state.map(|state| state.cloud.as_str()), from_environment) {
        (Some("sandbox"), _) => Ok(Cloud::Sandbox),
        (None, _) if is_rehearsed => Ok(Cloud::Sandbox),
        (_, Some(url)) => endpoint(url),
        // Also where the deployment holds nothing: nobody asked for AWS itself.
        _ => match state.and_then(|state| state.endpoint_url.clone()) {
            Some(url) => endpoint(url),
            None => Ok(Cloud::Aws),
        },
    }
}

/// A deployment stays in its region. One that has made nothing yet may move, but a sandbox is of one region.
fn refuse_another_region(region: &str, cloud: &Cloud, state: &StateFile) -> Result<()> {
    let is_bound = !state.resources.is_empty() || *cloud == Cloud::Sandbox;
    if is_bound {
        refuse_region(&state.deployment, &state.region, region)?;
    }
    Ok(())
}

fn refuse_region(deployment: &str, made: &str, asked: &str) -> Result<()> {
    if made == asked {
        return Ok(());
    }
    Err(Error::AnotherRegion {
        deployment: deployment.to_owned(),
        made: made.to_owned(),
        asked: asked.to_owned(),
    })
}

fn endpoint(url: String) -> Result<Cloud> {
    let parsed: Option<http::Uri> = url.parse().ok();
    let authority = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    if authority
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|authority| authority.contains('@'))
    {
        return Err(Error::from(Misuse::SecretInUrl));
    }
    let usable = parsed.is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some());
    if !usable {
        return Err(Error::from(Misuse::EndpointUrl { given: url }));
    }
    Ok(Cloud::Endpoint {
        url: url.trim_end_matches('/').to_owned(),
    })
}

/// The region: asked for, remembered, the environment's, the profile's.
async fn region(globals: &Globals, state: Option<&StateFile>, rehearsed: Option<&str>, cloud: &Cloud) -> Result<String> {
    let remembered = state.map(|state| state.region.as_str());
    let remembered = remembered.or(rehearsed.filter(|_| *cloud == Cloud::Sandbox));
    let named = globals.region.clone().or_else(|| remembered.map(str::to_owned));
    let configured = match named {
        Some(region) => Some(region),
        None if *cloud == Cloud::Sandbox => None,
        None => configured_region(globals.profile.as_deref()).await,
    };
    match configured {
        Some(region) if *cloud == Cloud::Sandbox => known_to_sandbox(region),
        Some(region) if *cloud == Cloud::Aws && is_elsewhere(&region) => Err(Error::from(Misuse::Partition { given: region })),
        Some(region) if is_well_formed(&region) => Ok(region),
        Some(region) => Err(Error::from(Misuse::RegionName { given: region })),
        None if *cloud == Cloud::Aws => Err(Error::from(Misuse::NoRegion)),
        None => Ok(DEFAULT_REGION.to_owned()),
    }
}

/// The region of a sandbox to serve: its own, or of a new one the region asked for, the environment's or the profile's, as its clients take
/// it too.
///
/// # Errors
///
/// Another region is asked for than the one it is in, or one that the sandbox does not know.
pub(super) async fn region_to_serve(globals: &Globals, folder: &Path) -> Result<String> {
    let made = stored_region(&folder.join(SANDBOX_FOLDER))?;
    if let (Some(made), Some(asked)) = (&made, &globals.region)
        && made != asked
    {
        let (made, asked) = (made.clone(), asked.clone());
        return Err(Error::from(Misuse::ServedElsewhere { made, asked }));
    }
    let wanted = match made.or_else(|| globals.region.clone()) {
        Some(region) => region,
        None => {
            let configured = configured_region(globals.profile.as_deref()).await;
            configured.unwrap_or_else(|| DEFAULT_REGION.to_owned())
        }
    };
    known_to_sandbox(wanted)
}

fn known_to_sandbox(region: String) -> Result<String> {
    if REGIONS.contains(&region.as_str()) {
        return Ok(region);
    }
    let known = &REGIONS;
    Err(Error::from(Misuse::RegionOfSandbox { given: region, known }))
}

async fn configured_region(profile: Option<&str>) -> Option<String> {
    if let Some(region) = EnvironmentVariableRegionProvider::new().region().await {
        return Some(region.to_string());
    }
    let mut files = ProfileFileRegionProvider::builder();
    if let Some(profile) = profile {
        files = files.profile_name(profile);
    }
    files.build().region().await.map(|region| region.to_string())
}

/// Whether a region is of a partition of its own: GovCloud, China, the European Sovereign Cloud, and those of intelligence services. Their
/// names, images and endpoints differ (AWS General Reference, "Partitions").
fn is_elsewhere(region: &str) -> bool {
    ["us-gov-", "cn-", "eusc-", "us-iso", "eu-iso"]
        .iter()
        .any(|beginning| region.starts_with(beginning))
}

/// Letters, a direction and a number, e.g. `us-east-1` or `us-gov-west-1`.
fn is_well_formed(region: &str) -> bool {
    let mut parts: Vec<&str> = region.split('-').collect();
    let number = parts.pop().unwrap_or_default();
    let is_word = |part: &&str| part.len() >= 2 && part.chars().all(|c| c.is_ascii_lowercase());
    parts.len() >= 2 && parts.iter().all(is_word) && number.len() == 1 && number.chars().all(|c| c.is_ascii_digit())
}

/// The region of the sandbox in this directory, if there is one. One that can't be read is an error: the deployment lives there, and
/// AWS itself is not asked instead.
fn stored_region(directory: &Path) -> Result<Option<String>> {
    Simulator::stored_region(directory).map_err(|source| unusable_sandbox(directory.to_owned(), source))
}

/// Opens the sandbox of a deployment.
pub(super) fn open_sandbox(
    folder: &Path,
    region: &str,
    speed: f64,
    settings: SandboxSettings,
    sandbox_use: SandboxUse,
) -> Result<Simulator> {
    let directory = folder.join(SANDBOX_FOLDER);
    // One that is not changed, and isn't there yet or was reset, is an empty account.
    let is_absent = sandbox_use != SandboxUse::Change && !Simulator::is_stored(&directory);
    let open = |read_only: bool| {
        Simulator::open(Options {
            region: region.to_owned(),
            seed: settings.seed,
            speed,
            latencies: settings.latencies.clone(),
            account: settings.account.clone(),
            directory: (!is_absent).then(|| directory.clone()),
            read_only,
        })
    };
    let opened = match open(sandbox_use == SandboxUse::Read) {
        Err(busy) if sandbox_use == SandboxUse::Probe && busy.kind() == io::ErrorKind::WouldBlock => open(true),
        opened => opened,
    };
    opened.map_err(|source| unusable_sandbox(directory, source))
}

/// Why the sandbox in this directory can't be used.
pub(super) fn unusable_sandbox(directory: PathBuf, source: io::Error) -> Error {
    let linked = Linked::of(&source).map(Path::to_owned);
    Error::Checkpoint(match (linked, source.kind()) {
        (Some(path), _) => CheckpointError::Linked { path },
        (None, io::ErrorKind::InvalidData) => CheckpointError::Damaged {
            path: directory,
            detail: source.to_string(),
        },
        (None, _) => CheckpointError::NotWritable { path: directory, source },
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Cli;

    const URL: &str = "http://127.0.0.1:9";

    /// A deployment that has been taken down, with its answers left.
    fn taken_down(cloud: &str, endpoint_url: Option<&str>) -> StateFile {
        let state = serde_json::json!({
            "format": 1, "deployment": "demo", "account": "123456789012", "region": "us-east-1",
            "cloud": cloud, "endpoint_url": endpoint_url, "created_at": "2026-01-01T00:00:00Z",
        });
        serde_json::from_value(state).unwrap()
    }

    fn cloud_of(options: &[&str], state: &StateFile, from_environment: Option<&str>) -> Cloud {
        let command = [&["jalon", "walk", "--yes"], options].concat();
        let globals = Cli::parse_from(command).globals;
        cloud(&globals, Some(state), false, from_environment.map(str::to_owned)).unwrap()
    }

    #[test]
    fn a_deployment_that_was_taken_down_stays_where_it_was() {
        let there = |url: &str| Cloud::Endpoint { url: url.to_owned() };
        let at_endpoint = taken_down("endpoint", Some(URL));
        assert_eq!(cloud_of(&[], &at_endpoint, None), there(URL), "nobody asked for AWS itself");
        let other = "http://127.0.0.1:10";
        assert_eq!(cloud_of(&["--endpoint-url", other], &at_endpoint, None), there(other));
        assert_eq!(cloud_of(&[], &at_endpoint, Some(other)), there(other));
        assert_eq!(cloud_of(&["--sandbox"], &at_endpoint, None), Cloud::Sandbox);
        assert_eq!(cloud_of(&[], &taken_down("sandbox", None), Some(other)), Cloud::Sandbox);
        assert_eq!(cloud_of(&[], &taken_down("aws", None), None), Cloud::Aws);
    }

    #[test]
    fn a_url_with_a_password_is_refused_and_not_repeated() {
        for url in [
            "http://me:hunter22@127.0.0.1:9",
            "https://token@host",
            "ftp://me:hunter22@host/",
            "me:hunter22@host",
        ] {
            let refused = endpoint(url.to_owned()).unwrap_err();
            assert!(matches!(refused, Error::Misuse(Misuse::SecretInUrl)), "{url}: {refused:?}");
        }
        assert!(endpoint("http://host/a@b".to_owned()).is_ok());
    }

    #[test]
    fn regions_are_told_from_typos_of_their_form() {
        for region in ["us-east-1", "ap-southeast-2", "us-gov-west-1"] {
            assert!(is_well_formed(region), "{region}");
        }
        for other in ["", "us-east", "useast1", "us-east-1a", "US-EAST-1", "http://x"] {
            assert!(!is_well_formed(other), "{other}");
        }
    }
}
