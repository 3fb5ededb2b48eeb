//! `jalon list`: the deployments that are remembered here, and those of the account.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{join_all, try_join_all};
use jiff::Timestamp;

use super::args::{Globals, Output};
use super::cloud::{self, SandboxUse};
use super::command_options::ListOptions;
use super::exit_code::{SUCCESS, of_error};
use super::failure::{self, Prints};
use super::open::{Access, open, state_dir};
use super::price_options::PriceOptions;
use super::steps::remembered_expiry;
use super::walk::ui_options;
use crate::aws::{Aws, Class, DeploymentId};
use crate::checkpoint::{Folder, Remembered, StateFile, known_deployments};
use crate::resources::{LivePrices, Survey, enabled_regions, survey, tagged_deployments};
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{
    DeploymentList, Error, Expiring, FoundDeployment, Interruption, KnownDeployment, Misuse, Place, Result, Unread, identify,
};

/// For how long each deployment is read.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) async fn list(globals: Globals, options: ListOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let is_asked_for = options.all_regions || globals.names_an_account() || globals.region.is_some();
    let list = read_list(&globals, &options, &interruption).await?;
    // Without credentials there is no account to read, and nobody asked for one.
    let is_no_account = matches!(&list.unread, Some(Unread::Failed(error)) if error.aws().is_some_and(|error| error.class == Class::NoCredentials));
    let failure = list
        .failure()
        .filter(|_| is_asked_for || !is_no_account || !list.unreadable.is_empty());
    show(&globals, &list, failure);
    Ok(failure.map_or(SUCCESS, |error| of_error(error, false)))
}

/// The deployments there are, as far as they can be read.
pub(super) async fn read_list(
    globals: &Globals,
    options: &ListOptions,
    interruption: &Arc<Interruption>,
) -> Result<DeploymentList> {
    let (states, unreadable) = remembered(globals)?;
    let reads = states
        .iter()
        .map(|state| read_known(globals, state, options.prices, interruption));
    let known = join_all(reads).await;
    let (found, unread) = match find_others(globals, &states, options, interruption).await {
        Ok(found) => (found, None),
        Err(error @ Error::Stopped(_)) => return Err(error),
        Err(error) => (Vec::new(), Some(Unread::Failed(error))),
    };
    Ok(DeploymentList {
        known,
        unreadable,
        found,
        unread,
    })
}

/// The names of deployments whose memory can't be read, and why.
type Unreadable = Vec<(String, Error)>;

/// What the state directory remembers, as far as it can be read.
fn remembered(globals: &Globals) -> Result<(Vec<StateFile>, Unreadable)> {
    let (mut states, mut unreadable) = (Vec::new(), Vec::new());
    for Remembered { name, state } in known_deployments(&state_dir(globals)?)? {
        match state {
            Ok(state) => states.push(state),
            Err(error) => unreadable.push((name, error.into())),
        }
    }
    Ok((states, unreadable))
}

/// Prints the list, and what keeps it from being whole.
fn show(globals: &Globals, list: &DeploymentList, failure: Option<&Error>) {
    let commands = globals.commands();
    if globals.output == Output::Json {
        let document = failure.map(|error| ui::FailureDocument::new(error, &WALKTHROUGH, &commands));
        ui::print_json(&ui::ListDocument::new(list, document, &|error| {
            ui::FailureDocument::new(error, &WALKTHROUGH, &commands)
        }));
    } else {
        ui::print_list(list);
    }
    if let Some(error) = failure {
        failure::show(error, &commands, Prints::Text);
    }
}

/// What there is now of a deployment that is remembered here.
async fn read_known(
    globals: &Globals,
    state: &StateFile,
    prices: PriceOptions,
    interruption: &Arc<Interruption>,
) -> KnownDeployment {
    let globals = globals.of_known(&state.deployment);
    let read = async {
        let ui = ui::Ui::new(&ui_options(&globals));
        let opened = open(&globals, Access::Read, ui.quiet_reporter(), Arc::clone(interruption)).await?;
        let session = &opened.session;
        prices.apply(session);
        session.sweep().await?;
        session.look_up_prices(&[]).await;
        Ok((
            session.survey().unwrap_or_default(),
            session.expiring(),
            session.aws().clock().now(),
        ))
    };
    let read = match tokio::time::timeout(PATIENCE, read).await {
        Ok(read) => read.map_err(Unread::Failed),
        Err(_) => Err(Unread::NoAnswer {
            seconds: PATIENCE.as_secs(),
        }),
    };
    let (survey, expiring, now) = match read {
        Ok((survey, expiring, now)) => (Ok(survey), expiring, now),
        Err(unread) => (Err(unread), remembered_expiry(state), Timestamp::now()),
    };
    KnownDeployment {
        state: state.clone(),
        survey,
        expiring,
        now,
    }
}

/// The account's deployments that aren't remembered here.
async fn find_others(
    globals: &Globals,
    known: &[StateFile],
    options: &ListOptions,
    interruption: &Arc<Interruption>,
) -> Result<Vec<FoundDeployment>> {
    // Each sandbox is a deployment's own.
    if globals.sandbox {
        return Ok(Vec::new());
    }
    let nowhere = globals.state_dir.join("none");
    let aws = match cloud::connect(globals, None, &nowhere, SandboxUse::Read).await {
        // Without a region there is no account to read.
        Err(Error::Misuse(Misuse::NoRegion)) if !options.all_regions && globals.profile.is_none() => return Ok(Vec::new()),
        connected => connected?.aws,
    };
    let look = async {
        let account = identify(&aws, &globals.deployment).await?.account;
        let regions = if options.all_regions {
            enabled_regions(&aws).await?
        } else {
            BTreeSet::from([aws.region().to_owned()])
        };
        let folder = Folder::at(state_dir(globals)?.join("none"));
        let live = options.prices.live_prices.then(|| LivePrices::kept_in(&folder.state_dir()));
        let looks = regions
            .iter()
            .map(|region| find_in_region(aws.in_region(region), &account, known, live.as_ref()));
        let found = try_join_all(looks).await?;
        Ok(found.into_iter().flatten().collect())
    };
    interruption.unless_stopped(look).await
}

async fn find_in_region(aws: Aws, account: &str, known: &[StateFile], live: Option<&LivePrices>) -> Result<Vec<FoundDeployment>> {
    let place = Place::in_cloud(aws.cloud(), account, aws.region());
    let tagged = tagged_deployments(&aws, None).await?;
    let others = tagged.into_keys().filter(|tagged| {
        let is_same = |state: &StateFile| {
            state.deployment == tagged.name && state.id.as_deref() == tagged.id.as_ref().map(DeploymentId::as_str)
        };
        !known.iter().any(is_same)
    });
    let surveys = others.map(|deployment| async {
        let survey: Survey = survey(&aws, &deployment, live).await?;
        let now = aws.clock().now();
        Ok(FoundDeployment {
            deployment,
            place: place.clone(),
            expiring: survey.expires_at.map(|at| Expiring::at(at, now)),
            survey,
            now,
        })
    });
    try_join_all(surveys).await
}
