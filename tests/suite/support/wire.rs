//! A client that speaks HTTP by itself, so that a test says what no SDK would.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The authority of a URL.
pub fn authority(url: &str) -> &str {
    url.strip_prefix("http://").unwrap()
}

/// The head of a request to a service, with credentials as every client has them.
pub fn head(url: &str, service: &str, line: &str, more: &str) -> String {
    let host = authority(url);
    let scope = format!("any/20260101/us-east-1/{service}/aws4_request");
    let credential = format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0");
    format!("{line} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {credential}\r\n{more}\r\n")
}

/// An answer.
#[derive(Debug)]
pub struct WireAnswer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl WireAnswer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The text of the first XML element of that name.
    pub fn field(&self, name: &str) -> Option<String> {
        let text = self.text();
        let (_, rest) = text.split_once(&format!("<{name}>"))?;
        Some(rest.split_once('<')?.0.to_owned())
    }
}

/// A client that keeps its connection.
pub struct WireClient {
    url: String,
    connection: Option<BufReader<TcpStream>>,
}

impl WireClient {
    pub fn of(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            connection: None,
        }
    }

    /// A new connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(authority(&self.url)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// Sends a request, on a connection of its own where the former one was closed meanwhile.
    pub fn send(&mut self, service: &str, line: &str, more: &str, body: &[u8]) -> WireAnswer {
        let length = format!("{more}Content-Length: {}\r\n", body.len());
        let request = [head(&self.url, service, line, &length).as_bytes(), body].concat();
        for _ in 0..3 {
            let mut connection = self.connection.take().unwrap_or_else(|| BufReader::new(self.connect()));
            let sent = connection.get_mut().write_all(&request).is_ok();
            if let Some(answer) = read(&mut connection, line.starts_with("HEAD")).filter(|_| sent) {
                self.connection = Some(connection);
                return answer;
            }
        }
        panic!("no answer to {line}");
    }

    /// Calls an action of EC2.
    pub fn ec2(&mut self, action: &str) -> WireAnswer {
        let form = "Content-Type: application/x-www-form-urlencoded\r\n";
        let body = format!("Version=2016-11-15&Action={action}");
        self.send("ec2", "POST /", form, body.as_bytes())
    }

    /// Sends bytes as they are on a connection of their own, and the answer to them; `None` where there is none.
    pub fn send_raw(&self, bytes: &[u8]) -> Option<WireAnswer> {
        let mut connection = BufReader::new(self.connect());
        // Where it was answered and closed before the end, the rest can't be sent.
        let _ = connection.get_mut().write_all(bytes);
        read(&mut connection, false)
    }
}

/// Reads an answer; `None` where the connection ends before it does.
fn read(connection: &mut BufReader<TcpStream>, is_bare: bool) -> Option<WireAnswer> {
    let mut line = String::new();
    connection.read_line(&mut line).ok()?;
    let status = line.split(' ').nth(1)?.parse().ok()?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        connection.read_line(&mut line).ok().filter(|read| *read > 0)?;
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; if is_bare { 0 } else { length }];
    connection.read_exact(&mut body).ok()?;
    Some(WireAnswer { status, body })
}
