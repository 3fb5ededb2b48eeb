//! Credentials that expire while a walk runs: it stops in seconds, says how to get good ones of the kind in use, and goes on.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http::StatusCode;
use jalon::aws::Class;
use jalon::walkthrough::StepPlan;
use jalon_sandbox::{ApiError, Call, Intervention, Latencies, Options, Service, Simulator, serve};

use crate::support::{Jalon, Rehearsal, Run, advice};

/// What each service answers to expired credentials. Sources: EC2 error-code page (RequestExpired), RDS common errors
/// (ExpiredToken), S3 error responses (ExpiredToken).
fn expired(call: &Call) -> ApiError {
    match call.service {
        Service::Ec2 => ApiError::new("RequestExpired", "Request has expired.").with_status(StatusCode::BAD_REQUEST),
        Service::S3 => ApiError::new("ExpiredToken", "The provided token has expired.").with_status(StatusCode::BAD_REQUEST),
        _ => ApiError::new("ExpiredToken", "The security token included in the request is expired")
            .with_status(StatusCode::FORBIDDEN),
    }
}

#[tokio::test(start_paused = true)]
async fn a_walk_whose_credentials_expire_at_any_call_stops_in_seconds_and_is_gone_on_with() {
    for last_good in (4..230).step_by(7) {
        let rehearsal = Rehearsal::new();
        let since = Arc::new(std::sync::Mutex::new(None));
        let noted = Arc::clone(&since);
        rehearsal.simulator.set_interceptor(move |call| {
            if call.number <= last_good {
                return Intervention::Proceed;
            }
            noted.lock().unwrap().get_or_insert_with(tokio::time::Instant::now);
            Intervention::Answer(expired(call))
        });
        let Err(error) = rehearsal.walk(None, &[]).await else {
            assert!(rehearsal.calls() as u64 <= last_good, "a walk ended well without credentials");
            return;
        };
        let took = since.lock().unwrap().unwrap().elapsed();
        assert!(
            took < Duration::from_secs(5),
            "it took {took:?} to stop after call {last_good}"
        );
        assert_eq!(error.aws().unwrap().class, Class::BadCredentials, "{error}");
        assert!(advice(&error).unwrap().contains("log in again"), "{error}");
        rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
        rehearsal.walk(None, &[]).await.unwrap();
        assert!(
            rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled),
            "after call {last_good}"
        );
    }
}

/// A sandbox served by this process, whose credentials expire when it is told.
struct Expiring {
    url: String,
    is_expired: Arc<AtomicBool>,
    after: Arc<AtomicU64>,
}

impl Expiring {
    fn start() -> Self {
        let simulator = Simulator::open(Options {
            region: "us-east-1".to_owned(),
            seed: 3,
            speed: 600.0,
            latencies: Latencies::default(),
            account: jalon_sandbox::Account::default(),
            directory: None,
            read_only: false,
        });
        let simulator = simulator.unwrap();
        let (is_expired, after) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(u64::MAX)));
        let (flag, limit) = (Arc::clone(&is_expired), Arc::clone(&after));
        simulator.set_interceptor(move |call| {
            if call.number > limit.load(Ordering::Relaxed) {
                flag.store(true, Ordering::Relaxed);
                return Intervention::Answer(expired(call));
            }
            Intervention::Proceed
        });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                serve(simulator, listener, std::future::pending()).await.unwrap();
            });
        });
        Self { url, is_expired, after }
    }

    /// Walks until the credentials expire, checks that the advice is this, and that the same command then ends whole.
    fn advises(&self, jalon: &Jalon, options: &[&str], advice: &str) {
        let walk = [
            &["walk", "--yes", "--region", "us-east-1", "--endpoint-url", &self.url],
            options,
        ]
        .concat();
        self.after.store(60, Ordering::Relaxed);
        let started = Instant::now();
        let stopped = jalon.run(&walk).ends_with(1);
        assert!(started.elapsed() < Duration::from_secs(30), "it took {:?}", started.elapsed());
        assert!(self.is_expired.load(Ordering::Relaxed));
        says(&stopped, advice);
        says(&stopped, "then run the same command: it goes on where it stopped");
        self.after.store(u64::MAX, Ordering::Relaxed);
        jalon.run(&walk).ends_with(0);
        let plan = [&["plan", "--detailed-exitcode", "--endpoint-url", &self.url], options].concat();
        jalon.run(&plan).ends_with(0);
    }
}

#[track_caller]
fn says(run: &Run, text: &str) {
    let told = run.stderr_line();
    assert!(told.contains(text), "\"{text}\" is not said:\n{}", run.stderr);
}

fn with_keys(jalon: Jalon) -> Jalon {
    jalon
        .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .with("AWS_SECRET_ACCESS_KEY", "not-a-secret")
}

