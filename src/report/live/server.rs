//! The page's server, on loopback: it answers who knows the address, and changes nothing.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use http::{Method, Request, Response, StatusCode, header};
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::guard::{Token, refusal};
use super::hub::{Live, Parts};
use super::page::{SCRIPT, STYLE, page};
use super::reach::reach;

/// How many connections there may be at once: a class that looks, and some more.
const MOST_CONNECTIONS: usize = 128;
/// How long the head of a request may take.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// How often a line is sent that says nothing, so that a connection that is gone is found out.
const BEAT: Duration = Duration::from_secs(20);
/// What a browser may load for the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Body = BoxBody<Bytes, Infallible>;

/// What all connections share.
struct Server {
    live: Arc<Live>,
    token: Token,
    port: u16,
    deployment: String,
    is_rehearsal: bool,
}

/// Shows a deployment on a listener until `shutdown` is done.
///
/// # Errors
///
/// When the listener has no address. What fails on a connection ends that one.
pub async fn serve(
    live: Arc<Live>,
    listener: TcpListener,
    token: Token,
    (deployment, is_rehearsal): (String, bool),
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let server = Arc::new(Server {
        port: listener.local_addr()?.port(),
        live: Arc::clone(&live),
        token,
        deployment,
        is_rehearsal,
    });
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn(live.follow());
    tokio::pin!(shutdown);
    loop {
        let accepting = async {
            let place = Arc::clone(&places).acquire_owned().await.map_err(io::Error::other)?;
            Ok::<_, io::Error>((listener.accept().await?.0, place))
        };
        tokio::select! {
            () = &mut shutdown => return Ok(()),
            Some(_) = tasks.join_next() => {}
            accepted = accepting => match accepted {
                Ok((stream, place)) => drop(tasks.spawn(connection(Arc::clone(&server), stream, place))),
                // A lack of file descriptors passes.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
}

async fn connection(server: Arc<Server>, stream: TcpStream, _place: OwnedSemaphorePermit) {
    let service = service_fn(|request| {
        let server = Arc::clone(&server);
        async move { Ok::<_, Infallible>(server.answer(&request)) }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .serve_connection(TokioIo::new(stream), service);
    // A peer that goes away ends only its own connection.
    let _ = served.await;
}

impl Server {
    fn answer(&self, request: &Request<Incoming>) -> Response<Body> {
        if let Some(status) = refusal(request.headers(), self.port) {
            return plain_answer(status);
        }
        if request.method() != Method::GET {
            return plain_answer(StatusCode::METHOD_NOT_ALLOWED);
        }
        let Some(path) = self.token.rest(request.uri().path()) else {
            return plain_answer(StatusCode::NOT_FOUND);
        };
        match path {
            "" => whole("text/html; charset=utf-8", page(&self.deployment, self.is_rehearsal)),
            "style.css" => whole("text/css; charset=utf-8", STYLE),
            "page.js" => whole("text/javascript; charset=utf-8", SCRIPT),
            "events" => respond("text/event-stream", self.events()),
            "reach" => {
                let query: BTreeMap<String, String> = query(request.uri().query().unwrap_or_default());
                let text = |name: &str| query.get(name).map_or("", |value| value.trim());
                let reached = reach(self.live.base().as_deref(), text("from"), text("to"));
                match serde_json::to_string(&reached) {
                    Ok(json) => whole("application/json", json),
                    Err(_) => plain_answer(StatusCode::INTERNAL_SERVER_ERROR),
                }
            }
            _ => plain_answer(StatusCode::NOT_FOUND),
        }
    }

    /// The parts as they are, then each that changes.
    fn events(&self) -> Body {
        let looking = (self.live.look(), Parts::default(), true);
        let events = stream::unfold(looking, |(mut parts, shown, is_first)| async move {
            if !is_first {
                match tokio::time::timeout(BEAT, parts.changed()).await {
                    Err(_) => return Some((":\n\n".to_owned(), (parts, shown, false))),
                    Ok(Err(_)) => return None,
                    Ok(Ok(())) => {}
                }
            }
            let now = latest(&mut parts);
            Some((changes(&shown, &now), (parts, now, false)))
        });
        streamed(events)
    }
}

fn latest(parts: &mut watch::Receiver<Parts>) -> Parts {
    Arc::clone(&parts.borrow_and_update())
}

/// A message for each part that is another than before.
fn changes(shown: &Parts, now: &Parts) -> String {
    let changed = now.iter().filter(|(place, html)| shown.get(*place) != Some(html));
    let messages = changed.filter_map(|(place, html)| {
        let message = serde_json::to_string(&serde_json::json!({ "place": place, "html": html })).ok()?;
        Some(format!("data: {message}\n\n"))
    });
    let messages: String = messages.collect();
    // Something has to be sent at once, so that the browser knows that it is connected.
    if messages.is_empty() { ":\n\n".to_owned() } else { messages }
}

fn streamed(events: impl Stream<Item = String> + Send + Sync + 'static) -> Body {
    let frames = events.map(|text| Ok::<_, Infallible>(Frame::data(Bytes::from(text))));
    BodyExt::boxed(StreamBody::new(frames))
}

fn whole(kind: &'static str, text: impl Into<Bytes>) -> Response<Body> {
    respond(kind, Full::new(text.into()).boxed())
}

fn plain_answer(status: StatusCode) -> Response<Body> {
    let mut response = whole("text/plain; charset=utf-8", format!("{status}\n"));
    *response.status_mut() = status;
    response
}

fn respond(kind: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    let alone = header::HeaderValue::from_static("same-origin");
    headers.insert("cross-origin-resource-policy", alone);
    response
}

/// The fields of a query, decoded.
fn query(text: &str) -> BTreeMap<String, String> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}
