//! A proxy on loopback between the real binary and an endpoint: it counts the requests, kills the process at one of them, and changes
//! answers.

use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING};
use http::{Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::Endpoint;

/// A moment at which a process is sent SIGKILL. Its requests are counted from 1 as they arrive whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigKill {
    /// Its `n`-th request has arrived, and goes no further.
    BeforeCall(usize),
    /// The endpoint has answered its `n`-th request; the answer goes no further.
    BeforeAnswer(usize),
    /// The last byte of the answer to its `n`-th request was written to its socket.
    AfterAnswer(usize),
}

/// Carries requests to one endpoint for as long as it lives, under one address.
pub struct Proxy {
    url: String,
    shared: Arc<Shared>,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Changes an answer: the request's body, and the answer's status and body.
type Meddle = dyn Fn(&str, u16, String) -> (u16, String) + Send + Sync;

/// Sees each request with its answer.
type Watch = dyn Fn(&Request<Bytes>, &Response<Bytes>) + Send + Sync;

struct Shared {
    endpoint: String,
    connector: Connector,
    meddle: Option<Box<Meddle>>,
    watch: Option<Box<Watch>>,
    requests: AtomicUsize,
    life: Mutex<Life>,
}

/// The process under way, and when it is killed.
#[derive(Default)]
struct Life {
    child: Option<Child>,
    kill: Option<SigKill>,
}

impl Proxy {
    /// In front of the endpoint at this URL, `http://127.0.0.1:PORT`.
    pub fn to(endpoint: &str) -> Self {
        Self::start(endpoint, None, None)
    }

    /// In front of an endpoint whose answers it changes: what an endpoint may say that isn't AWS.
    pub fn meddling(endpoint: &str, meddle: impl Fn(&str, u16, String) -> (u16, String) + Send + Sync + 'static) -> Self {
        Self::start(endpoint, Some(Box::new(meddle)), None)
    }

    /// In front of an endpoint, showing each request with its answer to `watch`.
    pub fn watching(endpoint: &str, watch: impl Fn(&Request<Bytes>, &Response<Bytes>) + Send + Sync + 'static) -> Self {
        Self::start(endpoint, None, Some(Box::new(watch)))
    }

    fn start(endpoint: &str, meddle: Option<Box<Meddle>>, watch: Option<Box<Watch>>) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            endpoint: endpoint.to_owned(),
            connector: Connector::builder().build_http(),
            meddle,
            watch,
            requests: AtomicUsize::new(0),
            life: Mutex::default(),
        });
        let (end, ended) = oneshot::channel();
        let served = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                tokio::select! {
                    _ = ended => {}
                    () = accept(served, listener) => {}
                }
            });
        });
        Self {
            url,
            shared,
            end: Some(end),
            thread: Some(thread),
        }
    }

    /// How many requests the last command sent, or has sent so far.
    pub fn requests(&self) -> usize {
        self.shared.requests.load(Ordering::SeqCst)
    }

    /// Runs a command to its end, or until it is killed.
    pub fn run(&self, mut command: Command, kill: Option<SigKill>) -> ExitStatus {
        {
            // Held until the process is known, so that its first request can already be its last.
            let mut life = self.shared.life.lock().unwrap();
            self.shared.requests.store(0, Ordering::SeqCst);
            life.kill = kill;
            life.child = Some(command.spawn().unwrap());
        }
        loop {
            let mut life = self.shared.life.lock().unwrap();
            if let Some(status) = life.child.as_mut().unwrap().try_wait().unwrap() {
                *life = Life::default();
                return status;
            }
            drop(life);
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Endpoint for Proxy {
    fn url(&self) -> String {
        self.url.clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    /// Kills the process if this is the moment.
    fn kills_at(&self, moment: SigKill) -> bool {
        let mut life = self.life.lock().unwrap();
        if life.kill != Some(moment) {
            return false;
        }
        if let Some(child) = &mut life.child {
            child.kill().unwrap();
        }
        true
    }

    fn is_for(&self, moment: SigKill) -> bool {
        self.life.lock().unwrap().kill == Some(moment)
    }

    /// Sends a request on and returns the whole answer. The host stays the one the client wrote and signed.
    async fn forward(&self, request: Request<Bytes>) -> io::Result<Response<Bytes>> {
        let watched = self.watch.as_ref().map(|watch| (watch, request.clone()));
        let (mut parts, asked) = request.into_parts();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        parts.uri = format!("{}{path}", self.endpoint).parse::<Uri>().map_err(io::Error::other)?;
        let request = Request::from_parts(parts, SdkBody::from(asked.clone()));
        let request = HttpRequest::try_from(request).map_err(io::Error::other)?;
        let answer = self.connector.call(request).await.map_err(io::Error::other)?;
        let (mut parts, body) = answer.try_into_http1x().map_err(io::Error::other)?.into_parts();
        let mut body = body.collect().await.map_err(io::Error::other)?.to_bytes();
        if let Some(meddle) = &self.meddle {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let (status, changed) = meddle(&text(&asked), parts.status.as_u16(), text(&body));
            parts.status = StatusCode::from_u16(status).map_err(io::Error::other)?;
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(changed.len()));
            body = Bytes::from(changed);
        }
        // These two are of the connection to the endpoint.
        parts.headers.remove(TRANSFER_ENCODING);
        parts.headers.remove(CONNECTION);
        let answer = Response::from_parts(parts, body);
        if let Some((watch, asked)) = watched {
            watch(&asked, &answer);
        }
        Ok(answer)
    }
}

async fn accept(shared: Arc<Shared>, listener: std::net::TcpListener) {
    let listener = TcpListener::from_std(listener).unwrap();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        tokio::spawn(connection(Arc::clone(&shared), stream));
    }
}

/// One connection of the process. The answer after which the process is killed ends it: hyper then returns when that answer's last
/// byte is written.
async fn connection(shared: Arc<Shared>, stream: TcpStream) {
    let last = AtomicUsize::new(0);
    let service = service_fn(|request| exchange(&shared, &last, request));
    let served = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // A process that is killed breaks its connections off.
    let _: Result<(), hyper::Error> = served.await;
    let last = last.into_inner();
    if last > 0 {
        shared.kills_at(SigKill::AfterAnswer(last));
    }
}

/// One request. What has arrived whole is carried out even when nobody waits for the answer any more; an error closes the connection.
async fn exchange(shared: &Arc<Shared>, last: &AtomicUsize, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let number = shared.requests.fetch_add(1, Ordering::SeqCst) + 1;
    if shared.kills_at(SigKill::BeforeCall(number)) {
        return Err(io::Error::from(io::ErrorKind::ConnectionReset));
    }
    let carried = Arc::clone(shared);
    let answered = tokio::spawn(async move {
        let answer = carried.forward(Request::from_parts(parts, body)).await;
        carried.kills_at(SigKill::BeforeAnswer(number));
        answer
    });
    let mut answer = answered.await.map_err(io::Error::other)??;
    if shared.is_for(SigKill::BeforeAnswer(number)) {
        return Err(io::Error::from(io::ErrorKind::ConnectionReset));
    }
    if shared.is_for(SigKill::AfterAnswer(number)) {
        last.store(number, Ordering::SeqCst);
        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(answer.map(Full::new))
}
