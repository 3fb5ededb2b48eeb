//! A proxy on loopback that meddles with answers: what an endpoint may say that isn't AWS.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use super::Endpoint;

/// Changes an answer: the request's body, and the answer's status and body.
type Meddle = dyn Fn(&str, u16, String) -> (u16, String) + Send + Sync;

/// Stands before one endpoint for as long as the test runs.
pub struct Meddler {
    url: String,
}

impl Meddler {
    /// Before the endpoint at this URL, `http://127.0.0.1:PORT`.
    pub fn before(endpoint: &str, meddle: impl Fn(&str, u16, String) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (address, meddle) = (endpoint.trim_start_matches("http://").to_owned(), Arc::new(meddle));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (address, meddle) = (address.clone(), Arc::clone(&meddle));
                // A client that leaves in the middle is no failure of the test.
                std::thread::spawn(move || carry(stream.unwrap(), &address, &*meddle));
            }
        });
        Self { url }
    }
}

impl Endpoint for Meddler {
    fn url(&self) -> String {
        self.url.clone()
    }
}

/// Carries one request and its answer; the connection ends with them.
fn carry(mut client: TcpStream, address: &str, meddle: &Meddle) -> std::io::Result<()> {
    let (head, body) = read_message(&mut client)?;
    let mut server = TcpStream::connect(address)?;
    server.write_all(closing(&head, body.len()).as_bytes())?;
    server.write_all(&body)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    let end = end_of_head(&answer).unwrap_or(answer.len());
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let content = match head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        true => unchunked(&answer[end..]),
        false => answer[end..].to_vec(),
    };
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(500);
    let (status, content) = meddle(
        &String::from_utf8_lossy(&body),
        status,
        String::from_utf8_lossy(&content).into_owned(),
    );
    let head = closing(&head, content.len());
    let (_, fields) = head.split_once("\r\n").unwrap_or_default();
    write!(client, "HTTP/1.1 {status} Said\r\n{fields}{content}")
}

fn read_message(stream: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let (mut read, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        if let Some(end) = end_of_head(&read) {
            let head = String::from_utf8_lossy(&read[..end]).into_owned();
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.trim().parse::<usize>().ok())?
            });
            if read.len() >= end + length.unwrap_or(0) {
                return Ok((head, read.split_off(end)));
            }
        }
        match stream.read(&mut piece)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            count => read.extend_from_slice(&piece[..count]),
        }
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

/// A head whose connection ends after a body of this length.
fn closing(head: &str, length: usize) -> String {
    let is_kept = |line: &&str| {
        let line = line.to_ascii_lowercase();
        !line.is_empty()
            && !["content-length:", "connection:", "transfer-encoding:"]
                .iter()
                .any(|name| line.starts_with(name))
    };
    let lines: Vec<&str> = head.lines().filter(is_kept).collect();
    format!(
        "{}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n",
        lines.join("\r\n")
    )
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(at) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..at]).unwrap().trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        whole.extend_from_slice(&bytes[at + 2..at + 2 + size]);
        bytes = &bytes[at + 4 + size..];
    }
    whole
}
