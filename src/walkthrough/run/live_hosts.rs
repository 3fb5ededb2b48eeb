//! What the builder does on hosts: wait for their first boot, and deploy the application. Where there are none it does nothing.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use jiff::SignedDuration;

use crate::aws::caller_address;
use crate::checkpoint::StepStatus;
use crate::hosts::{
    self, AppSettings, AppSource, FIRST_BOOT_PATIENCE, HostError, Hosts, Prepared, is_booted, wait_until_first_boot_done,
};
use crate::resources::{Instance, Key};
use crate::walkthrough::run::expiry_timers::keep_timer;
use crate::walkthrough::run::host_work::HostWork;
use crate::walkthrough::run::ssh_config;
use crate::walkthrough::{Error, Event, Notice, Result, Session};

/// After how long a host is given up that has booted before.
const SHORT_PATIENCE: Duration = Duration::from_secs(60);
/// After how long a new host is given up that says nothing at all to a person whose address is not among those that may log in.
const PATIENCE_WITH_SILENCE: Duration = Duration::from_secs(3 * 60);
/// How long ago a host was started at most that may still be coming up.
const STARTED_LATELY: Duration = Duration::from_secs(5 * 60);

/// Waits until a host's first boot is done, or the run is asked to stop. Several steps wait for one host as one.
pub(in crate::walkthrough) async fn wait_for_first_boot(session: &Arc<Session>, host: &'static str) -> Result<()> {
    let boot = session.notes().boot_of(host);
    boot.get_or_try_init(|| boot_is_done(session, host)).await?;
    Ok(())
}

async fn boot_is_done(session: &Arc<Session>, host: &'static str) -> Result<()> {
    let Some(hosts) = ssh_config::hosts(session)? else {
        return Ok(());
    };
    check_address(session, host)?;
    let is_over = session
        .interruption()
        .unless_stopped(async { Ok(is_booted(hosts, host).await) })
        .await?
        .is_ok();
    if !is_over {
        let step = session.step_of(&Key::<Instance>::new(host).to_string());
        let booting = booted(session, hosts, host);
        timed(session, step.as_deref(), HostWork::FirstBoot(host), booting).await?;
    }
    // It has put the user into Docker's group.
    hosts.renew(host);
    keep_timer(session, hosts, host).await
}

/// Waits as long as it is worth while until a host's first boot is done.
async fn booted(session: &Arc<Session>, hosts: &Hosts, host: &'static str) -> Result<()> {
    let untrusted = untrusted(session).await;
    let patience = match (has_booted_before(session, host), &untrusted) {
        (true, _) => SHORT_PATIENCE,
        (false, Some(_)) => PATIENCE_WITH_SILENCE,
        (false, None) => FIRST_BOOT_PATIENCE,
    };
    let booting = |patience| async move { Ok(wait_until_first_boot_done(hosts, host, patience).await) };
    let booted = session.interruption().unless_stopped(booting(patience)).await?;
    let booted = match (booted, untrusted) {
        (Err(error), Some(untrusted)) if error.is_silence() => return Err(untrusted.keeps_out(error)),
        // It answers: the address that the hosts see is another one, and is let in.
        (Err(_), _) if patience == PATIENCE_WITH_SILENCE => {
            let booting = booting(FIRST_BOOT_PATIENCE);
            session.interruption().unless_stopped(booting).await?
        }
        (booted, _) => booted,
    };
    Ok(booted?)
}

/// Does work on a host that takes a while, and reports that a step waits for it; `None` where it is not known which.
pub(in crate::walkthrough) async fn timed<T>(
    session: &Session,
    step: Option<&str>,
    wait: HostWork,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let clock = session.aws().clock();
    let (started, usual_seconds) = (clock.elapsed(), wait.usual().as_secs());
    let (key, id) = (wait.key(), wait.host().to_owned());
    let waiting = Event::Waiting {
        key: key.clone(),
        kind: wait.kind().to_owned(),
        id: id.clone(),
        usual_seconds,
    };
    session.report_for(step, waiting);
    let done = work.await?;
    let seconds = (clock.elapsed() - started).as_secs();
    let ready = Event::Ready {
        key,
        id,
        seconds,
        usual_seconds,
    };
    session.report_for(step, ready);
    Ok(done)
}

/// The host that is reached directly has a public address as soon as it runs, or never by itself: nobody waits for a boot that can't be seen.
fn check_address(session: &Session, host: &'static str) -> Result<()> {
    let is_front = session.steps().roles().front_host == Some(host);
    let lacks_address = session.inventory(|inventory| {
        let facts = inventory.facts(&Key::<Instance>::new(host))?;
        Some(facts.state() == "running" && facts.public_address.is_none() && !facts.has_unreadable_address)
    });
    if is_front && lacks_address == Some(true) {
        return Err(HostError::NoAddress { host: host.to_owned() }.into());
    }
    Ok(())
}

