//! The injected clock: every wait, every timestamp and every jitter of the program goes through it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::time::Instant;

/// A clock that is real, or scaled for the sandbox.
///
/// It stands on tokio's time, so a runtime with paused time makes it virtual: sleeping then costs nothing and every run is
/// reproducible.
#[derive(Clone, Debug)]
pub struct Clock {
    started: Instant,
    epoch: Timestamp,
    speed: f64,
    jitter: Arc<Mutex<StdRng>>,
}

impl Clock {
    /// A clock that runs as the wall clock does.
    pub fn real() -> Self {
        Self::scaled(1.0)
    }

    /// A clock on which `speed` seconds pass in each wall second. `speed` must be finite and above zero; anything else counts as 1.
    pub fn scaled(speed: f64) -> Self {
        let speed = if speed.is_finite() && speed > 0.0 { speed } else { 1.0 };
        Self {
            started: Instant::now(),
            epoch: Timestamp::now(),
            speed,
            jitter: Arc::new(Mutex::new(StdRng::from_os_rng())),
        }
    }

    /// The same clock, showing `epoch` at its start.
    pub fn showing(self, epoch: Timestamp) -> Self {
        Self { epoch, ..self }
    }

    /// The same clock, showing `epoch` at its start, and with all jitter following from `seed`: on paused time every run is then the
    /// same.
    pub fn reproducible(self, epoch: Timestamp, seed: u64) -> Self {
        Self {
            jitter: Arc::new(Mutex::new(StdRng::seed_from_u64(seed))),
            ..self.showing(epoch)
        }
    }

    /// How many seconds of this clock pass in a wall second.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// The time on this clock.
    pub fn now(&self) -> Timestamp {
        let elapsed = jiff::SignedDuration::try_from(self.elapsed()).unwrap_or(jiff::SignedDuration::MAX);
        self.epoch.checked_add(elapsed).unwrap_or(Timestamp::MAX)
    }

    /// How much time has passed on this clock since it was made.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed().mul_f64(self.speed)
    }

    /// A share between a half and the whole of `longest`, so that parallel callers spread out.
    pub fn jittered(&self, longest: Duration) -> Duration {
        let mut jitter = self.jitter.lock().unwrap_or_else(PoisonError::into_inner);
        longest.mul_f64(jitter.random_range(0.5..=1.0))
    }

    /// Waits for `duration` of this clock.
    pub async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration.div_f64(self.speed)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_scaled_clock_waits_a_fraction_and_counts_the_whole() {
        let clock = Clock::scaled(60.0);
        let before = Instant::now();
        clock.sleep(Duration::from_secs(120)).await;
        assert_eq!(before.elapsed(), Duration::from_secs(2));
        assert_eq!(clock.elapsed(), Duration::from_secs(120));
    }
}
