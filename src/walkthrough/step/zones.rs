//! The availability zones that offer what a step's hosts are to be.

use crate::resources::InstanceType;
use crate::walkthrough::{AnswerProblem, Error, Question, Result, StepContext};

/// The zones that offer some instance types; there is one at least.
#[derive(Clone, Debug)]
pub struct Offering {
    /// The zones, in order.
    pub zones: Vec<String>,
    /// The types, each once.
    pub types: Vec<InstanceType>,
}

impl Offering {
    /// The first zone.
    pub fn first(&self) -> &str {
        self.zones.first().map(String::as_str).unwrap_or_default()
    }
}

impl StepContext {
    /// The zones that offer what all of these questions ask for: the given instance types, and the default ones where nothing is
    /// answered yet. The questions may be those of later steps.
    ///
    /// # Errors
    ///
    /// When there is no such zone, which names the question that leaves none, or AWS can't be asked.
    pub async fn zones_offering_all(&self, questions: &[&'static Question<InstanceType>]) -> Result<Offering> {
        let mut offering: Option<Offering> = None;
        for question in questions {
            let instance_type = self.given_or_default(question)?;
            let offered = self.zones_offering(&instance_type).await?;
            let narrowed = match offering.take() {
                None => Offering {
                    zones: offered,
                    types: vec![instance_type],
                },
                Some(before) if before.types.contains(&instance_type) => before,
                Some(before) => Offering {
                    zones: before.zones.into_iter().filter(|zone| offered.contains(zone)).collect(),
                    types: [before.types, vec![instance_type]].concat(),
                },
            };
            if narrowed.zones.is_empty() {
                let problem = AnswerProblem::NotOffered {
                    region: self.region().to_owned(),
                    types: narrowed.types,
                    in_sandbox: self.in_sandbox(),
                };
                return Err(Error::answer(question.key, problem));
            }
            offering = Some(narrowed);
        }
        Ok(offering.unwrap_or(Offering {
            zones: Vec::new(),
            types: Vec::new(),
        }))
    }
}
