//! Questions, answers, and where an answer comes from.

mod answer;
mod in_session;
mod question;
mod sources;

pub use answer::{Answer, AnswerKind, FromAnswer};
pub use question::{DefaultAnswer, DefaultFacts, Question};
pub use sources::{Answers, Given};
