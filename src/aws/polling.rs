//! When to look again: retry back-off and the rhythm in which slow resources are polled.

use std::time::Duration;

use super::Clock;

/// How long a call whose dependency AWS does not list yet is repeated. AWS allows minutes for propagation; a resource made
/// moments ago is usually seen within seconds.
pub const PROPAGATION_PATIENCE: Duration = Duration::from_secs(90);

/// How long an interrupted create is looked for by its tags before it is made (again): AWS lists new things with a lag, and their
/// tags later still.
pub const LOOK_AGAIN_FOR: Duration = Duration::from_secs(20);

/// Growing delays with the clock's jitter.
#[derive(Clone, Debug)]
pub struct Backoff {
    next: Duration,
    ceiling: Duration,
}

impl Backoff {
    /// Delays that start at `first` and double up to `ceiling`.
    pub fn new(first: Duration, ceiling: Duration) -> Self {
        Self { next: first, ceiling }
    }

    /// The delays between attempts of one refused or failed call.
    pub fn for_retries() -> Self {
        Self::new(Duration::from_millis(200), Duration::from_secs(4))
    }

    /// The delays between looks at something AWS does not list yet.
    pub fn for_propagation() -> Self {
        Self::new(Duration::from_millis(500), Duration::from_secs(4))
    }

    /// Waits for the next delay: between a half and all of the current one.
    pub async fn wait(&mut self, clock: &Clock) {
        clock.sleep(self.next_delay(clock)).await;
    }

    /// The next delay: between a half and all of the current one.
    pub fn next_delay(&mut self, clock: &Clock) -> Duration {
        let delay = clock.jittered(self.next);
        self.next = (self.next * 2).min(self.ceiling);
        delay
    }
}

/// The rhythm in which a resource that takes long is looked at.
///
/// One early look, for clouds where things are ready at once; then nothing while it cannot be ready yet; from shortly before the
/// usual time on, every two seconds, and more slowly once it is far over.
#[derive(Clone, Copy, Debug)]
pub struct PollSchedule {
    usual: Duration,
}

impl PollSchedule {
    /// A schedule for something that usually takes `usual`.
    pub fn new(usual: Duration) -> Self {
        Self { usual }
    }

    /// How long to wait before the next look, `waited` after the start.
    pub fn delay_after(&self, waited: Duration) -> Duration {
        const EARLY: Duration = Duration::from_millis(500);
        const EVERY: Duration = Duration::from_secs(2);
        if waited < EARLY {
            return EARLY - waited;
        }
        let first_look = self.usual.mul_f64(0.6);
        if waited < first_look {
            return (first_look - waited).max(EARLY);
        }
        if waited < self.usual.mul_f64(3.0).max(Duration::from_secs(60)) {
            return EVERY.min(self.usual.mul_f64(0.25).max(EARLY));
        }
        Duration::from_secs(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_resource_is_first_looked_at_shortly_before_its_usual_time() {
        let schedule = PollSchedule::new(Duration::from_secs(250));
        assert_eq!(schedule.delay_after(Duration::ZERO), Duration::from_millis(500));
        assert_eq!(schedule.delay_after(Duration::from_secs(1)), Duration::from_secs(149));
        assert_eq!(schedule.delay_after(Duration::from_secs(150)), Duration::from_secs(2));
        assert_eq!(schedule.delay_after(Duration::from_secs(900)), Duration::from_secs(5));
    }

    #[test]
    fn a_quick_resource_is_looked_at_within_a_second() {
        let schedule = PollSchedule::new(Duration::from_secs(3));
        assert!(schedule.delay_after(Duration::from_secs(2)) <= Duration::from_secs(1));
    }

    #[tokio::test]
    async fn retry_delays_grow_to_their_ceiling() {
        let (clock, mut backoff) = (Clock::real(), Backoff::for_retries());
        let delays: Vec<_> = (0..8).map(|_| backoff.next_delay(&clock)).collect();
        assert!(delays[0] <= Duration::from_millis(200));
        assert!(delays[7] <= Duration::from_secs(4) && delays[7] >= Duration::from_secs(2));
    }
}
