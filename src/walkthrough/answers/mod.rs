//! Questions, answers, secrets, and where an answer comes from.

mod answer;
mod in_session;
mod kind;
mod origin;
mod question;
mod secret;
mod sources;
mod suggest;
mod value;

pub use answer::Answer;
pub use kind::{AnswerKind, AnswerProblem};
pub use origin::Origin;
pub use question::{AnyQuestion, Ask, Asked, DefaultFacts, Question};
pub use secret::Secret;
pub use sources::{Answers, Given};
pub use value::{AnswerValue, Choice, WholeNumber};
