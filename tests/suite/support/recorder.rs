//! Requests with their answers, recorded in front of an endpoint and checked against AWS's own service models.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::{Endpoint, Proxy, search_path};

/// A proxy that records what it carries.
pub struct Recorder {
    proxy: Proxy,
    recording: Arc<Mutex<NamedTempFile>>,
}

impl Recorder {
    /// In front of the endpoint at this URL.
    pub fn to(endpoint: &str) -> Self {
        let recording = Arc::new(Mutex::new(NamedTempFile::new().unwrap()));
        let written = Arc::clone(&recording);
        let proxy = Proxy::watching(endpoint, move |request, answer| {
            writeln!(written.lock().unwrap(), "{}", exchange(request, answer)).unwrap();
        });
        Self { proxy, recording }
    }

    /// What AWS's models say of what was recorded so far.
    pub fn judged_by(&self, python: &Path) -> Report {
        Report::of(self.recording.lock().unwrap().path(), python)
    }

    /// What was recorded so far, to be changed and judged again.
    pub fn lines(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.recording.lock().unwrap().path()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Endpoint for Recorder {
    fn url(&self) -> String {
        self.proxy.url()
    }
}

/// As `tests/outside/oracle/exchange.py` reads it: a byte is the character of its number.
fn exchange(request: &Request<Bytes>, answer: &Response<Bytes>) -> Value {
    let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    let headers = |headers: &HeaderMap| {
        let pairs = headers.iter();
        pairs
            .map(|(name, value)| json!([name.as_str(), text(value.as_bytes())]))
            .collect::<Vec<_>>()
    };
    json!({
        "method": request.method().as_str(),
        "target": request.uri().path_and_query().map_or("/", |target| target.as_str()),
        "headers": headers(request.headers()),
        "body": text(request.body()),
        "status": answer.status().as_u16(),
        "answer_headers": headers(answer.headers()),
        "answer": text(answer.body()),
    })
}

/// What AWS's models say of a recording.
#[derive(Debug, Deserialize)]
pub struct Report {
    /// The operations that were seen, each as `service:Operation`, and how often.
    pub operations: BTreeMap<String, usize>,
    /// What the models do not allow.
    pub faults: Vec<Fault>,
    /// The paths of the elements in the accepted answers of each operation.
    pub members: BTreeMap<String, BTreeSet<String>>,
}

/// What a model does not allow.
#[derive(Clone, Debug, Deserialize)]
pub struct Fault {
    pub operation: String,
    /// `request` or `answer`.
    pub side: String,
    /// The member.
    #[serde(rename = "where")]
    pub at: String,
    pub what: String,
    /// Whether the endpoint accepted the request.
    pub accepted: bool,
}

impl Report {
    /// Judges a recording.
    pub fn of(recording: &Path, python: &Path) -> Self {
        let output = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outside/oracle"))
            .arg(recording)
            .env_clear()
            .env("PATH", search_path())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "the recording could not be judged:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }
}
