//! One connection to each host, which the commands of a run share.
//!
//! It is made when a command first needs it. One that was lost, or that leads to another instance than the name stands for now, is given up for
//! a new one: nothing but the log-in is repeated.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use super::{HostError, SshHost};

/// A connection to a host that was logged in to.
pub(super) trait Connection: Send + Sync {
    /// Whether it still leads to the host, as far as this side knows.
    fn is_open(&self) -> bool;
}

/// The connections of a run, by host.
#[derive(Debug)]
pub(super) struct SharedConnections<C>(Mutex<HashMap<String, Arc<LogIn<C>>>>);

/// A log-in. Whoever needs it meanwhile waits for it, and shares its failure.
#[derive(Debug)]
struct LogIn<C> {
    /// The hosts on the way, the last of which is logged in to.
    way: Vec<SshHost>,
    outcome: OnceCell<Result<Arc<C>, HostError>>,
}

impl<C> Default for SharedConnections<C> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<C: Connection> SharedConnections<C> {
    /// The connection to a host that is reached by this way: the one there is, or a new one by `log_in`.
    ///
    /// # Errors
    ///
    /// Those of the log-in. The next command tries again.
    pub(super) async fn to(
        &self,
        host: &str,
        way: &[SshHost],
        log_in: impl Future<Output = Result<C, HostError>>,
    ) -> Result<Arc<C>, HostError> {
        let shared = self.shared(host, way);
        let logged_in = shared.outcome.get_or_init(|| async { log_in.await.map(Arc::new) });
        logged_in.await.clone()
    }

    /// Lets nobody share the connection to a host any more that there is now.
    pub(super) fn forget(&self, host: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(host);
    }

    fn shared(&self, host: &str, way: &[SshHost]) -> Arc<LogIn<C>> {
        let mut by_host = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match by_host.get(host) {
            Some(known) if known.leads(way) => Arc::clone(known),
            _ => {
                let new = Arc::new(LogIn {
                    way: way.to_vec(),
                    outcome: OnceCell::new(),
                });
                by_host.insert(host.to_owned(), Arc::clone(&new));
                new
            }
        }
    }
}

impl<C: Connection> LogIn<C> {
    /// Whether it leads by this way, or is about to.
    fn leads(&self, way: &[SshHost]) -> bool {
        let is_open = match self.outcome.get() {
            None => true,
            Some(Ok(connection)) => connection.is_open(),
            Some(Err(_)) => false,
        };
        is_open && self.way == way
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use futures_util::future::join_all;

    use super::super::HostWord;
    use super::*;

    struct Line(Arc<AtomicBool>);

    impl Connection for Line {
        fn is_open(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }

    fn host(alias: &str) -> SshHost {
        let word = |text: &str| HostWord::new(text).unwrap();
        SshHost {
            name: word("one"),
            qualified_name: word("demo-one"),
            address: "10.0.0.1".parse().unwrap(),
            host_key_alias: word(alias),
            jump: None,
        }
    }

    #[tokio::test]
    async fn many_commands_share_one_log_in_until_it_is_lost_or_the_host_is_another() {
        let (connections, log_ins) = (SharedConnections::default(), AtomicUsize::new(0));
        let is_open = Arc::new(AtomicBool::new(true));
        let first = [host("i-1")];
        let connect = |way: Vec<SshHost>| {
            let (connections, log_ins, is_open) = (&connections, &log_ins, &is_open);
            async move {
                let log_in = async {
                    log_ins.fetch_add(1, Ordering::Relaxed);
                    tokio::task::yield_now().await;
                    Ok(Line(Arc::clone(is_open)))
                };
                connections.to("one", &way, log_in).await.map(drop)
            }
        };
        join_all((0..5).map(|_| connect(first.to_vec()))).await;
        assert_eq!(log_ins.load(Ordering::Relaxed), 1);
        connect(vec![host("i-2")]).await.unwrap();
        assert_eq!(log_ins.load(Ordering::Relaxed), 2, "another instance bears the name");
        is_open.store(false, Ordering::Relaxed);
        connect(vec![host("i-2")]).await.unwrap();
        assert_eq!(log_ins.load(Ordering::Relaxed), 3, "the connection was lost");
        is_open.store(true, Ordering::Relaxed);
        connections.forget("one");
        connect(vec![host("i-2")]).await.unwrap();
        assert_eq!(log_ins.load(Ordering::Relaxed), 4, "it is not to be shared any more");
    }

    #[tokio::test]
    async fn a_failed_log_in_is_everybodys_who_waited_and_is_tried_again() {
        let (connections, log_ins) = (SharedConnections::<Line>::default(), AtomicUsize::new(0));
        let connect = || {
            let (connections, log_ins) = (&connections, &log_ins);
            async move {
                let log_in = async {
                    log_ins.fetch_add(1, Ordering::Relaxed);
                    tokio::task::yield_now().await;
                    Err(HostError::NoSsh { detail: String::new() })
                };
                connections.to("one", &[host("i-1")], log_in).await.map(drop)
            }
        };
        let failed = join_all([connect(), connect(), connect()]).await;
        assert!(failed.iter().all(Result::is_err));
        assert_eq!(log_ins.load(Ordering::Relaxed), 1);
        connect().await.unwrap_err();
        assert_eq!(log_ins.load(Ordering::Relaxed), 2);
    }
}
