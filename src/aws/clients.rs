//! The clients of one deployment's cloud: AWS itself, another endpoint, or the sandbox.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sts::config::IdentityCache;
use aws_smithy_http_client::tls;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};

use super::caller::LearnerLab;
use super::credential_source::SourceInUse;
use super::operation::OperationNote;
use super::whole_answers::whole_answers;
use super::{Action, AwsError, CallEvent, CallObserver, Clock, CredentialSource, Lacking, Repeat, credentials};

/// Which cloud a deployment lives in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Cloud {
    /// AWS itself.
    Aws,
    /// Another endpoint that speaks AWS's protocols.
    Endpoint {
        /// Its URL.
        url: String,
    },
    /// The simulated AWS inside this program.
    Sandbox,
}

impl Cloud {
    /// `aws`, `endpoint` or `sandbox`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Cloud::Aws => "aws",
            Cloud::Endpoint { .. } => "endpoint",
            Cloud::Sandbox => "sandbox",
        }
    }

    /// Whether it is an endpoint on this machine, by its address: a name may lead anywhere, except `localhost`.
    fn is_loopback(&self) -> bool {
        let Cloud::Endpoint { url } = self else { return false };
        let uri: Option<http::Uri> = url.parse().ok();
        let host = uri.as_ref().and_then(http::Uri::host).unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
    }

    /// The endpoint's URL, of an endpoint.
    pub fn endpoint_url(&self) -> Option<&str> {
        match self {
            Cloud::Endpoint { url } => Some(url),
            Cloud::Aws | Cloud::Sandbox => None,
        }
    }
}

/// How to reach a cloud.
pub struct Connection {
    /// Which cloud.
    pub cloud: Cloud,
    /// The region's code, e.g. `us-east-1`.
    pub region: String,
    /// A profile of the AWS configuration files.
    pub profile: Option<String>,
    /// The HTTP client of the sandbox; `None` for a real connection.
    pub http_client: Option<SharedHttpClient>,
    /// The clock all waiting goes by.
    pub clock: Clock,
}

/// The clients, the clock and the observer every call goes through.
#[derive(Clone)]
pub struct Aws {
    ec2: aws_sdk_ec2::Client,
    rds: aws_sdk_rds::Client,
    s3: aws_sdk_s3::Client,
    sts: aws_sdk_sts::Client,
    config: SdkConfig,
    cloud: Cloud,
    region: String,
    clock: Clock,
    observer: Option<CallObserver>,
    /// When a delay was last reported, on the clock.
    delay_reported: Arc<Mutex<Option<Duration>>>,
    stopping: Option<Arc<dyn StopSignal>>,
    source: SourceInUse,
    learner_lab: LearnerLab,
}

/// How long one attempt of a call waits for its answer.
pub(super) const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a call that changes something may go on once the run is to stop.
const ANSWERED_WITHIN: Duration = Duration::from_secs(4);

/// Whether the run has been asked to stop: then no failed call is sent again, and nothing is waited for.
pub trait StopSignal: Send + Sync {
    /// Whether the run has been asked to stop.
    fn is_stopping(&self) -> bool;

    /// Waits until the run is asked to stop.
    fn stopping(&self) -> BoxFuture<'_, ()>;
}