fn write_aws_file(jalon: &Jalon, name: &str, text: &str) {
    let path = jalon.folder().join(".aws").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn temporary_keys_in_the_environment() {
    let jalon = with_keys(Jalon::new()).with("AWS_SESSION_TOKEN", "not-a-token");
    Expiring::start().advises(
        &jalon,
        &[],
        "put fresh keys into AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN",
    );
}

#[test]
fn a_profile_of_session_keys() {
    let jalon = Jalon::new();
    let keys = "[work]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = not-a-secret\naws_session_token = not-a-token\n";
    write_aws_file(&jalon, "credentials", keys);
    Expiring::start().advises(
        &jalon,
        &["--profile", "work"],
        "put fresh keys and their aws_session_token into the profile work",
    );
}

#[test]
fn a_program_that_gives_credentials() {
    // The SDK runs the program in a shell that it looks for.
    let jalon = Jalon::new().with("PATH", "/bin:/usr/bin");
    let program = jalon.folder().join("give.sh");
    let document =
        r#"{"Version": 1, "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "not-a-secret", "SessionToken": "not-a-token"}"#;
    std::fs::write(&program, format!("echo '{document}'\n")).unwrap();
    let config = format!("[profile vault]\ncredential_process = sh {}\n", program.display());
    write_aws_file(&jalon, "config", &config);
    let advice = "log in again with the program that gives the profile vault its credentials (credential_process)";
    Expiring::start().advises(&jalon, &["--profile", "vault"], advice);
}

#[test]
fn a_containers_role() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/role", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let document = r#"{"AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "not-a-secret", "Token": "not-a-token", "Expiration": "2099-01-01T00:00:00Z"}"#;
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                document.len()
            );
            let _ = stream.write_all(format!("{head}{document}").as_bytes());
        }
    });
    let jalon = Jalon::new().with("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url);
    write_aws_file(&jalon, "config", "[profile task]\nregion = us-east-1\n");
    Expiring::start().advises(
        &jalon,
        &["--profile", "task"],
        "these credentials of the container's role are renewed by themselves",
    );
}

#[test]
fn an_sso_session_that_has_expired() {
    let jalon = Jalon::new();
    let config = "[profile corp]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = admin\n\
                  [profile deploy]\nrole_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = corp\n\
                  [sso-session corp]\nsso_region = us-east-1\nsso_start_url = http://127.0.0.1:9/start\n";
    write_aws_file(&jalon, "config", config);
    // The file's name is the SHA-1 of the session's name.
    let token = r#"{"accessToken": "not-a-token", "expiresAt": "2020-01-01T00:00:00Z", "region": "us-east-1", "startUrl": "http://127.0.0.1:9/start"}"#;
    write_aws_file(&jalon, "sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json", token);
    for profile in ["corp", "deploy"] {
        let run = jalon.run(&[
            "walk",
            "--yes",
            "--profile",
            profile,
            "--region",
            "us-east-1",
            "--endpoint-url",
            "http://127.0.0.1:9",
        ]);
        let run = run.ends_with(1);
        says(&run, "SSO token");
        says(&run, "log in again with `aws sso login --profile corp`");
    }
}

#[test]
fn a_console_login_that_is_not_there() {
    let jalon = Jalon::new();
    write_aws_file(
        &jalon,
        "config",
        "[default]\nlogin_session = arn:aws:iam::123456789012:user/me\n",
    );
    let run = jalon
        .run(&[
            "walk",
            "--yes",
            "--profile",
            "default",
            "--region",
            "us-east-1",
            "--endpoint-url",
            "http://127.0.0.1:9",
        ])
        .ends_with(1);
    says(&run, "log in again with `aws login --profile default`");
}

/// What a client sends first to an endpoint on this machine.
fn first_request(jalon: &Jalon) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = vec![0; 16384];
        let read = stream.read(&mut request).unwrap();
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        String::from_utf8_lossy(&request[..read]).into_owned()
    });
    jalon.run(&["status", "--endpoint-url", &url]).ends_with(1);
    asked.join().unwrap().to_ascii_lowercase()
}

#[test]
fn an_endpoint_on_this_machine_gets_no_credentials_that_nobody_meant_for_it() {
    let jalon = Jalon::new()
        .with("AWS_PROFILE", "work")
        .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9/role");
    let keys = "aws_access_key_id = AKIDREAL\naws_secret_access_key = not-a-secret\naws_session_token = not-a-token\n";
    write_aws_file(&jalon, "credentials", &format!("[default]\n{keys}[work]\n{keys}"));
    let request = first_request(&jalon);
    assert!(request.contains("credential=any/"), "{request}");
    assert!(
        !request.contains("x-amz-security-token") && !request.contains("akidreal"),
        "{request}"
    );

    let named = first_request(&with_keys(jalon));
    assert!(
        named.contains("credential=akidexample/"),
        "the environment's keys are meant: {named}"
    );
}
