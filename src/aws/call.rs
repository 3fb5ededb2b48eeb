//! One way of calling AWS: retries that are safe for the call at hand, on the injected clock, and a record of every attempt.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::operation::noting_operation;
use super::{Action, Aws, AwsError, Backoff, Class, Cloud, LEAST_LOOKS, Operation, PROPAGATION_PATIENCE, Reason};

/// How often a failing call is sent at most.
const ATTEMPTS: u32 = 6;

/// For how long a failing call is sent again: a second answer that never comes is the last one waited for.
const RETRIED_FOR: Duration = Duration::from_secs(45);
/// How often a throttled call is sent at most: AWS did nothing, and its buckets refill while the call waits, about half a minute
/// in all.
const THROTTLED_ATTEMPTS: u32 = 12;

/// How long a denial is ridden out where it may pass by itself: a bucket's own block of public policies was opened moments before. What
/// denies for longer is the account's, its organization's or the identity's.
const DENIAL_SETTLES_WITHIN: Duration = Duration::from_secs(10);

/// How long a call may take before its delay is reported.
const SILENT_FOR: Duration = Duration::from_secs(5);
/// How often delays are reported at most: many calls are under way at once.
const DELAYS_EVERY: Duration = Duration::from_secs(15);

/// What may be sent again when nobody knows whether AWS acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It reads.
    Read,
    /// It changes something, and doing it twice is the same as doing it once (a client token, a natural key, a setting).
    Safe,
    /// It changes something, and doing it twice makes two: only a refusal that says nothing was done is repeated.
    OnlyIfRefused,
}

/// One attempt of one call, for `-v` and for counting.
#[derive(Clone, Debug)]
pub struct CallRecord {
    /// What was being done to what.
    pub action: Action,
    /// Whether it changes something.
    pub mutating: bool,
    /// The operation that was sent, where one was.
    pub operation: Option<Operation>,
    /// How long the answer took.
    pub took: Duration,
    /// How it failed, if it did.
    pub error: Option<CallFailure>,
}

/// How an attempt failed, in a word.
#[derive(Clone, Debug)]
pub enum CallFailure {
    /// AWS's error code.
    Code(String),
    /// What else is known.
    Reason(Reason),
}

impl CallFailure {
    fn of(error: &AwsError) -> Self {
        match &error.code {
            Some(code) => Self::Code(code.clone()),
            None => Self::Reason(error.reason.clone()),
        }
    }
}

/// A call that takes long: AWS has not answered yet, or its answer makes the call be sent again.
#[derive(Clone, Debug)]
pub struct Delay {
    /// What is being done to what.
    pub action: Action,
    /// For how long.
    pub waited: Duration,
    /// How the last attempt failed; `None` while the first answer is waited for.
    pub error: Option<CallFailure>,
}

/// Something that happens to a call.
#[derive(Clone, Debug)]
pub enum CallEvent {
    /// An attempt has ended.
    Attempt(CallRecord),
    /// The call takes long.
    Delay(Delay),
}

/// Receives every attempt, and now and then a delay.
pub type CallObserver = Arc<dyn Fn(&CallEvent) + Send + Sync>;

/// A call about to be made; see [`Aws::call`].
#[must_use]
pub struct Call<'a> {
    aws: &'a Aws,
    action: Action,
    repeat: Repeat,
    tolerated: &'static [&'static str],
    tolerated_words: &'static [(&'static str, &'static str)],
    may_last: bool,
    is_once: bool,
}

impl Aws {
    /// Prepares a call that does this.
    pub fn call(&self, repeat: Repeat, action: Action) -> Call<'_> {
        Call {
            aws: self,
            action,
            repeat,
            tolerated: &[],
            tolerated_words: &[],
            may_last: false,
            is_once: false,
        }
    }

    /// Prepares a call that only reads.
    pub fn read(&self, action: Action) -> Call<'_> {
        self.call(Repeat::Read, action)
    }
}

