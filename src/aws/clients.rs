//! The clients of one deployment's cloud: AWS itself, another endpoint, or the sandbox.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sts::config::IdentityCache;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use futures_util::future::BoxFuture;

use super::caller::LearnerLab;
use super::credential_source::SourceInUse;
use super::operation::OperationNote;
use super::tokio_sleep::TokioSleep;
use super::whole_answers::whole_answers;
use super::{Action, AwsError, CallEvent, CallObserver, Clock, Cloud, CredentialSource, Lacking, Outbound, Repeat, credentials};

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
    /// The way out of this machine.
    pub outbound: Outbound,
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
    service_quotas: aws_sdk_servicequotas::Client,
    pricing: aws_sdk_pricing::Client,
    config: SdkConfig,
    outbound: Outbound,
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

/// A region that no account has to enable. Source: Account Management guide, "Enable or disable AWS Regions in your account".
const ALWAYS_ENABLED: &str = "us-east-1";

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
        let outbound = match &connection.cloud {
            // No proxy leads back to this machine.
            cloud if cloud.is_loopback() => connection.outbound.direct(),
            _ => connection.outbound,
        };
        let http_client = connection.http_client.unwrap_or_else(|| outbound.http_client());
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
        match &connection.cloud {
            Cloud::Endpoint { url } => config = config.endpoint_url(url.clone()),
            Cloud::Aws => config = config.use_fips(outbound.use_fips).use_dual_stack(outbound.use_dual_stack),
            Cloud::Sandbox => {}
        }
        let config = config.build();
        let s3_config = aws_sdk_s3::config::Builder::from(&config)
            .force_path_style(connection.cloud != Cloud::Aws)
            .interceptor(OperationNote)
            .build();
        let sts_config = aws_sdk_sts::config::Builder::from(&config).interceptor(OperationNote).build();
        let quotas_config = aws_sdk_servicequotas::config::Builder::from(&config)
            .interceptor(OperationNote)
            .build();
        let (ec2, rds) = regional_clients(&config);
        Self {
            ec2,
            rds,
            pricing: pricing_client(&config, &connection.region),
            s3: aws_sdk_s3::Client::from_conf(s3_config),
            sts: aws_sdk_sts::Client::from_conf(sts_config),
            service_quotas: aws_sdk_servicequotas::Client::from_conf(quotas_config),
            config,
            outbound,
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
        let answer = self.read(action.clone()).send(|| self.sts.get_caller_identity().send()).await;
        let answer = match answer {
            Err(error) if self.is_region_disabled(&error, &action).await => return Err(error.of_disabled_region()),
            answer => answer?,
        };
        self.learner_lab.note(answer.arn.as_deref());
        answer
            .account
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Account))
    }

    /// Whether the caller is a user of an AWS Academy Learner Lab; known once [`Aws::account`] was asked.
    pub fn is_learner_lab(&self) -> bool {
        self.learner_lab.is_known()
    }

    /// Whether a key that the region does not know is known in the region that every account has: then the region is not enabled. Source:
    /// docs/AWS.md, "Error codes".
    async fn is_region_disabled(&self, error: &AwsError, action: &Action) -> bool {
        if !error.is(&["InvalidClientTokenId"]) || self.region == ALWAYS_ENABLED {
            return false;
        }
        let region = Region::new(ALWAYS_ENABLED);
        let elsewhere = self.config.clone().into_builder().region(region).build();
        let sts = aws_sdk_sts::Client::new(&elsewhere);
        self.read(action.clone())
            .send(|| sts.get_caller_identity().send())
            .await
            .is_ok()
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

    /// The Service Quotas client.
    pub fn service_quotas(&self) -> &aws_sdk_servicequotas::Client {
        &self.service_quotas
    }

    /// The client of the Price List Query API, which knows the prices of all regions.
    pub fn pricing(&self) -> &aws_sdk_pricing::Client {
        &self.pricing
    }

    /// The way out of this machine.
    pub fn outbound(&self) -> &Outbound {
        &self.outbound
    }

    /// Whether endpoints validated by FIPS 140 are asked, and such with IPv6 addresses.
    #[cfg(test)]
    pub(super) fn endpoint_kinds(&self) -> (bool, bool) {
        let (fips, dual_stack) = (self.config.use_fips(), self.config.use_dual_stack());
        (fips == Some(true), dual_stack == Some(true))
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

/// The client for prices: few regions have that service.
fn pricing_client(config: &SdkConfig, region: &str) -> aws_sdk_pricing::Client {
    let builder = aws_sdk_pricing::config::Builder::from(config).region(Region::new(price_endpoint(region)));
    aws_sdk_pricing::Client::from_conf(builder.interceptor(OperationNote).build())
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

/// The region nearest to this one that has an endpoint of the Price List Query API. Source: Billing user guide, "Using the Price List Query
/// API".
fn price_endpoint(region: &str) -> &'static str {
    match region.split('-').next() {
        Some("af" | "eu" | "il" | "me") => "eu-central-1",
        Some("ap") => "ap-south-1",
        _ => "us-east-1",
    }
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
