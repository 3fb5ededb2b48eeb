//! When to look again: retry back-off and the rhythm in which slow resources are polled.

use std::time::Duration;

use super::clients::CALL_TIMEOUT;
use super::{Aws, AwsError, Clock, Cloud};

/// How long a call whose dependency AWS does not list yet is repeated. AWS allows minutes for propagation; a resource made
/// moments ago is usually seen within seconds.
pub const PROPAGATION_PATIENCE: Duration = Duration::from_secs(90);

/// How long to look for an interrupted create by its tags before it is sent (again): AWS lists new things with a lag, and their
/// tags later still.
pub const LOOK_AGAIN_FOR: Duration = Duration::from_secs(20);

/// How long AWS may still act on a request once the run that sent it is gone: as long as a client waits for its answer.
pub const SENT_MAY_ACT_FOR: Duration = CALL_TIMEOUT;

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

    /// The delays between looks at something AWS does not list yet: about a second in most cases, so that a look much earlier is wasted.
    pub fn for_propagation() -> Self {
        Self::new(Duration::from_millis(800), Duration::from_secs(4))
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

/// How often a thing made moments ago is looked for at least, however fast the clock runs and however slowly AWS answers.
pub(super) const LEAST_LOOKS: u32 = 5;

/// Looks again and again at what was made moments ago and isn't known everywhere yet, for at most [`PROPAGATION_PATIENCE`].
pub(crate) struct Propagation<'a> {
    aws: &'a Aws,
    started: Duration,
    backoff: Backoff,
    looks: u32,
}

impl<'a> Propagation<'a> {
    /// The patience begins now.
    pub(crate) fn begins(aws: &'a Aws) -> Self {
        Self {
            aws,
            started: aws.clock().elapsed(),
            backoff: Backoff::for_propagation(),
            looks: 0,
        }
    }

    /// Waits until it is time for the next look.
    ///
    /// # Errors
    ///
    /// This failure, once it stands: the patience is over, or the run is to stop.
    pub(crate) async fn next_look(&mut self, failure: AwsError) -> Result<(), AwsError> {
        let clock = self.aws.clock();
        self.looks += 1;
        if clock.elapsed() - self.started > PROPAGATION_PATIENCE && self.looks > LEAST_LOOKS {
            return Err(failure);
        }
        if self.aws.pause(self.backoff.next_delay(clock)).await {
            return Ok(());
        }
        Err(failure.cut_short())
    }
}

/// A search for something that AWS may list late: its kind is listed again and again.
///
/// Only a listing that begins once the patience is over shows that the thing isn't there. One that begins earlier may be answered
/// late, as it is sent again and waited for, and still shows what was so when it began.
pub struct Search<'a> {
    clock: &'a Clock,
    started: Duration,
    patience: Duration,
    listing_since: Duration,
    backoff: Backoff,
}

impl<'a> Search<'a> {
    /// A search whose first listing begins now.
    pub fn begin(clock: &'a Clock, patience: Duration) -> Self {
        let now = clock.elapsed();
        Self {
            clock,
            started: now,
            patience,
            listing_since: now,
            backoff: Backoff::for_propagation(),
        }
    }

    /// Whether the current listing is the last one: it began once the patience was over.
    pub fn is_over(&self) -> bool {
        self.listing_since - self.started >= self.patience
    }

    /// Waits until the next listing begins.
    pub async fn next(&mut self) {
        let searched = self.clock.elapsed() - self.started;
        let delay = self.backoff.next_delay(self.clock);
        self.clock.sleep(delay.min(self.patience.saturating_sub(searched))).await;
        self.listing_since = self.clock.elapsed();
    }
}

/// The rhythm of polling a resource that takes long.
///
/// What takes two minutes or longer is polled after three fifths of the usual time, lest it be far quicker than usual; from shortly
/// before the usual time on, everything is every three seconds, quick things more often, and more slowly once it is far over.
#[derive(Clone, Copy, Debug)]
pub struct PollSchedule {
    usual: Duration,
    is_eager: bool,
    is_unhurried: bool,
}

impl PollSchedule {
    /// A schedule for something that usually takes `usual`.
    pub fn new(usual: Duration) -> Self {
        Self {
            usual,
            is_eager: false,
            is_unhurried: false,
        }
    }

    /// The same for something that is expected long before something else is: it is polled more seldom.
    pub fn unhurried(self, is_unhurried: bool) -> Self {
        Self { is_unhurried, ..self }
    }