impl Call<'_> {
    /// Codes that mean a dependency made moments ago is not visible everywhere yet: the call is repeated while they come, for at
    /// most [`PROPAGATION_PATIENCE`].
    pub fn tolerating(mut self, codes: &'static [&'static str]) -> Self {
        self.tolerated = codes;
        self
    }

    /// As [`Call::tolerating`], for codes that mean this only where the message holds the words beside them.
    pub fn tolerating_words(mut self, words: &'static [(&'static str, &'static str)]) -> Self {
        self.tolerated_words = words;
        self
    }

    fn tolerates(&self, error: &AwsError) -> bool {
        error.is(self.tolerated) || self.tolerated_words.iter().any(|said| error.says(*said))
    }

    /// An attempt may take any time, as one that sends much does: only the number of attempts is limited.
    pub fn lasting(mut self) -> Self {
        self.may_last = true;
        self
    }

    /// The call is sent once, whatever becomes of it: nothing depends on its answer.
    pub fn once(mut self) -> Self {
        self.is_once = true;
        self
    }

    /// Makes the call, again and again where that is safe.
    ///
    /// # Errors
    ///
    /// The last failure, once repeating it is not safe, useless, or has been done often enough.
    pub async fn send<T, E, F, Fut>(self, mut attempt: F) -> Result<T, AwsError>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let started = self.aws.clock().elapsed();
        let mut retries = Backoff::for_retries();
        let mut propagation = Backoff::for_propagation();
        let (mut failures, mut tolerated) = (0, 0);
        let mut last_error = None;
        loop {
            let sent = self.aws.clock().elapsed();
            // The SDK's futures are large, and every future around them would hold one.
            let attempted = noting_operation(Box::pin(attempt()));
            let (result, operation) = tokio::select! {
                biased;
                attempted = attempted => attempted,
                () = self.aws.overdue(self.repeat) => return Err(AwsError::unanswered(&self.action).cut_short()),
                never = self.report_silence(started, last_error.as_ref()) => match never {},
            };
            let now = self.aws.clock().elapsed();
            let error = match result {
                Ok(answer) => {
                    self.record(operation, now - sent, None);
                    return Ok(answer);
                }
                Err(error) => AwsError::new(&self.action, &error)
                    .with_credentials_of(self.aws.credential_source())
                    .of_operation(operation.as_ref(), self.aws.cloud()),
            };
            self.record(operation, now - sent, Some(&error));
            tolerated += 1;
            let is_patient = now - started < patience_with(&error) || tolerated <= LEAST_LOOKS;
            let delay = if self.tolerates(&error) && is_patient && !error.is_denied_by_policy() {
                propagation.next_delay(self.aws.clock())
            } else {
                failures += 1;
                let attempts = match error.class {
                    _ if self.is_once => 1,
                    Class::Throttled => THROTTLED_ATTEMPTS,
                    Class::Ambiguous if self.repeat != Repeat::OnlyIfRefused => ATTEMPTS,
                    _ => 1,
                };
                let is_too_late = now - started >= RETRIED_FOR && !self.may_last;
                if failures >= attempts || is_too_late {
                    return Err(error);
                }
                retries.next_delay(self.aws.clock())
            };
            last_error = Some(CallFailure::of(&error));
            if !self.pause(delay, started, last_error.as_ref()).await {
                return Err(error.cut_short());
            }
        }
    }

    /// Pauses before the next attempt, unless the run is asked to stop, and reports the delay once the call takes long.
    async fn pause(&self, delay: Duration, started: Duration, last_error: Option<&CallFailure>) -> bool {
        tokio::select! {
            biased;
            goes_on = self.aws.pause(delay) => goes_on,
            never = self.report_once_long(started, last_error) => match never {},
        }
    }

    fn record(&self, operation: Option<Operation>, took: Duration, error: Option<&AwsError>) {
        self.aws.observe(&CallEvent::Attempt(CallRecord {
            action: self.action.clone(),
            mutating: self.repeat != Repeat::Read,
            operation,
            took,
            error: error.map(CallFailure::of),
        }));
    }

    /// Reports once that there is no answer yet, and never returns.
    async fn report_silence(&self, started: Duration, last_error: Option<&CallFailure>) -> Infallible {
        // Bytes move in a call that sends much. The sandbox answers in the time that a call takes at AWS.
        if self.may_last || *self.aws.cloud() == Cloud::Sandbox {
            return std::future::pending().await;
        }
        self.report_once_long(started, last_error).await
    }

    /// Reports the delay once the call takes long, and never returns.
    async fn report_once_long(&self, started: Duration, last_error: Option<&CallFailure>) -> Infallible {
        let clock = self.aws.clock();
        clock.sleep(SILENT_FOR.saturating_sub(clock.elapsed() - started)).await;
        self.report_delay(clock.elapsed() - started, last_error);
        std::future::pending().await
    }

    fn report_delay(&self, waited: Duration, last_error: Option<&CallFailure>) {
        if self.aws.may_report_delay(DELAYS_EVERY) {
            self.aws.observe(&CallEvent::Delay(Delay {
                action: self.action.clone(),
                waited,
                error: last_error.cloned(),
            }));
        }
    }
}

/// How long a tolerated failure is ridden out.
fn patience_with(error: &AwsError) -> Duration {
    match error.class {
        Class::Denied => DENIAL_SETTLES_WITHIN,
        _ => PROPAGATION_PATIENCE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_is_ridden_out_for_seconds_and_a_lag_for_longer() {
        let refused = |code: &str, message: &str| AwsError::refused(&Action::LookForTags, code, message);
        for message in [
            "Access Denied",
            "public policies are prevented by the BlockPublicPolicy setting",
        ] {
            assert_eq!(
                patience_with(&refused("AccessDenied", message)),
                DENIAL_SETTLES_WITHIN,
                "{message}"
            );
        }
        assert_eq!(patience_with(&refused("NoSuchBucket", "")), PROPAGATION_PATIENCE);
    }
}
