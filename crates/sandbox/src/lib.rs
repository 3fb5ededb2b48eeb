//! The sandbox: a simulated AWS account in one region, behind the AWS wire protocols.
//!
//! [`Simulator::http_client`] plugs a [`Simulator`] into an SDK client; [`serve`] serves it to any AWS client on a loopback
//! port. It keeps its state in a directory, each change durable before its answer, or in memory for tests.
//!
//! It does not verify credentials, but a request must carry some, scoped to the simulated region: EC2, RDS, STS and S3
//! answer another region with the error they give a wrongly scoped signature.
//!
//! The account starts empty: it has no default VPC. Its settings are an [`Account`].
//!
//! Its instances are hosts: [`Simulator::log_in`] logs in to one, as the account's network lets it, and [`Simulator::browse`] is the web as
//! somebody outside sees it.

mod account;
mod answer;
mod authorization;
mod bodies;
mod calls;
mod clock;
mod commits;
mod common;
mod ec2;
mod exchange;
mod failures;
mod faults;
mod ground_truth;
mod hosts;
mod ids;
mod json;
mod latencies;
mod moments;
mod operations;
mod own_file;
mod passwords;
mod patterns;
mod plug;
mod price_list;
mod pricing;
mod protocol;
mod rds;
mod s3;
mod server;
mod service_quotas;
mod store;
mod store_files;
mod storing;
mod sts;
mod table;
mod unreadable;
mod wildcard;
mod world;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use jiff::Timestamp;

use account::AccountState;
use bodies::Bodies;
use clock::Clock;
use commits::Commits;
use store::{Identity, Line, Recorded, Store};
use world::World;

pub use account::{Account, ActionPattern, Bucket, Credentials, Expiry, Extra, IdentityPolicy, Plan, Quotas, Throttling};
pub use calls::{Call, Intervention};
pub use ec2::REGIONS;
pub use exchange::Outcome;
pub use failures::{Failure, FailureTarget};
pub use faults::{Fault, FaultRule, Faults, When};
pub use ground_truth::Existing;
pub use hosts::{
    BootState, BootStatus, Container, DatabaseLogin, HostError, HostFile, HostReading, HostSession, Login, LoginFailure,
    WebAnswer, WebMethod, WebRequest,
};
pub use latencies::{Latencies, Span};
pub use moments::Moments;
pub use operations::OPERATIONS;
pub use own_file::Linked;
pub use protocol::{ApiError, Service};
pub use server::{Limits, serve, serve_within};
pub use unreadable::{PolicyProblem, Unreadable};

/// How to open a sandbox.
#[derive(Debug, Clone)]
pub struct Options {
    /// The region to simulate; a stored sandbox must be of the same.
    pub region: String,
    /// The seed of ids and latencies; a stored sandbox keeps the seed it was made with.
    pub seed: u64,
    /// Simulated seconds a second.
    pub speed: f64,
    /// How long AWS takes.
    pub latencies: Latencies,
    /// The directory of the state; in memory when absent.
    pub directory: Option<PathBuf>,
    /// The account's settings.
    pub account: Account,
    /// Read-only: the simulator writes nothing to the directory and refuses calls that would change something.
    pub read_only: bool,
}

/// A simulated AWS. Clones share one world.
#[derive(Clone)]
pub struct Simulator {
    shared: Arc<Shared>,
}

struct Shared {
    clock: Clock,
    latencies: Latencies,
    /// For calls behind which lists do not lag.
    prompt: Latencies,
    seed: u64,
    region: String,
    read_only: bool,
    directory: Option<PathBuf>,
    account_state: Mutex<AccountState>,
    bodies: Bodies,
    state: Mutex<State>,
    /// Where changes are stored; nowhere in memory and when it is only read.
    commits: Option<Commits>,
    calls: Mutex<calls::Calls>,
    observer: Mutex<Option<Arc<calls::Observer>>>,
    interceptor: Mutex<Option<Arc<calls::Interceptor>>>,
}

struct State {
    world: World,
    noted: Timestamp,
    /// Whether it has to be read again from disk, because a change could not be stored.
    is_stale: bool,
}

impl Simulator {
    /// Opens the sandbox of `options.directory`, or one in memory.
    ///
    /// # Errors
    /// The directory can't be read or written, holds a sandbox of another region or version (`InvalidData`), is in use by
    /// another process (`WouldBlock`), or holds none and is opened read-only (`NotFound`).
    pub fn open(options: Options) -> io::Result<Self> {
        let Some(directory) = options.directory.clone() else {
            let world = World::new(options.region.clone(), options.seed);
            let clock = Clock::starting_at(clock::beginning(), options.speed);
            return Ok(Self::assembled(options, clock, world, None, Bodies::in_memory()));
        };
        let wall = Timestamp::now();
        let wanted = Identity {
            region: options.region.clone(),
            seed: options.seed,
        };
        let (store, loaded) = if options.read_only {
            (None, store::load(&directory)?)
        } else {
            let beginning = Recorded { at: wall, wall };
            let (store, loaded) = Store::open(&directory, wanted, beginning)?;
            (Some(store), loaded)
        };
        if loaded.identity.region != options.region {
            return Err(other_region(&directory, &loaded.identity.region, &options.region));
        }
        let now = clock::resumed(loaded.recorded.at, loaded.recorded.wall, wall, options.speed);
        let mut world = World::new(loaded.identity.region, loaded.identity.seed);
        world.load(loaded.rows)?;
        let bodies = Bodies::in_directory(directory.join(store::OBJECTS));
        if store.is_some() {
            bodies.keep_only(&s3::bodies(&world.s3))?;
        }
        let clock = Clock::starting_at(now, options.speed);
        Ok(Self::assembled(options, clock, world, store, bodies))
    }

