//! The served sandbox as other clients meet it: limits of connections, size and time, and web pages that may not command it.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use super::options;
use crate::{Latencies, Limits, Simulator, serve_within};

const SIGNED: &str = "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/SERVICE/aws4_request, Signature=0\r\n";

fn signed(service: &str) -> String {
    SIGNED.replace("SERVICE", service)
}

/// A served sandbox in memory.
struct Served {
    address: std::net::SocketAddr,
}

impl Served {
    async fn start(limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let simulator = Simulator::open(options(None, Latencies::zero())).unwrap();
        tokio::spawn(serve_within(limits, simulator, listener, std::future::pending()));
        Self { address }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends bytes on a connection of their own, and reads until the sandbox closes it.
    async fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect().await;
        // Where the sandbox has answered and closed before the end, the rest can't be sent.
        let _ = stream.write_all(bytes).await;
        read(&mut stream).await
    }

    async fn describe(&self) -> String {
        let body = "Action=DescribeVpcs&Version=2016-11-15";
        let head = head("POST /", &signed("ec2"), body.len(), "Connection: close\r\n");
        self.send(format!("{head}{body}").as_bytes()).await
    }
}

fn head(line: &str, authorization: &str, length: usize, more: &str) -> String {
    format!("{line} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}Content-Length: {length}\r\n{more}\r\n")
}

/// Everything until the sandbox closes the connection.
async fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    let _ = read.expect("the sandbox neither answered nor closed the connection");
    String::from_utf8_lossy(&answer).into_owned()
}

fn short() -> Limits {
    Limits {
        head: Duration::from_millis(300),
        patience: Duration::from_millis(300),
        slowest: usize::MAX,
        ..Limits::default()
    }
}

