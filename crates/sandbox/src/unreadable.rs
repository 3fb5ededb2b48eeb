//! What is wrong with a text that describes a sandbox, as cases with their values: whoever shows it has words of its own.

use thiserror::Error;

/// Why a text of an option can't be read. What is printed of it is English.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// It is none of a few names.
    #[error("it has to be one of: {}", .known.join(", "))]
    Name {
        /// Those there are.
        known: Vec<&'static str>,
    },
    /// It is no action of a service that the sandbox has.
    #[error("it has to be an action as policies name it, of {}: like ec2:RunInstances or s3:Put*", .services.join(", "))]
    Action {
        /// Those services.
        services: Vec<&'static str>,
    },
    /// There is no such quota.
    #[error("there is no quota named \"{given}\"; there are: {}", .known.join(", "))]
    Quota {
        /// The name.
        given: String,
        /// Those there are.
        known: Vec<&'static str>,
    },
    /// There is no such fault.
    #[error("there is no fault \"{given}\"; the faults are {}", .known.join(", "))]
    Fault {
        /// The name.
        given: String,
        /// Those there are.
        known: Vec<&'static str>,
    },
    /// It is no name of an operation.
    #[error("\"{given}\" is not an operation; write it as AWS does, like CreateVpc")]
    Operation {
        /// The name.
        given: String,
    },
    /// It says no calls.
    #[error("\"@{given}\" says no calls; write @3 for the third, @3+ from the third on, @5% for a share")]
    When {
        /// What stands behind the `@`.
        given: String,
    },
    /// There is no such failure.
    #[error("there is no failure {given}; there are {}", .known.join(", "))]
    Failure {
        /// The name.
        given: String,
        /// Those there are.
        known: Vec<String>,
    },
}

/// What is wrong with a user's policy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyProblem {
    /// It is longer than a managed policy may be.
    #[error("it has {characters} characters without white space, and a managed policy has at most {most}")]
    TooLong {
        /// Without white space.
        characters: usize,
        /// The most there may be.
        most: usize,
    },
    /// It is no JSON.
    #[error("it is no JSON: {detail}")]
    NoJson {
        /// The parser's words.
        detail: String,
    },
    /// Its version is another.
    #[error("its Version has to be {wanted}")]
    Version {
        /// The one there is.
        wanted: &'static str,
    },
    /// It has no statement.
    #[error("it has no Statement")]
    NoStatement,
    /// This has to be an object.
    #[error("{what} has to be an object")]
    NoObject {
        /// A field or an operator.
        what: String,
    },
    /// A statement has no such field.
    #[error("a statement of a user's policy has no {field}")]
    UnknownField {
        /// The field.
        field: String,
    },
    /// A statement neither allows nor denies.
    #[error("the Effect of a statement is Allow or Deny")]
    Effect,
    /// A statement lacks a field.
    #[error("a statement has no {field}")]
    Missing {
        /// The field.
        field: String,
    },
    /// A statement has a field and its negation.
    #[error("a statement cannot hold both {field} and Not{field}")]
    Both {
        /// The field.
        field: String,
    },
    /// A field is neither a text nor a list of texts.
    #[error("{field} has to be a text or a list of texts")]
    NoTexts {
        /// The field.
        field: String,
    },
    /// It is no action.
    #[error("{given} is no action, like ec2:RunInstances")]
    NoAction {
        /// The text.
        given: String,
    },
    /// It is no ARN.
    #[error("{given} is no ARN")]
    NoArn {
        /// The text.
        given: String,
    },
    /// It holds a policy variable.
    #[error("the sandbox knows no policy variables: {given}")]
    Variable {
        /// The text.
        given: String,
    },
    /// A condition names no values.
    #[error("the condition on {key} has no values")]
    NoValues {
        /// Its key.
        key: String,
    },
    /// The sandbox does not evaluate a condition on this key, or with this operator.
    #[error("the sandbox does not evaluate {what} in a Condition")]
    Unknown {
        /// The key or the operator.
        what: String,
    },
}
