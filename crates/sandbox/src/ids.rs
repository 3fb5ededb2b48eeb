//! Ids, addresses' random parts and the spread of latencies, all drawn from a seed and a counter kept in the world,
//! so that a run is reproduced by its seed and a reopened world never repeats an id.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::latencies::Span;
use super::table::{Rows, Table};

const COUNTER: &str = "counter";

/// The source of everything that AWS would choose at random.
#[derive(Debug, Default)]
pub struct IdSource {
    seed: u64,
    state: Table<Drawn>,
}

/// How many draws were made.
#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize)]
struct Drawn {
    count: u64,
}

impl IdSource {
    /// A source whose draws follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            state: Table::default(),
        }
    }

    /// A new resource id as EC2 gives them: the prefix, a dash and 17 hexadecimal digits.
    pub fn resource(&mut self, prefix: &str) -> String {
        format!("{prefix}-{}", self.hex(17))
    }

    /// `digits` lower-case hexadecimal digits, at most 64.
    pub fn hex(&mut self, digits: usize) -> String {
        let mut text = hex(&self.draw());
        text.truncate(digits);
        text
    }

    /// A random number.
    pub fn number(&mut self) -> u64 {
        leading_number(&self.draw())
    }

    /// `mid` made longer or shorter by at most the fraction `spread`, in whole milliseconds.
    pub fn vary(&mut self, mid: Duration, spread: f64) -> Duration {
        if mid.is_zero() || spread <= 0.0 {
            return mid;
        }
        varied(mid, spread, self.number())
    }

    /// The 32 bytes that belong to a name. They count as no draw, so that they shift none.
    pub fn digest_for(&self, name: &str) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(self.seed.to_be_bytes());
        hasher.update(name);
        hasher.finalize().into()
    }

    /// The random number that belongs to a name.
    pub fn number_for(&self, name: &str) -> u64 {
        leading_number(&self.digest_for(name))
    }

    /// The duration of a span that belongs to a name, in whole milliseconds; the one in the middle without a spread.
    pub fn span_for(&self, name: &str, span: Span, spread: f64) -> Duration {
        if spread <= 0.0 {
            return span.middle();
        }
        let share = unit(self.number_for(name));
        let range = span.longest.saturating_sub(span.shortest);
        span.shortest + Duration::from_millis((range.as_millis() as f64 * share).round() as u64)
    }

    /// The table of the source, for the store.
    pub fn rows(&mut self) -> &mut dyn Rows {
        &mut self.state
    }

    fn draw(&mut self) -> [u8; 32] {
        let count = self.state.get(COUNTER).map_or(0, |drawn| drawn.count) + 1;
        self.state.insert(COUNTER, Drawn { count });
        digest(self.seed, count)
    }
}

/// The spread of a latency that is not part of the world: the answer time of call `number`.
pub fn vary_for(seed: u64, number: u64, mid: Duration, spread: f64) -> Duration {
    if mid.is_zero() || spread <= 0.0 {
        return mid;
    }
    varied(mid, spread, leading_number(&digest(!seed, number)))
}

/// A share between 0 and 1 that is call `number`'s own.
pub fn share_for(seed: u64, number: u64) -> f64 {
    unit(leading_number(&digest(seed.rotate_left(16), number)))
}

/// A request id, in the shape of a UUID, for call `number`.
pub fn request_id(seed: u64, number: u64) -> String {
    let text = hex(&digest(seed.rotate_left(32), number));
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-4{}-a{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn varied(mid: Duration, spread: f64, drawn: u64) -> Duration {
    let factor = 1.0 + spread.min(1.0) * (2.0 * unit(drawn) - 1.0);
    Duration::from_millis((mid.as_millis() as f64 * factor).round() as u64)
}

/// A number between 0 and 1 out of one of 64 bits.
fn unit(drawn: u64) -> f64 {
    (drawn >> 11) as f64 / (1_u64 << 53) as f64
}

fn leading_number(bytes: &[u8; 32]) -> u64 {
    bytes.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

fn digest(seed: u64, count: u64) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(seed.to_be_bytes());
    hasher.update(count.to_be_bytes());
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_from_the_seed_and_never_repeat() {
        let mut one = IdSource::new(7);
        let mut two = IdSource::new(7);
        let first = one.resource("vpc");
        assert_eq!(first, two.resource("vpc"));
        assert_eq!(first.len(), "vpc-".len() + 17);
        assert_ne!(first, one.resource("vpc"));
        assert_ne!(first, IdSource::new(8).resource("vpc"));
    }

    #[test]
    fn the_duration_of_a_name_lies_in_its_span_and_counts_as_no_draw() {
        let (mut one, mut two) = (IdSource::new(1), IdSource::new(1));
        let (shortest, longest) = (Duration::from_secs(15), Duration::from_secs(30));
        let span = Span { shortest, longest };
        for number in 0..100 {
            let drawn = one.span_for(&number.to_string(), span, 0.15);
            assert!((shortest..=longest).contains(&drawn), "{drawn:?}");
            assert_eq!(drawn, two.span_for(&number.to_string(), span, 0.15));
        }
        assert_eq!(one.span_for("", span, 0.0), Duration::from_millis(22_500));
        assert_eq!(one.hex(17), two.hex(17));
    }

    #[test]
    fn latencies_stay_within_their_spread() {
        let mut ids = IdSource::new(1);
        for _ in 0..100 {
            let varied = ids.vary(Duration::from_secs(100), 0.2);
            assert!((80..=120).contains(&varied.as_secs()), "{varied:?}");
        }
    }
}