#[tokio::test]
async fn bodies_that_are_too_large_are_refused_before_they_are_sent() {
    let served = Served::start(Limits::default()).await;
    let (object, message, anonymous) = ((256 << 20) + 1, (4 << 20) + 1, (64 << 10) + 1);
    for (line, authorization, length, status, code) in [
        ("PUT /bucket/key", signed("s3"), object, "400", "EntityTooLarge"),
        (
            "PUT /bucket/key?partNumber=1&uploadId=1",
            signed("s3"),
            object,
            "400",
            "EntityTooLarge",
        ),
        ("PUT /bucket?policy", signed("s3"), message, "400", "MaxMessageLengthExceeded"),
        ("POST /", signed("ec2"), message, "413", "RequestEntityTooLarge"),
        ("POST /", signed("rds"), usize::MAX / 2, "413", "RequestEntityTooLarge"),
        ("PUT /bucket/key", String::new(), anonymous, "400", "EntityTooLarge"),
    ] {
        let answer = served.send(head(line, &authorization, length, "").as_bytes()).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{line}: {answer}");
        assert!(
            answer.contains(code) && answer.contains("connection: close"),
            "{line}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_body_of_unknown_length_is_refused_once_it_is_too_large() {
    let served = Served::start(Limits::default()).await;
    let head = format!(
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n{}Transfer-Encoding: chunked\r\n\r\n",
        signed("ec2")
    );
    let mut stream = served.connect().await;
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = [b"100000\r\n".to_vec(), vec![b'a'; 1 << 20], b"\r\n".to_vec()].concat();
    let mut sent = 0;
    while sent < 64 && stream.write_all(&chunk).await.is_ok() {
        sent += 1;
    }
    assert!(sent < 64, "the sandbox took {sent} MiB");
}

#[tokio::test]
async fn who_sends_too_slowly_loses_the_connection() {
    let served = Served::start(short()).await;
    // A head that never ends.
    let mut slow = served.connect().await;
    for byte in b"GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaa" {
        if slow.write_all(&[*byte]).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(read(&mut slow).await, "", "a head has its time");
    // A body that stops, and one that goes on for as long as it likes.
    let stopped = served
        .send(format!("{}half", head("POST /", &signed("ec2"), 100, "")).as_bytes())
        .await;
    assert!(stopped.contains("RequestTimeout"), "{stopped}");
    let mut slow = served.connect().await;
    slow.write_all(head("PUT /bucket/key", &signed("s3"), 1000, "").as_bytes())
        .await
        .unwrap();
    for _ in 0..40 {
        if slow.write_all(b"a").await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(read(&mut slow).await.contains("RequestTimeout"), "a body has its time");
    assert!(served.describe().await.contains("DescribeVpcsResponse"), "others are served");
}

#[tokio::test]
async fn large_bodies_share_the_memory() {
    // What has arrived of a body gives it more time: the first one may take longer than the second one waits for room.
    let limits = Limits {
        memory: 4 << 20,
        slowest: 1 << 20,
        object: 4 << 20,
        ..short()
    };
    let served = Served::start(limits).await;
    // Each alone has room; while one is being received, the other one has not.
    let start = |sent: usize| {
        let head = head("PUT /bucket/key", &signed("s3"), 4 << 20, "").into_bytes();
        [head, vec![b'a'; sent]].concat()
    };
    let mut first = served.connect().await;
    first.write_all(&start(3 << 20)).await.unwrap();
    let mut second = served.connect().await;
    let _ = second.write_all(&start(4 << 20)).await;
    let refused = read(&mut second).await;
    assert!(refused.contains("SlowDown"), "{refused}");
    assert!(
        served.describe().await.contains("DescribeVpcsResponse"),
        "small ones are served"
    );
    first.write_all(&vec![b'a'; 1 << 20]).await.unwrap();
    let answered = read(&mut first).await;
    assert!(answered.contains("NoSuchBucket"), "the first one arrived whole: {answered}");
    let mut third = served.connect().await;
    third.write_all(&start(4 << 20)).await.unwrap();
    let answered = read(&mut third).await;
    assert!(answered.contains("NoSuchBucket"), "its memory is free again: {answered}");
}

#[tokio::test]
async fn more_connections_than_it_has_places_for_are_served_in_turn() {
    let limits = Limits {
        connections: 4,
        ..Limits::default()
    };
    let served = Served::start(limits).await;
    // They ask once and stay, as the pools of AWS's clients do.
    let mut idle = Vec::new();
    for _ in 0..12 {
        let mut stream = served.connect().await;
        let body = "Action=DescribeVpcs&Version=2016-11-15";
        let request = head("POST /", &signed("ec2"), body.len(), "") + body;
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        let read = timeout(Duration::from_secs(10), stream.read_exact(&mut answer)).await;
        read.expect("idle connections make room").unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
        idle.push(stream);
    }
}

#[tokio::test]
async fn a_connection_that_is_in_use_makes_no_room() {
    let limits = Limits {
        connections: 2,
        ..Limits::default()
    };
    let served = Served::start(limits).await;
    let body = "Action=DescribeVpcs&Version=2016-11-15";
    let request = head("POST /", &signed("ec2"), body.len(), "") + body;
    let mut busy = Vec::new();
    for _ in 0..2 {
        busy.push(served.connect().await);
    }
    let mut third = served.connect().await;
    third.write_all(request.as_bytes()).await.unwrap();
    // Their clients send one request after the other, while the third waits for a place.
    for _ in 0..8 {
        for stream in &mut busy {
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = vec![0; 64 * 1024];
            let read = timeout(Duration::from_secs(10), stream.read(&mut answer))
                .await
                .unwrap()
                .unwrap();
            assert!(answer[..read].starts_with(b"HTTP/1.1 200"), "it was closed under its client");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(busy);
    let mut answer = [0; 12];
    third.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

#[tokio::test]
async fn a_web_page_commands_nothing() {
    let served = Served::start(Limits::default()).await;
    let body = "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16";
    let line = "POST /?X-Amz-Credential=A%2F1%2Fus-east-1%2Fec2%2Faws4_request";
    for header in [
        "Origin: http://evil.example\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Content-Type: text/plain\r\n",
    ] {
        let request = head(line, "", body.len(), &format!("{header}Connection: close\r\n")) + body;
        let answer = served.send(request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 403"), "{header}: {answer}");
        assert!(answer.contains("The sandbox refuses this request: "), "{header}: {answer}");
    }
    let rebound = head(line, "", body.len(), "Connection: close\r\n").replace("127.0.0.1", "evil.example") + body;
    assert!(served.send(rebound.as_bytes()).await.contains("any site may point here"));
    assert!(!served.describe().await.contains("10.0.0.0/16"), "nothing was made");
}
