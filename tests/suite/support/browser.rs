//! Headless Chromium, spoken to in the DevTools protocol over a pipe: what a person would see and do, and what the console says.
//!
//! Methods and events: <https://chromedevtools.github.io/devtools-protocol/>.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::parts::Part;

/// A browser with one page.
pub struct Browser {
    child: Child,
    to: Option<ChildStdin>,
    from: Receiver<Value>,
    session: Option<String>,
    asked: u64,
    events: Vec<Value>,
    _profile: TempDir,
}

impl Browser {
    /// Starts one with an empty profile that asks the network for nothing by itself.
    pub fn start() -> Option<Self> {
        let chromium = Part::Chromium.or_not_run()?;
        let profile = tempfile::tempdir().unwrap();
        // The protocol is read from descriptor 3 and written to 4.
        let mut child = Command::new("/bin/sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 >/dev/null", "sh"])
            .arg(chromium)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .args(["--no-proxy-server", "--hide-scrollbars", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (heard, from) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while output.read_until(0, &mut message).is_ok_and(|length| length > 0) {
                let _ = message.pop();
                let Ok(value) = serde_json::from_slice(&message) else { break };
                if heard.send(value).is_err() {
                    break;
                }
                message.clear();
            }
        });
        let mut browser = Self {
            to: child.stdin.take(),
            child,
            from,
            session: None,
            asked: 0,
            events: Vec::new(),
            _profile: profile,
        };
        if let Err(reason) = browser.opens_a_page() {
            Part::Chromium.is_broken(&reason);
            return None;
        }
        Some(browser)
    }

    fn opens_a_page(&mut self) -> Result<(), String> {
        let target = self.ask("Target.createTarget", json!({ "url": "about:blank" }))?;
        let page = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = self.ask("Target.attachToTarget", page)?;
        self.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.ask(&format!("{domain}.enable"), json!({}))?;
        }
        Ok(())
    }

    /// The width of a desktop, or of a phone.
    pub fn resize(&mut self, width: u32, height: u32) {
        let phone = width < 600;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Dark or light, as the person's system is.
    pub fn prefers(&mut self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call("Emulation.setEmulatedMedia", features);
    }

    /// Asks for these languages, as in `Accept-Language`.
    pub fn speaks(&mut self, languages: &str) {
        let headers = json!({ "headers": { "Accept-Language": languages } });
        self.call("Network.setExtraHTTPHeaders", headers);
    }

    /// Goes to an address, and waits until all of it is loaded.
    pub fn visit(&mut self, url: &str) {
        self.loads(|browser| {
            let gone = browser.call("Page.navigate", json!({ "url": url }));
            assert!(gone.get("errorText").is_none(), "{url}: {gone}");
        });
    }

    /// Does what leads to another page, and waits until all of that is loaded.
    pub fn loads(&mut self, leads_there: impl FnOnce(&mut Self)) {
        let before = self.count("Page.loadEventFired");
        leads_there(self);
        let deadline = Instant::now() + Duration::from_secs(60);
        while self.count("Page.loadEventFired") == before {
            self.hear(deadline).unwrap();
        }
    }

    /// Types into a field, as a keyboard does.
    pub fn type_into(&mut self, field: &str, text: &str) {
        self.evaluate(&format!("document.querySelector({}).focus()", json!(field)));
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Clicks on what leads to another page.
    pub fn click(&mut self, what: &str) {
        self.loads(|browser| {
            browser.evaluate(&format!("document.querySelector({}).click()", json!(what)));
        });
    }

    /// The value of a JavaScript expression on the page.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let answer = self.call("Runtime.evaluate", json!({ "expression": expression, "returnByValue": true }));
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// What axe-core finds on the page, a line each; `None` where it is not there, and the test counts as not run.
    pub fn violations(&mut self) -> Option<Vec<String>> {
        const SCRIPT: &str = "import importlib.resources as r; \
            print(r.files('axe_playwright_python').joinpath('axe.min.js').read_text())";
        // The rules of WCAG 2.2, levels A and AA, and axe-core's own best practices.
        const JUDGEMENT: &str = "axe.run().then(found => found.violations.flatMap(rule => \
            rule.nodes.map(node => `${rule.id} (${rule.impact}): ${rule.help}: ${node.target}: ${node.html.slice(0, 160)}`)))";
        static AXE: OnceLock<String> = OnceLock::new();
        let python = Part::Axe.or_not_run()?;
        let axe = AXE.get_or_init(|| {
            let script = Command::new(python).args(["-c", SCRIPT]).output().unwrap();
            String::from_utf8(script.stdout).unwrap()
        });
        self.evaluate(&format!("{axe};0"));
        let asked = json!({ "expression": JUDGEMENT, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", asked);
        assert!(answer.get("exceptionDetails").is_none(), "{answer}");
        let found = answer["result"]["value"].as_array().unwrap();
        Some(found.iter().map(|line| line.as_str().unwrap().to_owned()).collect())
    }

    /// The page's text, as it is seen.
    pub fn text(&mut self) -> String {
        self.evaluate("document.body.innerText").as_str().unwrap().to_owned()
    }

    /// A picture of the whole page, kept as a PNG; its width and height.
    pub fn picture(&mut self, file: &Path) -> (u32, u32) {
        let taken = self.call("Page.captureScreenshot", json!({ "captureBeyondViewport": true }));
        let data = base64::engine::general_purpose::STANDARD
            .decode(taken["data"].as_str().unwrap())
            .unwrap();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, &data).unwrap();
        let number = |at: usize| u32::from_be_bytes(data[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    }

    /// The page on paper, of A4 where its style sheet says so: a PDF.
    pub fn print(&mut self) -> Vec<u8> {
        let printed = self.call("Page.printToPDF", json!({ "preferCSSPageSize": true }));
        let data = printed["data"].as_str().unwrap();
        base64::engine::general_purpose::STANDARD.decode(data).unwrap()
    }

    /// Shows the page as it is printed.
    pub fn show_as_printed(&mut self) {
        self.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    }

    /// What went wrong since last asked: console errors and warnings, exceptions, and requests that failed or left for elsewhere than
    /// `site`.
    pub fn complaints(&mut self, site: &str) -> Vec<String> {
        // One more exchange: events that are on their way arrive before its answer.
        self.evaluate("0");
        let events = std::mem::take(&mut self.events);
        let told = events.iter().filter(|event| {
            let parameters = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.exceptionThrown" | "Network.loadingFailed" => true,
                "Runtime.consoleAPICalled" => parameters["type"] == "error" || parameters["type"] == "warning",
                "Log.entryAdded" => parameters["entry"]["level"] == "error" || parameters["entry"]["level"] == "warning",
                "Network.responseReceived" => parameters["response"]["status"].as_u64().is_some_and(|status| status >= 400),
                "Network.requestWillBeSent" => !parameters["request"]["url"].as_str().unwrap_or_default().starts_with(site),
                _ => false,
            }
        });
        told.map(Value::to_string).collect()
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.ask(method, parameters).unwrap()
    }

    fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, String> {
        self.asked += 1;
        let mut message = json!({ "id": self.asked, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let to = self.to.as_mut().unwrap();
        let sent = to.write_all(format!("{message}\0").as_bytes()).and_then(|()| to.flush());
        sent.map_err(|error| format!("it takes no calls: {error}"))?;
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            match self.hear(deadline)? {
                Some(answer) if answer.get("error").is_some() => return Err(format!("{method}: {answer}")),
                Some(answer) => return Ok(answer["result"].clone()),
                None => {}
            }
        }
    }

    /// The next message: the answer to the last call, or `None` for an event, which is kept.
    fn hear(&mut self, deadline: Instant) -> Result<Option<Value>, String> {
        let left = deadline.saturating_duration_since(Instant::now());
        let message = self.from.recv_timeout(left).map_err(|_| "it says nothing".to_owned())?;
        if message["id"] == self.asked {
            return Ok(Some(message));
        }
        self.events.push(message);
        Ok(None)
    }

    fn count(&self, event: &str) -> usize {
        self.events.iter().filter(|heard| heard["method"] == event).count()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It ends, and what it started with it, when nobody speaks to it any more.
        drop(self.to.take());
        let deadline = Instant::now() + Duration::from_secs(10);
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
