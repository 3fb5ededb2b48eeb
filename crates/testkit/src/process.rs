//! A process that a test can kill at any instant. Then nothing more of it reaches the cloud or the disk, but AWS still acts on
//! the requests it had sent.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use jalon::checkpoint::Disk;
use jalon::hosts::{HostAccess, HostCommand, HostError, Page, PageRequest, Said};
use tokio::sync::watch;

/// The instant at which a process is killed. Calls and writes count from 1 in each process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kill {
    /// Just before it sends its `n`-th request.
    BeforeCall(usize),
    /// AWS has acted on its `n`-th request, and the answer is on its way.
    BeforeAnswer(usize),
    /// It has the answer to its `n`-th request, and is about to write to its disk.
    BeforeRecord(usize),
    /// Just before its `n`-th write to its disk.
    BeforeWrite(usize),
    /// Just after it.
    AfterWrite(usize),
}

/// One process: the calls and writes it has made, and when it dies.
#[derive(Clone, Debug)]
pub struct Process {
    life: Arc<Mutex<Life>>,
    dead: Arc<watch::Sender<bool>>,
}

#[derive(Debug, Default)]
struct Life {
    kill: Option<Kill>,
    calls: usize,
    writes: usize,
    /// The answer to the process's last request has arrived: no later write succeeds.
    at_last_answer: bool,
}

impl Process {
    /// A process that is never killed.
    pub fn immortal() -> Self {
        Self::new(None)
    }

    /// A process that dies at one of its calls or writes.
    pub fn killed_at(kill: Kill) -> Self {
        Self::new(Some(kill))
    }

    fn new(kill: Option<Kill>) -> Self {
        Self {
            life: Arc::new(Mutex::new(Life { kill, ..Life::default() })),
            dead: Arc::new(watch::Sender::new(false)),
        }
    }

    /// Runs it until it ends or dies; `None` when it died.
    pub async fn live<T>(&self, run: impl Future<Output = T>) -> Option<T> {
        let mut dead = self.dead.subscribe();
        tokio::select! {
            biased;
            _ = dead.wait_for(|dead| *dead) => None,
            result = run => (!self.is_dead()).then_some(result),
        }
    }

    /// Whether it was killed.
    pub fn is_dead(&self) -> bool {
        *self.dead.borrow()
    }

    /// How many calls it has begun.
    pub fn calls(&self) -> usize {
        self.life.lock().unwrap().calls
    }

    /// How many writes it has begun.
    pub fn writes(&self) -> usize {
        self.life.lock().unwrap().writes
    }

    /// The HTTP client of the process.
    pub fn http_client(&self, cloud: SharedHttpClient) -> SharedHttpClient {
        let process = self.clone();
        http_client_fn(move |settings, components| {
            SharedHttpConnector::new(Connector {
                process: process.clone(),
                cloud: cloud.http_connector(settings, components),
            })
        })
    }

    /// The disk of the process.
    pub fn disk(&self, disk: Arc<dyn Disk>) -> Arc<dyn Disk> {
        Arc::new(ProcessDisk {
            process: self.clone(),
            disk,
        })
    }

    /// The hosts as the process reaches them: what it does there counts as its calls do, and a killed process learns of no answer.
    pub fn hosts(&self, hosts: Arc<dyn HostAccess>) -> Arc<dyn HostAccess> {
        Arc::new(ProcessHosts {
            process: self.clone(),
            hosts,
        })
    }

    /// A call to something else than AWS. It is carried out to its end, whatever becomes of the process meanwhile.
    async fn calls_out<T>(&self, call: impl Future<Output = T>) -> T {
        let Some(number) = self.sends() else {
            return std::future::pending().await;
        };
        let answer = call.await;
        match self.receives(number) {
            true => answer,
            false => std::future::pending().await,
        }
    }

    fn die(&self) {
        self.dead.send_replace(true);
    }

    /// Counts a request and returns its number, unless the process dies before sending it.
    fn sends(&self) -> Option<usize> {
        let number = {
            let mut life = self.life.lock().unwrap();
            life.calls += 1;
            life.calls
        };
        if self.is_for(Kill::BeforeCall(number)) {
            self.die();
        }
        (!self.is_dead()).then_some(number)
    }

    /// Whether the process gets the answer to request `number`.
    fn receives(&self, number: usize) -> bool {
        if self.is_for(Kill::BeforeAnswer(number)) {
            self.die();
        }
        if self.is_for(Kill::BeforeRecord(number)) {
            self.life.lock().unwrap().at_last_answer = true;
        }
        !self.is_dead()
    }

    fn is_for(&self, kill: Kill) -> bool {
        self.life.lock().unwrap().kill == Some(kill)
    }

    fn writes_with(&self, write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let (number, at_last_answer) = {
            let mut life = self.life.lock().unwrap();
            life.writes += 1;
            (life.writes, life.at_last_answer)
        };
        if at_last_answer || self.is_for(Kill::BeforeWrite(number)) {
            self.die();
        }
        if self.is_dead() {
            return Err(io::Error::other("the process is dead"));
        }
        let written = write();
        if self.is_for(Kill::AfterWrite(number)) {
            self.die();
        }
        written
    }
}

#[derive(Debug)]
struct Connector {
    process: Process,
    cloud: SharedHttpConnector,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Some(number) = self.process.sends() else {
            return HttpConnectorFuture::new(std::future::pending());
        };
        let (process, answer) = (self.process.clone(), self.cloud.call(request));
        HttpConnectorFuture::new(async move {
            let answer = answer.await;
            if process.receives(number) {
                answer
            } else {
                std::future::pending().await
            }
        })
    }
}

struct ProcessHosts {
    process: Process,
    hosts: Arc<dyn HostAccess>,
}

#[async_trait]
impl HostAccess for ProcessHosts {
    async fn carry_out(&self, host: &str, command: &HostCommand) -> Result<Said, HostError> {
        self.process.calls_out(self.hosts.carry_out(host, command)).await
    }

    fn renew(&self, host: &str) {
        self.hosts.renew(host);
    }

    async fn ask(&self, request: &PageRequest) -> Result<Page, String> {
        self.process.calls_out(self.hosts.ask(request)).await
    }

    async fn connects(&self, address: &str, port: u16) -> bool {
        self.process.calls_out(self.hosts.connects(address, port)).await
    }
}

#[derive(Debug)]
struct ProcessDisk {
    process: Process,
    disk: Arc<dyn Disk>,
}

impl Disk for ProcessDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }

    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.process.writes_with(|| self.disk.replace(path, content))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.process.writes_with(|| self.disk.remove(path))
    }
}
