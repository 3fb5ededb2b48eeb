//! Stores what has gathered, in a thread beside the requests; and returns to what is stored where that fails.

use std::io;
use std::sync::Arc;

use super::world::World;
use super::{Simulator, State, locked, store};

impl Simulator {
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
