//! Commits that share a sync: while one is written to disk, the next ones gather, and one sync makes all of them durable.
//!
//! A request is answered once its own changes, and those that it has seen, are durable. Where they can't be made durable, everything
//! that is not goes: the world is read again as it is on disk, and each of these requests is answered with the error.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;

use super::bodies::{Bodies, Unsynced};
use super::locked;
use super::store::{Line, Store};

type Outcome = Result<(), Arc<io::Error>>;

/// The commits on their way to the journal.
#[derive(Debug)]
pub struct Commits {
    queue: Mutex<Queue>,
    store: Mutex<Store>,
}

#[derive(Debug, Default)]
struct Queue {
    /// Lines that gather for the next sync.
    lines: Vec<u8>,
    /// Whether one of them is more than a note of the time.
    holds_changes: bool,
    /// Who waits for them.
    waiting: Vec<oneshot::Sender<Outcome>>,
    /// Who waits for the sync that runs.
    served: Vec<oneshot::Sender<Outcome>>,
    is_syncing: bool,
}

/// The lines of one sync, with the files that come before them.
#[derive(Debug)]
pub struct Batch {
    lines: Vec<u8>,
    holds_changes: bool,
    unsynced: Unsynced,
}

/// Those who wait for a sync, to be told how it ended.
#[derive(Debug)]
pub struct Waiting(Vec<oneshot::Sender<Outcome>>);

impl Waiting {
    /// Tells them.
    pub fn tell(self, outcome: &Outcome) {
        for sender in self.0 {
            // Who has gone away waits for nothing.
            let _: Result<(), Outcome> = sender.send(outcome.clone());
        }
    }
}

/// What a request waits for before its answer.
#[derive(Debug)]
pub struct Durable(Option<oneshot::Receiver<Outcome>>);

impl Durable {
    /// Nothing to wait for.
    pub const NOW: Self = Self(None);

    /// Waits until everything the request made and has seen is durable.
    ///
    /// # Errors
    /// It could not be stored, and is undone.
    pub async fn wait(self) -> Outcome {
        match self.0 {
            None => Ok(()),
            Some(receiver) => receiver
                .await
                .unwrap_or_else(|_| Err(Arc::new(io::Error::other("the sandbox is ending")))),
        }
    }
}

impl Commits {
    /// Commits into a store.
    pub fn into(store: Store) -> Self {
        Self {
            queue: Mutex::default(),
            store: Mutex::new(store),
        }
    }

    /// Adds changes.
    ///
    /// # Errors
    /// They can't be serialised.
    pub fn add(&self, line: &Line) -> io::Result<Durable> {
        let bytes = line.bytes()?;
        let mut queue = locked(&self.queue);
        queue.lines.extend_from_slice(&bytes);
        queue.holds_changes = true;
        Ok(Durable(Some(waiter(&mut queue.waiting))))
    }

    /// Adds a note of the time, which nobody waits for: it only keeps the clock of a later run from going back.
    ///
    /// # Errors
    /// It can't be serialised.
    pub fn note(&self, line: &Line) -> io::Result<()> {
        let bytes = line.bytes()?;
        locked(&self.queue).lines.extend_from_slice(&bytes);
        Ok(())
    }

    /// What a request that only read has seen.
    pub fn seen(&self) -> Durable {
        let mut queue = locked(&self.queue);
        if queue.holds_changes {
            return Durable(Some(waiter(&mut queue.waiting)));
        }
        if queue.is_syncing {
            return Durable(Some(waiter(&mut queue.served)));
        }
        Durable::NOW
    }

    /// Whether the caller has to write what has gathered, because nobody does.
    pub fn begin(&self) -> bool {
        let mut queue = locked(&self.queue);
        let begins = !queue.is_syncing && !queue.lines.is_empty();
        queue.is_syncing |= begins;
        begins
    }

