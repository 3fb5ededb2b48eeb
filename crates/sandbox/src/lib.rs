//! The sandbox: a simulated AWS account in one region, in front of which stand the AWS wire protocols.
//!
//! A [`Simulator`] is plugged into an SDK client with [`Simulator::http_client`], or served to any AWS client on a loopback
//! port with [`serve`]. Its state is kept in a directory, each change durable before its answer, or in memory for tests.
//!
//! Credentials are not verified, but they must be there and be scoped to the region that is simulated: EC2, RDS, STS and S3
//! answer another region with the error they give a wrongly scoped signature.
//!
//! The account starts empty: it has no default VPC. What it may do is an [`Account`].

mod account;
mod answer;
mod bodies;
mod calls;
mod census;
mod clock;
mod common;
mod ec2;
mod exchange;
mod faults;
mod ids;
mod latencies;
mod misfortune;
mod moments;
mod plug;
mod protocol;
mod rds;
mod s3;
mod server;
mod store;
mod sts;
mod table;
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

use account::Standing;
use bodies::Bodies;
use clock::Clock;
use store::{Identity, Recorded, Store};
use world::World;

pub use account::{Account, ActionPattern, Bucket, Credentials, Expiry, Plan, Quotas, Throttling};
pub use calls::{Call, Intervention};
pub use census::Held;
pub use ec2::REGIONS;
pub use exchange::Outcome;
pub use faults::{Fault, FaultRule, Faults, UnreadableFault, When};
pub use latencies::Latencies;
pub use misfortune::{Misfortune, Stricken, UnknownMisfortune};
pub use moments::Moments;
pub use protocol::{ApiError, Service};
pub use server::serve;

/// How a sandbox is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The region to simulate; a stored sandbox must be of the same.
    pub region: String,
    /// What ids and latencies follow from; a stored sandbox keeps the seed it was made with.
    pub seed: u64,
    /// Simulated seconds a second.
    pub speed: f64,
    /// How long AWS takes.
    pub latencies: Latencies,
    /// Where the state is kept; in memory when absent.
    pub directory: Option<PathBuf>,
    /// What the account may do.
    pub account: Account,
    /// Look only: nothing is written to the directory, and calls that would change something are refused.
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
    seed: u64,
    region: String,
    read_only: bool,
    directory: Option<PathBuf>,
    standing: Mutex<Standing>,
    bodies: Bodies,
    state: Mutex<State>,
    calls: Mutex<Vec<Call>>,
    interceptor: Mutex<Option<Arc<calls::Interceptor>>>,
}

struct State {
    world: World,
    store: Option<Store>,
    noted: Timestamp,
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
        let bodies = Bodies::Directory(directory.join(store::OBJECTS));
        if store.is_some() {
            bodies.keep_only(&s3::bodies(&world.s3))?;
        }
        let clock = Clock::starting_at(now, options.speed);
        Ok(Self::assembled(options, clock, world, store, bodies))
    }

    fn assembled(options: Options, clock: Clock, world: World, store: Option<Store>, bodies: Bodies) -> Self {
        let state = State {
            world,
            store,
            noted: clock.now(),
        };
        Self {
            shared: Arc::new(Shared {
                clock,
                latencies: options.latencies,
                seed: options.seed,
                region: options.region,
                read_only: options.read_only,
                directory: options.directory,
                standing: Mutex::new(Standing::new(options.account)),
                bodies,
                state: Mutex::new(state),
                calls: Mutex::default(),
                interceptor: Mutex::default(),
            }),
        }
    }

    /// An HTTP client for SDK configurations: every request it is given is answered here, none reaches a network.
    pub fn http_client(&self) -> SharedHttpClient {
        plug::http_client(self.clone())
    }

    /// Every request so far, in the order of arrival.
    pub fn calls(&self) -> Vec<Call> {
        locked(&self.shared.calls).clone()
    }

    /// Everything the account holds now, as it is and not as any API lists it.
    pub fn census(&self) -> Vec<Held> {
        let mut state = locked(&self.shared.state);
        let now = self.now();
        state.world.advance(now);
        state.world.census(now)
    }

    /// When AWS's own waits end, of everything that takes time: what no API tells beforehand.
    pub fn moments(&self) -> Vec<Moments> {
        locked(&self.shared.state).world.moments()
    }

    /// Puts a hook in place that is asked about each call before AWS acts, instead of any former one.
    pub fn set_interceptor(&self, interceptor: impl Fn(&Call) -> Intervention + Send + Sync + 'static) {
        *locked(&self.shared.interceptor) = Some(Arc::new(interceptor));
    }

    /// Lets faults strike, instead of any former hook.
    pub fn set_faults(&self, faults: Faults) {
        self.set_interceptor(move |call| faults.intervention(call));
    }

    /// Waits for a simulated time.
    async fn wait(&self, duration: Duration) {
        self.shared.clock.sleep(duration).await;
    }

    /// Lets a misfortune befall the next `count` things of its kind that are made, in this process.
    pub fn strike_next(&self, misfortune: Misfortune, count: u32) {
        locked(&self.shared.state)
            .world
            .common
            .misfortunes
            .announce(misfortune, count);
    }

    /// Switches the account's own public access block on S3 on or off, all four switches of it: it holds over those of buckets.
    pub fn block_public_access(&self, on: bool) {
        locked(&self.shared.state).world.s3.block_public_access(on);
    }

    /// Changes the settings of the account; calls from now on go by them.
    pub fn change_account(&self, change: impl FnOnce(&mut Account)) {
        change(locked(&self.shared.standing).account_mut());
    }

    /// Makes all credentials as good as new: a login, for a client that keeps its access key.
    pub fn renew_credentials(&self) {
        locked(&self.shared.standing).renew_credentials();
    }

    /// The simulated time.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// The region of the sandbox kept in `directory`; `None` when there is none that can be read.
    pub fn stored_region(directory: &Path) -> Option<String> {
        store::load(directory).ok().map(|loaded| loaded.identity.region)
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
    /// Notes the time, so that a later run at another speed does not fall behind what this one showed. Nothing hangs on it:
    /// a process that is killed leaves the time of its last commit.
    fn drop(&mut self) {
        let now = self.clock.now();
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let (Some(store), true) = (&mut state.store, state.noted < now) {
            let wall = Timestamp::now();
            let _: io::Result<()> = store.note_time(Recorded { at: now, wall });
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

/// A lock whose holder panicked still guards a whole world: every operation validates before it changes anything.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn other_region(directory: &Path, stored: &str, wanted: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("the sandbox in {} is in {stored}, not in {wanted}", directory.display()),
    )
}
