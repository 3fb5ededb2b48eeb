//! Passes on what changed to be stored; stores what has gathered, in a thread beside the requests; and returns to what is stored where that
//! fails.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::commits::Durable;
use super::common::Context;
use super::store::{Line, Recorded};
use super::world::World;
use super::{Simulator, State, clock, ec2, locked, store};

/// What only reads notes the time in the journal at most this often, in simulated time.
const NOTE_TIME_EVERY: Duration = Duration::from_secs(60);

impl Simulator {
    /// Runs something on the world that is no request, and waits until what it changed and has seen is durable.
    ///
    /// # Errors
    /// Why it could not be stored, in words for people; it is undone then.
    pub(super) async fn with_world<T>(&self, run: impl FnOnce(&mut World, &Context) -> T) -> Result<T, String> {
        let (result, durable) = self.run_on_world(run).map_err(|error| self.not_stored(&error))?;
        self.store_in_background();
        durable.wait().await.map_err(|error| self.not_stored(&error))?;
        Ok(result)
    }

    /// Makes the default VPC that a new account of AWS's has, unless there is one.
    ///
    /// # Errors
    /// Why it can't be made or stored, in words for people.
    pub async fn make_default_vpc(&self) -> Result<(), String> {
        let make = |world: &mut World, cx: &Context| match ec2::default_vpc::id(&world.ec2) {
            Some(_) => Ok(()),
            None => ec2::default_vpc::create(&mut world.ec2, &mut world.common, cx).map(|_| ()),
        };
        self.with_world(make).await?.map_err(|error| error.to_string())
    }

    fn run_on_world<T>(&self, run: impl FnOnce(&mut World, &Context) -> T) -> io::Result<(T, Durable)> {
        let account_state = locked(&self.shared.account_state);
        let mut state = locked(&self.shared.state);
        let state = &mut *state;
        if state.is_stale {
            self.read_again(state)?;
        }
        let context = Context {
            now: self.now(),
            account: account_state.account(),
            latencies: &self.shared.latencies,
            bodies: &self.shared.bodies,
            request_id: "",
        };
        state.world.advance(context.now);
        let result = run(&mut state.world, &context);
        Ok((result, self.committed(state, context.now)?))
    }

    /// Passes on the changed rows, which are durable when their request is answered. In memory nothing has to be.
    ///
    /// # Errors
    /// They can't be serialised.
    pub(super) fn committed(&self, state: &mut State, now: Timestamp) -> io::Result<Durable> {
        let Some(commits) = &self.shared.commits else {
            state.world.settle();
            return Ok(Durable::NOW);
        };
        let rows = state.world.changes()?;
        let recorded = Recorded {
            at: now,
            wall: Timestamp::now(),
        };
        if !rows.is_empty() {
            let durable = commits.add(&Line { recorded, rows })?;
            state.world.settle();
            state.noted = now;
            return Ok(durable);
        }
        if clock::after(state.noted, NOTE_TIME_EVERY) <= now {
            commits.note(&Line { recorded, rows })?;
            state.noted = now;
        }
        Ok(commits.seen())
    }

    /// Begins to store what has gathered, unless that is going on.
    pub(super) fn store_in_background(&self) {
        if self.shared.commits.as_ref().is_some_and(|commits| commits.begin()) {
            let simulator = self.clone();
            tokio::task::spawn_blocking(move || simulator.store());
        }
    }

    /// Stores what gathers until nothing has.
    fn store(self) {
        loop {
            let shared = &self.shared;
            let (Some(commits), Some(directory)) = (&shared.commits, &shared.directory) else {
                return;
            };
            let batch = commits.take(&shared.bodies);
            let written = commits.write(&batch, &shared.bodies, directory).map_err(Arc::new);
            let (waiting, is_last) = match &written {
                Ok(()) => commits.finish(),
                Err(_) => {
                    let mut state = locked(&shared.state);
                    state.is_stale = true;
                    let waiting = commits.fail(batch, &shared.bodies);
                    // Where it can't be read now, the next request tries again.
                    let _: io::Result<()> = self.read_again(&mut state);
                    (waiting, true)
                }
            };
            if is_last {
                // Whoever is told may open the sandbox again at once.
                drop(self);
                waiting.tell(&written);
                return;
            }
            waiting.tell(&written);
        }
    }

    /// Reads the world as it is on disk.
    ///
    /// # Errors
    /// It can't be read, or what was never durable can't be cut off.
    pub(super) fn read_again(&self, state: &mut State) -> io::Result<()> {
        let (Some(commits), Some(directory)) = (&self.shared.commits, &self.shared.directory) else {
            return Ok(());
        };
        commits.cut_back(directory)?;
        let loaded = store::load(directory)?;
        let mut world = World::new(loaded.identity.region, loaded.identity.seed);
        world.load(loaded.rows)?;
        world.common.failures = std::mem::take(&mut state.world.common.failures);
        state.world = world;
        state.is_stale = false;
        Ok(())
    }
}