    /// Takes what has gathered. The bodies that its lines refer to were stored before them.
    pub fn take(&self, bodies: &Bodies) -> Batch {
        let mut queue = locked(&self.queue);
        // Some may wait for this sync already: they came after it was begun and before it took what had gathered.
        let waiting = std::mem::take(&mut queue.waiting);
        queue.served.extend(waiting);
        Batch {
            lines: std::mem::take(&mut queue.lines),
            holds_changes: std::mem::take(&mut queue.holds_changes),
            unsynced: bodies.take_unsynced(),
        }
    }

    /// Makes a batch durable: its bodies first, then its lines.
    ///
    /// # Errors
    /// The disk is full or fails; [`Commits::fail`] has to follow.
    pub fn write(&self, batch: &Batch, bodies: &Bodies, directory: &Path) -> io::Result<()> {
        bodies.sync(&batch.unsynced)?;
        let mut store = locked(&self.store);
        store.append(&batch.lines, directory)?;
        if batch.holds_changes {
            store.sync()?;
        }
        bodies.remove_unreferenced();
        store.compact_if_large(directory);
        Ok(())
    }

    /// Ends a sync: who waited for it, and whether nothing has gathered since, so that no other sync follows.
    pub fn finish(&self) -> (Waiting, bool) {
        let mut queue = locked(&self.queue);
        queue.is_syncing = !queue.lines.is_empty();
        (Waiting(std::mem::take(&mut queue.served)), !queue.is_syncing)
    }

    /// Drops whatever isn't durable, and returns who waited for it. The caller has locked the world, which has to be read again.
    pub fn fail(&self, batch: Batch, bodies: &Bodies) -> Waiting {
        let mut queue = std::mem::take(&mut *locked(&self.queue));
        bodies.forget_unsynced(batch.unsynced);
        queue.served.append(&mut queue.waiting);
        Waiting(queue.served)
    }

    /// Cuts off the journal what was never durable.
    ///
    /// # Errors
    /// The disk fails.
    pub fn cut_back(&self, directory: &Path) -> io::Result<()> {
        locked(&self.store).cut_back(directory)
    }

    /// Appends a last note of the time at the end of the process.
    ///
    /// # Errors
    /// The disk is full or fails.
    pub fn close(&mut self, line: &Line, directory: &Path) -> io::Result<()> {
        self.note(line)?;
        let lines = std::mem::take(&mut locked(&self.queue).lines);
        locked(&self.store).append(&lines, directory)
    }

    /// How many syncs there were.
    #[cfg(test)]
    pub fn syncs(&self) -> u64 {
        locked(&self.store).syncs()
    }

    /// Lets the next sync fail as on a full disk.
    #[cfg(test)]
    pub fn fill_the_disk(&self) {
        locked(&self.store).fill_the_disk();
    }
}

fn waiter(waiting: &mut Vec<oneshot::Sender<Outcome>>) -> oneshot::Receiver<Outcome> {
    let (sender, receiver) = oneshot::channel();
    waiting.push(sender);
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Identity, Recorded};

    #[tokio::test]
    async fn who_reads_while_a_sync_begins_waits_for_it() {
        let directory = tempfile::tempdir().unwrap();
        let identity = Identity {
            region: "us-east-1".to_owned(),
            seed: 1,
        };
        let recorded = Recorded {
            at: jiff::Timestamp::UNIX_EPOCH,
            wall: jiff::Timestamp::UNIX_EPOCH,
        };
        let (store, _) = Store::open(directory.path(), identity, recorded).unwrap();
        let (commits, bodies) = (Commits::into(store), Bodies::in_memory());
        // A note of the time begins a sync, which nobody waits for.
        let rows = Vec::new();
        commits.note(&Line { recorded, rows }).unwrap();
        assert!(commits.begin());
        let seen = commits.seen();
        let batch = commits.take(&bodies);
        commits.write(&batch, &bodies, directory.path()).unwrap();
        let (waiting, is_last) = commits.finish();
        assert!(is_last);
        waiting.tell(&Ok(()));
        assert!(seen.wait().await.is_ok());
    }
}