    /// The same for this cloud. Other endpoints may run at any speed. Poll quickly at first, then back off to AWS's own interval.
    pub fn at(self, cloud: &Cloud) -> Self {
        Self {
            is_eager: matches!(cloud, Cloud::Endpoint { .. }),
            ..self
        }
    }

    /// How long to wait before the next look, `waited` after the start.
    pub fn delay_after(&self, waited: Duration) -> Duration {
        let delay = self.aws_delay_after(waited);
        if !self.is_eager {
            return delay;
        }
        delay.min((waited / 2).max(Duration::from_millis(100)))
    }

    fn aws_delay_after(&self, waited: Duration) -> Duration {
        const LEAST: Duration = Duration::from_millis(500);
        const EVERY: Duration = Duration::from_millis(2500);
        const UNHURRIED: Duration = Duration::from_secs(10);
        let lasts_minutes = self.usual >= Duration::from_secs(120);
        let early = lasts_minutes.then_some(0.6);
        for share in early.into_iter().chain([0.85]) {
            let look = self.usual.mul_f64(share);
            if waited < look {
                return (look - waited).max(LEAST);
            }
        }
        if waited < self.usual.mul_f64(3.0).max(Duration::from_secs(60)) {
            let (least, most) = if self.is_unhurried {
                (2 * LEAST, UNHURRIED)
            } else {
                (LEAST, EVERY)
            };
            return self.usual.mul_f64(0.25).clamp(least, most);
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
        assert_eq!(schedule.delay_after(Duration::ZERO), Duration::from_secs(150));
        assert_eq!(schedule.delay_after(Duration::from_secs(150)), Duration::from_millis(62_500));
        assert_eq!(
            schedule.delay_after(Duration::from_millis(212_500)),
            Duration::from_millis(2500)
        );
        assert_eq!(schedule.delay_after(Duration::from_secs(900)), Duration::from_secs(5));
    }

    #[test]
    fn what_is_expected_long_before_something_else_is_looked_at_more_seldom() {
        for (usual, hurried, unhurried) in [(2, 500, 1000), (10, 2500, 2500), (105, 2500, 10_000)] {
            let schedule = PollSchedule::new(Duration::from_secs(usual));
            let waited = Duration::from_secs(usual);
            assert_eq!(schedule.delay_after(waited), Duration::from_millis(hurried));
            assert_eq!(schedule.unhurried(true).delay_after(waited), Duration::from_millis(unhurried));
        }
    }

    #[test]
    fn behind_an_endpoint_nothing_is_waited_for_much_longer_than_it_takes() {
        let endpoint = Cloud::Endpoint {
            url: "http://127.0.0.1:4599".to_owned(),
        };
        let schedule = PollSchedule::new(Duration::from_secs(264)).at(&endpoint);
        let (mut waited, mut looks) = (Duration::ZERO, 0);
        while waited < Duration::from_secs(264) {
            let delay = schedule.delay_after(waited);
            assert!(
                delay <= (waited / 2).max(Duration::from_millis(100)),
                "{delay:?} after {waited:?}"
            );
            waited += delay;
            looks += 1;
        }
        assert!(looks < 50, "{looks} looks");
    }

    #[test]
    fn a_quick_resource_is_looked_at_within_a_second() {
        let schedule = PollSchedule::new(Duration::from_secs(3));
        assert!(schedule.delay_after(Duration::from_secs(2)) <= Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_listing_that_began_before_the_patience_was_over_is_not_the_last_one() {
        let clock = Clock::real();
        let mut search = Search::begin(&clock, Duration::from_secs(20));
        // One call of the first listing is answered after half a minute.
        clock.sleep(Duration::from_secs(30)).await;
        assert!(!search.is_over(), "it shows the state of half a minute ago");
        search.next().await;
        assert_eq!(clock.elapsed(), Duration::from_secs(30), "nothing is left to wait for");
        assert!(search.is_over());
    }

    #[tokio::test]
    async fn retry_delays_grow_to_their_ceiling() {
        let (clock, mut backoff) = (Clock::real(), Backoff::for_retries());
        let delays: Vec<_> = (0..8).map(|_| backoff.next_delay(&clock)).collect();
        assert!(delays[0] <= Duration::from_millis(200));
        assert!(delays[7] <= Duration::from_secs(4) && delays[7] >= Duration::from_secs(2));
    }
}