impl Aws {
    /// Makes the clients. Nothing is sent yet.
    ///
    /// The SDK's own retries are off: whether a call may be repeated is decided in [`super::Call`], which knows what it does.
    pub fn connect(connection: Connection) -> Self {
        let http_client = connection.http_client.unwrap_or_else(|| {
            aws_smithy_http_client::Builder::new()
                .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
                .build_https()
        });
        let http_client = whole_answers(http_client);
        let region = Region::new(connection.region.clone());
        let provider_config = ProviderConfig::without_region()
            .with_region(Some(region.clone()))
            .with_http_client(http_client.clone());
        let source = SourceInUse::default();
        let credentials = match connection.cloud {
            Cloud::Sandbox => credentials::for_sandbox(),
            // A profile that is named is meant.
            ref cloud if cloud.is_loopback() && connection.profile.is_none() => credentials::for_loopback(&source),
            _ => credentials::chain(&provider_config, connection.profile.as_deref(), &source),
        };
        let mut config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(region)
            .http_client(http_client)
            .credentials_provider(credentials)
            // One for all services: whoever is asked for credentials, a program or a person, is asked once.
            .identity_cache(IdentityCache::lazy().build())
            .sleep_impl(TokioSleep)
            .retry_config(RetryConfig::disabled())
            .timeout_config(timeouts(&connection.cloud))
            .stalled_stream_protection(aws_config::stalled_stream_protection::StalledStreamProtectionConfig::disabled());
        if let Cloud::Endpoint { url } = &connection.cloud {
            config = config.endpoint_url(url.clone());
        }
        let config = config.build();
        let s3_config = aws_sdk_s3::config::Builder::from(&config)
            .force_path_style(connection.cloud != Cloud::Aws)
            .interceptor(OperationNote)
            .build();
        let sts_config = aws_sdk_sts::config::Builder::from(&config).interceptor(OperationNote).build();
        let (ec2, rds) = regional_clients(&config);
        Self {
            ec2,
            rds,
            s3: aws_sdk_s3::Client::from_conf(s3_config),
            sts: aws_sdk_sts::Client::from_conf(sts_config),
            config,
            cloud: connection.cloud,
            region: connection.region,
            clock: connection.clock,
            observer: None,
            delay_reported: Arc::default(),
            stopping: None,
            source,
            learner_lab: LearnerLab::default(),
        }
    }

    /// Clients of EC2 and RDS in another region of the same cloud, for reading; S3's are as before, since bucket names are of all regions.
    pub fn in_region(&self, region: &str) -> Self {
        let config = self
            .config
            .clone()
            .into_builder()
            .region(Region::new(region.to_owned()))
            .build();
        let (ec2, rds) = regional_clients(&config);
        Self {
            ec2,
            rds,
            region: region.to_owned(),
            config,
            ..self.clone()
        }
    }

    /// The same clients, reporting every attempt of every call to `observer`.
    pub fn observed_by(mut self, observer: CallObserver) -> Self {
        self.observer = Some(observer);
        self
    }

    /// The same clients, which send nothing again once `stopping` says so.
    pub fn stopping_when(mut self, stopping: Arc<dyn StopSignal>) -> Self {
        self.stopping = Some(stopping);
        self
    }

    /// Waits for `duration` of the deployment's clock before something is tried again, or until the run is asked to stop; whether
    /// it may be tried again.
    pub(crate) async fn pause(&self, duration: Duration) -> bool {
        let Some(stopping) = &self.stopping else {
            self.clock.sleep(duration).await;
            return true;
        };
        tokio::select! {
            biased;
            () = self.clock.sleep(duration) => !stopping.is_stopping(),
            () = stopping.stopping() => false,
        }
    }

    /// Waits until a call under way is given up: the run has been asked to stop, and an endpoint that says nothing would hold it up. A call
    /// that changes something is given some seconds, since its answer is worth recording; what it did without one, the next run finds.
    pub(super) async fn overdue(&self, repeat: Repeat) {
        let Some(stopping) = &self.stopping else {
            return std::future::pending().await;
        };
        stopping.stopping().await;
        if repeat != Repeat::Read {
            tokio::time::sleep(ANSWERED_WITHIN).await;
        }
    }

    /// Lets a call begin, one of many that nobody waits for by itself, unless the run has been asked to stop.
    ///
    /// # Errors
    ///
    /// That the call was not made for this reason.
    pub(crate) fn check_stopping(&self, action: &Action) -> Result<(), AwsError> {
        if self.is_stopping() {
            return Err(AwsError::not_carried_out(action).cut_short());
        }
        Ok(())
    }

