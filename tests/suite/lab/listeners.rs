//! Somebody who takes every connection and says nothing: what a probe is answered by.

use std::net::{Ipv4Addr, TcpListener};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::namespace::Namespace;

/// Listeners in a namespace, until they are dropped.
pub struct Listeners {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Listeners {
    /// Listens on all of a namespace's addresses. Connections are taken from the moment this returns.
    pub fn on(namespace: &Namespace, ports: &[u16]) -> Self {
        let listeners: Vec<TcpListener> = namespace.inside(|| ports.iter().map(|port| listen(*port)).collect());
        let (stop, stopped) = oneshot::channel();
        // A socket stays in the namespace it was made in; the thread need not be there.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                for listener in listeners {
                    tokio::spawn(take_all(tokio::net::TcpListener::from_std(listener).unwrap()));
                }
                let _ = stopped.await;
            });
        });
        Self {
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        drop(self.stop.take());
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn listen(port: u16) -> TcpListener {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).unwrap_or_else(|error| panic!("port {port}: {error}"));
    listener.set_nonblocking(true).unwrap();
    listener
}

async fn take_all(listener: tokio::net::TcpListener) {
    loop {
        drop(listener.accept().await);
    }
}
