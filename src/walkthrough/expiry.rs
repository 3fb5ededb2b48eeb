//! When a deployment expires: what a person says is remembered, and written to everything as a tag.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::aws::TAG_EXPIRES;
use crate::checkpoint::{Expiry, StateFile};
use crate::resources::{Observed, latest_expiry};
use crate::walkthrough::{Error, Event, Expiring, ExpiryOption, ExpiryProblem, Misuse, Notice, Result, Session};

/// How far ahead an expiry is at least, in minutes: a walk takes longer than that, and hosts that stop themselves in the middle of it help nobody.
const LEAST_MINUTES: i64 = 10;

impl Session {
    /// When the deployment expires, where it does.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.checkpoint().read(StateFile::expires_at)
    }

    /// The same, seen from now.
    pub fn expiring(&self) -> Option<Expiring> {
        self.checkpoint().read(|state| Expiring::of(state, self.aws().clock()))
    }

    /// Whether the deployment has expired.
    pub(in crate::walkthrough) fn has_expired(&self) -> bool {
        self.expiring().is_some_and(|expiring| expiring.is_over())
    }

    /// Remembers when the deployment is to expire, or that it isn't, where a person says so; what is tagged so where nothing is remembered.
    /// Then refuses a deployment that has expired.
    ///
    /// # Errors
    ///
    /// The moment is past or too near, the deployment has expired and no other moment is given, or it can't be remembered.
    pub fn settle_expiry(&self, option: Option<ExpiryOption>) -> Result<()> {
        match option {
            Some(option) => self.keep_expiry(option)?,
            None => self.recover_expiry()?,
        }
        match self.expiring().filter(Expiring::is_over) {
            None => Ok(()),
            Some(over) => Err(Error::from(Misuse::Expiry(ExpiryProblem::Over {
                deployment: self.deployment().to_owned(),
                at: over.at,
            }))),
        }
    }

    fn keep_expiry(&self, option: ExpiryOption) -> Result<()> {
        let now = self.aws().clock().now();
        let at = option.moment(now, &TimeZone::system()).map(to_the_second);
        if let Some(at) = at
            && at.duration_since(to_the_second(now)) < SignedDuration::from_mins(LEAST_MINUTES)
        {
            return Err(Error::from(Misuse::Expiry(ExpiryProblem::TooSoon {
                at,
                now,
                least_minutes: LEAST_MINUTES,
            })));
        }
        if self.expires_at() != at {
            self.say_expiry(at)?;
            self.report(Event::Notice(Notice::Expires { at, now }));
        }
        Ok(())
    }

    fn say_expiry(&self, at: Option<Timestamp>) -> Result<()> {
        let said_at = self.aws().clock().now();
        self.checkpoint().update(|state| {
            let timers = state.expiry.take().map(|expiry| expiry.timers).unwrap_or_default();
            state.expiry = Some(Expiry { at, said_at, timers });
        })?;
        Ok(())
    }

    /// Takes the expiry over that the deployment's resources are tagged with, where nothing is remembered: a state file may be lost.
    fn recover_expiry(&self) -> Result<()> {
        let is_said = self.checkpoint().read(|state| state.expiry.is_some());
        let Some(at) = self.tagged_expiry().filter(|_| !is_said) else {
            return Ok(());
        };
        self.say_expiry(Some(at))
    }

    /// The latest expiry that anything of the deployment is tagged with.
    pub fn tagged_expiry(&self) -> Option<Timestamp> {
        self.inventory(|inventory| {
            let own = inventory.own(self.deployment()).filter(|observed| observed.is_live());
            latest_expiry(own)
        })
    }

    /// Whether a resource bears the tag of an expiry that was taken back.
    pub(in crate::walkthrough) fn has_outdated_expiry(&self, observed: &Observed) -> bool {
        let is_taken_back = |state: &StateFile| state.expiry.as_ref().is_some_and(|expiry| expiry.at.is_none());
        observed.tags.contains_key(TAG_EXPIRES) && self.checkpoint().read(is_taken_back)
    }
}

/// What a tag and a timer take.
fn to_the_second(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}