    /// Whether the run has been asked to stop.
    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.as_ref().is_some_and(|stopping| stopping.is_stopping())
    }

    /// The configuration of a call of S3 that may take another time than most: this long, or any where [`super::Pulse::watch`] watches it.
    pub(crate) fn timed(&self, limit: Option<Duration>) -> aws_sdk_s3::config::Builder {
        let timeouts = TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT);
        let timeouts = match limit {
            _ if self.cloud == Cloud::Sandbox => TimeoutConfig::disabled(),
            Some(limit) => timeouts.operation_attempt_timeout(limit).build(),
            None => timeouts.disable_operation_attempt_timeout().build(),
        };
        aws_sdk_s3::config::Builder::new().timeout_config(timeouts)
    }

    /// Where the credentials in use came from; `None` before the first call, and in the sandbox, which needs none.
    pub(super) fn credential_source(&self) -> Option<CredentialSource> {
        self.source.get()
    }

    /// Whether no credentials were found for an endpoint on this machine, and it is given placeholders; known after the first call.
    pub fn uses_placeholders(&self) -> bool {
        self.source.get() == Some(CredentialSource::Placeholder)
    }

    /// Asks AWS whose credentials these are: the account's twelve digits.
    ///
    /// # Errors
    ///
    /// When the call fails; missing and expired credentials come out here first.
    pub async fn account(&self) -> Result<String, AwsError> {
        let action = Action::Identify {
            endpoint: self.cloud.endpoint_url().map(str::to_owned),
        };
        let answer = self
            .read(action.clone())
            .send(|| self.sts.get_caller_identity().send())
            .await?;
        self.learner_lab.note(answer.arn.as_deref());
        answer
            .account
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Account))
    }

    /// Whether the caller is a user of an AWS Academy Learner Lab; known once [`Aws::account`] was asked.
    pub fn is_learner_lab(&self) -> bool {
        self.learner_lab.is_known()
    }

    /// The EC2 client.
    pub fn ec2(&self) -> &aws_sdk_ec2::Client {
        &self.ec2
    }

    /// The RDS client.
    pub fn rds(&self) -> &aws_sdk_rds::Client {
        &self.rds
    }

    /// The S3 client.
    pub fn s3(&self) -> &aws_sdk_s3::Client {
        &self.s3
    }

    /// Which cloud this is.
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    /// The region's code.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The injected clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(super) fn observe(&self, event: &CallEvent) {
        if let Some(observer) = &self.observer {
            observer(event);
        }
    }

    /// Whether no delay was reported for this long; the caller reports one then.
    pub(super) fn may_report_delay(&self, every: Duration) -> bool {
        let now = self.clock.elapsed();
        let mut last = self.delay_reported.lock().unwrap_or_else(PoisonError::into_inner);
        let may = last.is_none_or(|last| now.saturating_sub(last) >= every);
        if may {
            *last = Some(now);
        }
        may
    }
}

/// The clients of the services that know nothing of other regions.
fn regional_clients(config: &SdkConfig) -> (aws_sdk_ec2::Client, aws_sdk_rds::Client) {
    let ec2 = aws_sdk_ec2::config::Builder::from(config).interceptor(OperationNote);
    let rds = aws_sdk_rds::config::Builder::from(config).interceptor(OperationNote);
    (
        aws_sdk_ec2::Client::from_conf(ec2.build()),
        aws_sdk_rds::Client::from_conf(rds.build()),
    )
}

/// The sandbox is in this process and answers or does not: its simulated delays must not be taken for a lost connection.
fn timeouts(cloud: &Cloud) -> TimeoutConfig {
    if *cloud == Cloud::Sandbox {
        return TimeoutConfig::disabled();
    }
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(CALL_TIMEOUT)
        .build()
}

/// The SDK's timeouts go by tokio's time as everything else does.
#[derive(Debug)]
pub(crate) struct TokioSleep;

impl aws_sdk_ec2::config::AsyncSleep for TokioSleep {
    fn sleep(&self, duration: Duration) -> aws_sdk_ec2::config::Sleep {
        aws_sdk_ec2::config::Sleep::new(tokio::time::sleep(duration))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_endpoint_on_this_machine_takes_any_credentials() {
        let is_loopback = |url: &str| Cloud::Endpoint { url: url.to_owned() }.is_loopback();
        for url in [
            "http://127.0.0.1:4599",
            "http://localhost:4599",
            "https://[::1]:1",
            "http://127.8.9.10",
            "http://LOCALHOST",
        ] {
            assert!(is_loopback(url), "{url}");
        }
        for url in [
            "http://10.0.0.1:4599",
            "http://localhost.evil.example",
            "http://s3.localhost",
            "http://127.1",
            "http://0.0.0.0:4599",
            "http://127.0.0.1@evil.example",
            "http://127.0.0.1.nip.io",
            "http://[2001:db8::1]",
        ] {
            assert!(!is_loopback(url), "{url}");
        }
        assert!(!Cloud::Aws.is_loopback() && !Cloud::Sandbox.is_loopback());
    }
}
