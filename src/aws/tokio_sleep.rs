//! Sleeping as the SDK does it, on the program's clock.

use std::time::Duration;

/// The SDK's timeouts go by tokio's time as everything else does.
#[derive(Debug)]
pub(super) struct TokioSleep;

impl aws_sdk_ec2::config::AsyncSleep for TokioSleep {
    fn sleep(&self, duration: Duration) -> aws_sdk_ec2::config::Sleep {
        aws_sdk_ec2::config::Sleep::new(tokio::time::sleep(duration))
    }
}