/// A person whose address is not among those that may log in, as it is after coming back from another network.
struct Untrusted {
    address: Ipv4Addr,
    key: &'static str,
    trusted: Vec<IpNet>,
}

impl Untrusted {
    /// What a host's silence is then.
    fn keeps_out(mut self, error: HostError) -> Error {
        // A single address was the person's own, which is another one's now.
        if let [own] = self.trusted.as_slice()
            && own.prefix_len() == own.max_prefix_len()
        {
            self.trusted.clear();
        }
        self.trusted.push(IpAddr::from(self.address).into());
        let trusted: Vec<String> = self.trusted.iter().map(IpNet::to_string).collect();
        Error::NotTrusted {
            source: Box::new(error),
            address: self.address,
            key: self.key,
            trusted: trusted.join(","),
        }
    }
}

/// The person, where the deployment does not let them in.
async fn untrusted(session: &Session) -> Option<Untrusted> {
    let question = session.steps().roles().trusted_addresses?;
    let trusted = session.known_answers().await.ok()?.get(question)?;
    let address = caller_address(session.aws().cloud(), session.aws().outbound()).await?;
    let is_in = trusted.iter().any(|range| range.contains(&IpAddr::from(address)));
    (!is_in).then_some(Untrusted {
        address,
        key: question.key,
        trusted,
    })
}

/// Whether a host has its first boot behind it: it was launched longer ago than one takes, or an earlier run has seen its end. One that was
/// started lately is still coming up.
fn has_booted_before(session: &Session, host: &'static str) -> bool {
    let launched = session.inventory(|inventory| inventory.facts(&Key::<Instance>::new(host))?.launched_at());
    let age = launched.map(|launched| session.aws().clock().now().duration_since(launched));
    // AWS's clock may be ahead of this one.
    match age.and_then(|age| Duration::try_from(age).ok()) {
        Some(age) if age > FIRST_BOOT_PATIENCE => true,
        Some(age) if age < STARTED_LATELY => false,
        _ => was_done_before(session, host),
    }
}

/// Whether an earlier run has waited for a host's first boot.
fn was_done_before(session: &Session, host: &'static str) -> bool {
    let clock = session.aws().clock();
    let run_began = clock
        .now()
        .checked_sub(SignedDuration::try_from(clock.elapsed()).unwrap_or_default());
    let key = Key::<Instance>::new(host).to_string();
    session.checkpoint().read(|state| {
        let Some(record) = state.resources.get(&key) else {
            return false;
        };
        let is_done = state
            .steps
            .get(&record.step)
            .is_some_and(|step| step.status == StepStatus::Done);
        is_done && run_began.is_ok_and(|began| record.intended_at < began)
    })
}

/// Puts the application on its host and builds its images, unless the run is asked to stop.
pub(in crate::walkthrough) async fn prepare(
    session: &Arc<Session>,
    step: &str,
    host: &str,
    source: AppSource,
) -> Result<Option<Prepared>> {
    let Some(hosts) = ssh_config::hosts(session)? else {
        session.report_for(Some(step), Event::Notice(Notice::NoHost));
        return Ok(None);
    };
    let preparing = async { Ok(hosts::prepare(hosts, host, source).await?) };
    let prepared = session.interruption().unless_stopped(preparing).await?;
    session.notes().note_touched();
    Ok(Some(prepared))
}

/// Brings a prepared application in line, unless the run is asked to stop.
pub(in crate::walkthrough) async fn deploy(
    session: &Arc<Session>,
    step: &str,
    host: &str,
    prepared: Option<Prepared>,
    settings: &(dyn Fn() -> Result<AppSettings> + Send + Sync),
) -> Result<()> {
    let (Some(hosts), Some(prepared)) = (ssh_config::hosts(session)?, prepared) else {
        return Ok(());
    };
    let settings = settings()?;
    let deploying = async { Ok(hosts::deploy(hosts, host, prepared, &settings).await?) };
    let deployed = session.interruption().unless_stopped(deploying).await?;
    session.notes().note_touched();
    let notice = match (deployed.started, deployed.sent.len()) {
        (false, _) => Notice::ApplicationUpToDate,
        (true, 0) => Notice::ApplicationStarted,
        (true, files) => Notice::ApplicationDeployed { files },
    };
    session.report_for(Some(step), Event::Notice(notice));
    if let Some(reason) = deployed.unchecked_database {
        session.report_for(Some(step), Event::Notice(Notice::DatabaseUnchecked { reason }));
    }
    Ok(())
}