    fn assembled(options: Options, clock: Clock, world: World, store: Option<Store>, bodies: Bodies) -> Self {
        let state = State {
            world,
            noted: clock.now(),
            is_stale: false,
        };
        Self {
            shared: Arc::new(Shared {
                clock,
                prompt: options.latencies.clone().prompt(),
                latencies: options.latencies,
                seed: options.seed,
                region: options.region,
                read_only: options.read_only,
                directory: options.directory,
                account_state: Mutex::new(AccountState::new(options.account)),
                bodies,
                state: Mutex::new(state),
                commits: store.map(Commits::into),
                calls: Mutex::default(),
                observer: Mutex::default(),
                interceptor: Mutex::default(),
            }),
        }
    }

    /// An HTTP client for SDK configurations. The simulator answers every request; none reaches a network.
    pub fn http_client(&self) -> SharedHttpClient {
        plug::http_client(self.clone())
    }

    /// Every request so far, or the last 20 000, in the order of arrival.
    pub fn calls(&self) -> Vec<Call> {
        locked(&self.shared.calls).kept()
    }

    /// Lets a function see every call at its end, with the error it was answered with. It replaces any former one.
    pub fn observe_calls(&self, observer: impl Fn(&Call) + Send + Sync + 'static) {
        *locked(&self.shared.observer) = Some(Arc::new(observer));
    }

    /// Everything that exists in the account now, not delayed or filtered as an API's lists are.
    pub fn ground_truth(&self) -> Vec<Existing> {
        let mut state = locked(&self.shared.state);
        let now = self.now();
        state.world.advance(now);
        state.world.ground_truth(now)
    }

    /// When AWS's own waits end, of everything that takes time. No API of AWS reports this beforehand.
    pub fn moments(&self) -> Vec<Moments> {
        locked(&self.shared.state).world.moments()
    }

    /// Installs a hook that decides on each call before AWS acts. It replaces any former one.
    pub fn set_interceptor(&self, interceptor: impl Fn(&Call) -> Intervention + Send + Sync + 'static) {
        *locked(&self.shared.interceptor) = Some(Arc::new(interceptor));
    }

    /// Injects faults into calls. They replace any former hook.
    pub fn set_faults(&self, faults: Faults) {
        self.set_interceptor(move |call| faults.intervention(call));
    }

    /// Waits for a simulated time.
    async fn wait(&self, duration: Duration) {
        self.shared.clock.sleep(duration).await;
    }

    /// Injects a failure into the next `count` things of its kind that this process makes.
    pub fn inject_next(&self, failure: Failure, count: u32) {
        locked(&self.shared.state).world.common.failures.inject(failure, count);
    }

    /// Turns all four switches of the account's own public access block on S3 on or off, as its owner does. It overrides those of buckets, and
    /// what the account began with.
    pub fn block_public_access(&self, on: bool) {
        locked(&self.shared.state).world.s3.block_public_access(on);
    }

    /// Changes the settings of the account, for calls from now on.
    pub fn change_account(&self, change: impl FnOnce(&mut Account)) {
        change(locked(&self.shared.account_state).account_mut());
    }

    /// Renews all credentials, as a login does, for a client that keeps its access key.
    pub fn renew_credentials(&self) {
        locked(&self.shared.account_state).renew_credentials();
    }

    /// The simulated time.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// The region of the sandbox kept in `directory`; `None` when there is none.
    ///
    /// # Errors
    /// There is one that can't be read.
    pub fn stored_region(directory: &Path) -> io::Result<Option<String>> {
        match store::load(directory) {
            Ok(loaded) => Ok(Some(loaded.identity.region)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a sandbox is kept in `directory`, or something in its place.
    pub fn is_stored(directory: &Path) -> bool {
        store::is_there(directory)
    }

    /// Removes the sandbox kept in `directory`, and nothing else there.
    ///
    /// # Errors
    /// It is in use by another process (`WouldBlock`), or can't be removed.
    pub fn reset(directory: &Path) -> io::Result<()> {
        store::reset(directory)
    }
}

impl Drop for Shared {
    /// Notes the time, so that a later run at another speed does not fall behind what this one showed. It may fail: a killed
    /// process leaves the time of its last commit.
    fn drop(&mut self) {
        let now = self.clock.now();
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let (Some(commits), Some(directory)) = (&mut self.commits, &self.directory) else {
            return;
        };
        if state.noted < now && !state.is_stale {
            let wall = Timestamp::now();
            let (recorded, rows) = (Recorded { at: now, wall }, Vec::new());
            let _: io::Result<()> = commits.close(&Line { recorded, rows }, directory);
        }
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Simulator")
            .field("region", &self.shared.region)
            .field("speed", &self.shared.clock.speed())
            .finish_non_exhaustive()
    }
}

/// A lock whose holder panicked still guards consistent data, because every operation validates before it changes anything.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn other_region(directory: &Path, stored: &str, wanted: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("the sandbox in {} is in {stored}, not in {wanted}", directory.display()),
    )
}
