//! Who reaches what, in a few sentences that need no word of AWS's.

use crate::locale::say;
use crate::picture::{Edge, Picture};
use crate::resources::{Bucket, BucketFacts};
use crate::ui::{INTERNET, PERSON};
use crate::walkthrough::DossierFacts;

/// The sentences, in the order in which a reader asks; only of what somebody has looked at.
pub(super) fn in_short(picture: &Picture, facts: &DossierFacts) -> Vec<String> {
    let say = say();
    let from = |end: &'static str| picture.edges.iter().filter(move |edge| is_known_from(edge, end));
    let open = |end| {
        from(end)
            .filter(|edge| edge.is_open())
            .map(|edge| edge.reaches.as_str())
            .collect::<Vec<_>>()
    };
    let (anybody, person) = (open(INTERNET), open(PERSON));
    let closed = from(INTERNET)
        .filter(|edge| !edge.is_open())
        .map(|edge| edge.reaches.as_str());
    // Who alone reaches the others is said before.
    let closed: Vec<&str> = closed.filter(|end| !person.contains(end)).collect();
    let mut sentences = Vec::new();
    if !anybody.is_empty() {
        sentences.push(say.report_anybody_reaches(anybody.join(&say.between_sentences())));
    }
    if !person.is_empty() {
        let addresses = picture.things.iter().find(|thing| thing.id == PERSON);
        let addresses = addresses.map(|thing| thing.addresses.join(", ")).unwrap_or_default();
        sentences.push(say.report_you_alone_reach(addresses, person.join(&say.between_sentences())));
    }
    if !closed.is_empty() {
        sentences.push(say.report_nobody_reaches(closed.join(&say.between_sentences())));
    }
    sentences.extend(buckets(facts).map(bucket_sentence));
    sentences.extend(addresses_to_open(facts));
    sentences
}

/// What a browser opens.
fn addresses_to_open(facts: &DossierFacts) -> impl Iterator<Item = String> {
    let built = facts.drawing.plans.iter().filter(|plan| plan.is_built());
    let outputs = built
        .flat_map(|plan| &plan.outputs)
        .filter(|(_, value)| value.starts_with("http"));
    outputs.map(|(name, address)| say().report_to_open(name.as_str(), address.as_str()))
}

fn is_known_from(edge: &Edge, end: &str) -> bool {
    edge.is_known() && edge.from.iter().any(|from| from == end)
}

fn buckets(facts: &DossierFacts) -> impl Iterator<Item = (&str, &BucketFacts)> {
    let resources = facts.drawing.plans.iter().flat_map(|plan| &plan.resources);
    resources.filter_map(|resource| {
        let facts = resource.observed.as_ref()?.facts_of::<Bucket>()?;
        Some((resource.name.as_str(), facts))
    })
}

fn bucket_sentence((name, bucket): (&str, &BucketFacts)) -> String {
    let (say, allowed) = (say(), bucket.allowed_to_anybody());
    match allowed.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => say.report_bucket_closed(name),
        [BucketFacts::READING] => say.report_bucket_read(name),
        several => say.report_bucket_open(name, several.join(", ")),
    }
}
