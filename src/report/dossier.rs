//! What a dossier says, part by part. Texts are in words already; `html` and `markdown` only set them.

use crate::locale::say;
use crate::picture::Picture;

/// A dossier.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The deployment's name.
    pub deployment: String,
    /// Who hands it in.
    pub author: Option<String>,
    /// What for.
    pub course: Option<String>,
    /// When it was made, in words.
    pub made_at: String,
    /// What is true of the whole, name and value: where it lives, how far it is.
    pub summary: Vec<(String, String)>,
    /// What stands on every page where nothing of it is real.
    pub stamp: Option<String>,
    /// Who reaches what, in a few sentences.
    pub short: Vec<String>,
    /// The picture.
    pub picture: Picture,
    /// Who reaches whom, and who doesn't.
    pub ways: Vec<Way>,
    /// What was asked for.
    pub answers: Vec<AnswerRow>,
    /// Networks and addresses.
    pub addresses: Vec<AddressRow>,
    /// The steps, in order.
    pub steps: Vec<StepPart>,
    /// The last walk.
    pub timeline: Option<TimelinePart>,
    /// What it costs.
    pub costs: Costs,
    /// What was taken down, where the deployment was.
    pub receipt: Option<Receipt>,
    /// What its words mean.
    pub words: Vec<(String, String)>,
}

/// Whether a promise is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is.
    Kept,
    /// It isn't.
    Broken,
    /// Nobody has looked.
    Unknown,
}

/// A promised path, in a sentence.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its number in the picture.
    pub number: usize,
    /// Its ends and traffic.
    pub label: String,
    /// What is promised, or found.
    pub is_open: bool,
    /// Why.
    pub reason: String,
    /// Whether the promise is kept.
    pub outcome: Outcome,
}

impl Way {
    /// Whether it is open, and whether it is to be.
    pub(super) fn verdict(&self) -> String {
        let say = say();
        match (self.outcome, self.is_open) {
            (Outcome::Kept, true) => say.picture_open(),
            (Outcome::Kept, false) => say.picture_closed(),
            (Outcome::Broken, true) => say.report_way_open_broken(),
            (Outcome::Broken, false) => say.report_way_closed_broken(),
            (Outcome::Unknown, true) => say.picture_to_be_open(),
            (Outcome::Unknown, false) => say.report_way_to_be_closed(),
        }
    }
}

/// A question and its answer.
#[derive(Clone, Debug)]
pub struct AnswerRow {
    /// Its key.
    pub key: String,
    /// Its prompt.
    pub prompt: String,
    /// The answer.
    pub answer: String,
    /// The default, where the answer is another.
    pub instead_of: Option<String>,
}

/// A network, a host or a service with its address.
#[derive(Clone, Debug)]
pub struct AddressRow {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Its range or address; empty where nobody knows it yet.
    pub address: String,
    /// Where it is.
    pub place: String,
    /// How deep it lies: a VPC, what is in it, what is in that.
    pub depth: usize,
}

/// A step.
#[derive(Clone, Debug)]
pub struct StepPart {
    /// Its place, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How far it is, in a word.
    pub status: String,
    /// What it is about: a paragraph with code and bold in Markdown.
    pub lesson: String,
    /// What was built.
    pub built: Vec<BuiltRow>,
    /// What it offers, name and value.
    pub outputs: Vec<(String, String)>,
    /// Its proofs.
    pub proofs: Vec<Proof>,
}

/// Something that was built.
#[derive(Clone, Debug)]
pub struct BuiltRow {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// AWS's id; empty where it isn't there.
    pub id: String,
    /// Its page in AWS's console.
    pub link: Option<String>,
    /// How it stands, in a word or two.
    pub state: String,
}

/// What a proof came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofVerdict {
    /// The claim holds.
    Holds,
    /// It doesn't.
    Failed,
    /// Nobody could look.
    NotRun,
}

/// How a claim was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// On a host or at a page, by doing what the claim says.
    Tried,
    /// Along the routes and rules that AWS reports.
    Computed,
    /// In what AWS reports.
    Read,
}

/// A claim and how it was looked at.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The claim.
    pub claim: String,
    /// How it was looked at.
    pub method: Method,
    /// The same in words; code in Markdown.
    pub how: String,
    /// What came back.
    pub seen: String,
    /// The way, hop by hop, where it is about one.
    pub hops: Vec<String>,
    /// The verdict.
    pub verdict: ProofVerdict,
}

impl Proof {
    /// How it went, in a word.
    pub(super) fn word(&self) -> String {
        let say = say();
        match (self.verdict, self.method) {
            (ProofVerdict::Failed, _) => say.report_proof_failed(),
            (ProofVerdict::NotRun, _) => say.report_proof_not_run(),
            (ProofVerdict::Holds, Method::Tried) => say.report_tried(),
            (ProofVerdict::Holds, Method::Computed) => say.report_computed(),
            (ProofVerdict::Holds, Method::Read) => say.report_read(),
        }
    }
}

/// The last walk, as it was recorded.
#[derive(Clone, Debug)]
pub struct TimelinePart {
    /// When it began and how long it took, in words.
    pub heading: String,
    /// What was made and waited for, in order.
    pub bars: Vec<Bar>,
}

/// One resource of a walk. Shares are of the whole walk.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Its key.
    pub name: String,
    /// What it waited for.
    pub after: String,
    /// When it was begun and when it was ready, in words.
    pub times: String,
    /// The share before it was begun.
    pub start: f64,
    /// The share until AWS had made it.
    pub making: f64,
    /// The share from then until it was ready.
    pub waiting: f64,
}

/// What it costs.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    /// What costs by the hour.
    pub rows: Vec<CostRow>,
    /// The sum, in a sentence.
    pub total: String,
    /// What it has cost so far, in a sentence.
    pub so_far: Option<String>,
    /// What is charged by use, with its price.
    pub by_use: Vec<String>,
    /// Where the prices come from.
    pub source: String,
}

/// Something that costs by the hour.
#[derive(Clone, Debug)]
pub struct CostRow {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Its price, in words.
    pub price: String,
}

/// What `jalon destroy` did last.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// In a sentence.
    pub summary: String,
    /// What was deleted.
    pub deleted: Vec<ReceiptRow>,
    /// What remains, in sentences.
    pub remains: Vec<String>,
}

/// Something that was deleted.
#[derive(Clone, Debug)]
pub struct ReceiptRow {
    /// When, in words.
    pub at: String,
    /// Its key.
    pub key: String,
    /// Its id.
    pub id: String,
}
