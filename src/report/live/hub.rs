//! Follows the record of runs while somebody looks, and tells the lookers what has changed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};

use super::base::{Base, ReadBase};
use super::fragments::{Source, View, fragments};
use super::progress::Progress;
use crate::checkpoint::{Folder, RunName, RunReader, recorded_runs};

/// How often the record is looked at while a run goes on, and while none does.
const BUSY: Duration = Duration::from_millis(250);
const QUIET: Duration = Duration::from_secs(1);
/// How long the deployment isn't read anew after it was, however much happens. The end of a run is read at once.
const REST: Duration = Duration::from_secs(10);

/// The parts of the page, by the ids of their places.
pub(super) type Parts = Arc<BTreeMap<&'static str, String>>;

/// A deployment that is looked at.
pub struct Live {
    folder: Folder,
    read_base: ReadBase,
    base: Mutex<Option<Arc<Base>>>,
    parts: watch::Sender<Parts>,
}

/// What is followed at the moment.
#[derive(Default)]
struct Following {
    run: Option<(RunName, RunReader)>,
    progress: Progress,
    trouble: Option<String>,
    /// Whether something isn't shown yet.
    has_news: bool,
}

impl Live {
    /// Nobody looks yet.
    pub fn new(folder: Folder, read_base: ReadBase) -> Arc<Self> {
        Arc::new(Self {
            folder,
            read_base,
            base: Mutex::default(),
            parts: watch::Sender::new(Arc::default()),
        })
    }

    /// The parts as they are, and from then on.
    pub(super) fn look(&self) -> watch::Receiver<Parts> {
        self.parts.subscribe()
    }

    /// What was read last.
    pub(super) fn base(&self) -> Option<Arc<Base>> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Follows the deployment for ever. While nobody looks, nothing is read.
    pub(super) async fn follow(self: Arc<Self>) {
        let (send, mut bases) = mpsc::channel(1);
        let mut following = Following {
            has_news: true,
            ..Following::default()
        };
        let (mut is_reading, mut is_due, mut read_at) = (false, true, None::<Instant>);
        let mut shown = Source::Nothing;
        loop {
            while self.parts.receiver_count() == 0 {
                tokio::time::sleep(BUSY).await;
            }
            let news = following.poll(&self.folder);
            is_due |= news.is_worth_reading;
            let has_rested = news.has_ended || read_at.is_none_or(|at| at.elapsed() >= REST);
            if is_due && has_rested && !is_reading {
                (is_reading, is_due) = (true, false);
                let (send, reading) = (send.clone(), (self.read_base)());
                tokio::spawn(async move { drop(send.send(reading.await).await) });
            }
            if std::mem::take(&mut following.has_news) || following.source() != shown {
                shown = following.source();
                self.show(&following, shown.clone());
            }
            let rhythm = if following.is_running() { BUSY } else { QUIET };
            if let Ok(Some(read)) = tokio::time::timeout(rhythm, bases.recv()).await {
                (is_reading, read_at) = (false, Some(Instant::now()));
                following.trouble = self.keep(read);
                following.has_news = true;
            }
        }
    }

    /// Keeps what was read; what went wrong otherwise.
    fn keep(&self, read: Result<Base, String>) -> Option<String> {
        match read {
            Ok(base) => {
                *self.base.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(base));
                None
            }
            Err(trouble) => Some(trouble),
        }
    }

    fn show(&self, following: &Following, source: Source) {
        let view = View {
            base: self.base(),
            progress: &following.progress,
            source,
        };
        let parts = fragments(&view);
        self.parts.send_if_modified(|shown| {
            let is_new = **shown != parts;
            if is_new {
                *shown = Arc::new(parts);
            }
            is_new
        });
    }
}

/// What a look at the record has brought.
#[derive(Clone, Copy, Debug, Default)]
struct News {
    is_worth_reading: bool,
    has_ended: bool,
}

impl Following {
    /// Reads what was recorded since the last time; a newer run takes the place of the one before.
    fn poll(&mut self, folder: &Folder) -> News {
        let mut news = News::default();
        let newest = recorded_runs(folder).ok().and_then(|mut runs| runs.pop());
        if let Some(newest) = newest
            && self.run.as_ref().is_none_or(|(name, _)| *name != newest)
            && let Ok(reader) = RunReader::open(folder, &newest)
        {
            self.run = Some((newest, reader));
        }
        let Some((_, reader)) = &mut self.run else { return news };
        for event in reader.new_events().unwrap_or_default() {
            news.is_worth_reading |= Progress::is_worth_reading(&event);
            self.has_news = true;
            news.has_ended |= matches!(event.event.as_str(), "run-ended" | "failed");
            self.progress.take(&event);
        }
        news
    }

    fn is_running(&self) -> bool {
        matches!(self.source(), Source::Running)
    }

    /// What the page is fed by.
    fn source(&self) -> Source {
        if let Some(trouble) = &self.trouble {
            return Source::Lost(trouble.clone());
        }
        match (&self.progress.end, self.progress.pid) {
            _ if self.run.is_none() => Source::Nothing,
            (Some(_), _) => Source::Ended,
            (None, Some(pid)) if is_alive(pid) => Source::Running,
            (None, _) => Source::Killed,
        }
    }
}

/// Whether a process of this number is there.
fn is_alive(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| match rustix::process::test_kill_process(pid) {
        Ok(()) => true,
        Err(error) => error == rustix::io::Errno::PERM,
    })
}
