//! The time of the simulated AWS: tokio's time multiplied by a speed, so that a paused tokio runtime is a virtual clock.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

/// The start time of a world in memory: 2026-01-15T09:00:00Z, in seconds since the epoch.
const BEGINNING: i64 = 1_768_467_600;

/// Simulated time that runs at a speed from a start. Times are cut to milliseconds, AWS's grain.
#[derive(Debug, Clone)]
pub struct Clock {
    start: Timestamp,
    started: Instant,
    speed: f64,
}

impl Clock {
    /// A clock that shows `start` now and runs `speed` simulated seconds a second. A speed that is not a positive
    /// number counts as 1.
    pub fn starting_at(start: Timestamp, speed: f64) -> Self {
        let speed = if speed.is_finite() && speed > 0.0 { speed } else { 1.0 };
        Self {
            start: whole_milliseconds(start),
            started: Instant::now(),
            speed,
        }
    }

    /// The simulated time, never earlier than at a former call.
    pub fn now(&self) -> Timestamp {
        let elapsed = scaled(self.started.elapsed(), self.speed);
        whole_milliseconds(after(self.start, elapsed))
    }

    /// Waits for a simulated time.
    pub async fn sleep(&self, duration: Duration) {
        if !duration.is_zero() {
            tokio::time::sleep(scaled(duration, 1.0 / self.speed)).await;
        }
    }

    /// Simulated seconds that pass in a second.
    pub fn speed(&self) -> f64 {
        self.speed
    }
}

/// The time at which the clock of a stored world continues: the last recorded simulated time plus the wall time that
/// passed since then, scaled. A wall clock that went backwards adds nothing.
pub fn resumed(last: Timestamp, last_wall: Timestamp, wall: Timestamp, speed: f64) -> Timestamp {
    let away = Duration::try_from(wall.duration_since(last_wall)).unwrap_or_default();
    after(last, scaled(away, speed))
}

/// The form of times in HTTP headers. Source: RFC 9110, section 5.6.7.
pub fn http_date(moment: Timestamp) -> String {
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The fixed first moment of a world in memory.
pub fn beginning() -> Timestamp {
    Timestamp::from_second(BEGINNING).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// `moment` and `duration` later, or the end of time.
pub fn after(moment: Timestamp, duration: Duration) -> Timestamp {
    moment.checked_add(duration).unwrap_or(Timestamp::MAX)
}

/// The form of times in EC2, RDS and S3 documents: UTC with milliseconds.
pub fn iso8601(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

fn whole_milliseconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
}

fn scaled(duration: Duration, factor: f64) -> Duration {
    Duration::try_from_secs_f64(duration.as_secs_f64() * factor).unwrap_or(Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_scaled_clock_sleeps_shorter() {
        let clock = Clock::starting_at(beginning(), 60.0);
        let wall = Instant::now();
        clock.sleep(Duration::from_secs(3600)).await;
        assert_eq!(wall.elapsed(), Duration::from_secs(60));
        assert_eq!(
            clock.now(),
            after(beginning(), Duration::from_secs(3600)),
            "an hour of AWS went by"
        );
        assert_eq!(iso8601(clock.now()), "2026-01-15T10:00:00.000Z");
    }

    #[test]
    fn time_goes_on_while_no_process_runs_and_never_backwards() {
        let wall = beginning();
        let later = after(wall, Duration::from_secs(10));
        let minute = after(beginning(), Duration::from_secs(600));
        assert_eq!(resumed(beginning(), wall, later, 60.0), minute);
        assert_eq!(resumed(beginning(), later, wall, 60.0), beginning());
    }
}
