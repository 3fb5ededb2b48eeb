//! Answers that arrive whole, or not at all.
//!
//! The SDK parses a truncated XML answer as a shorter list, so a missing item would look deleted. So every
//! XML answer is read to its end before the SDK sees it, and one that isn't well-formed is a failed call.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;
use quick_xml::Reader;
use quick_xml::events::Event;

/// The same client, whose XML answers are whole.
pub(super) fn whole_answers(client: SharedHttpClient) -> SharedHttpClient {
    http_client_fn(move |settings, components| {
        SharedHttpConnector::new(Connector {
            inner: client.http_connector(settings, components),
        })
    })
}

#[derive(Debug)]
struct Connector {
    inner: SharedHttpConnector,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = self.inner.call(request);
        HttpConnectorFuture::new(async move { checked(answer.await?).await })
    }
}

async fn checked(mut answer: HttpResponse) -> Result<HttpResponse, ConnectorError> {
    let is_xml = answer.headers().get("content-type").is_some_and(|kind| kind.contains("xml"));
    if !is_xml {
        return Ok(answer);
    }
    let body = std::mem::replace(answer.body_mut(), SdkBody::taken());
    let bytes = body.collect().await.map_err(ConnectorError::io)?.to_bytes();
    if is_markup(&bytes) && !is_well_formed(&bytes) {
        return Err(ConnectorError::other("AWS's answer did not arrive whole".into(), None));
    }
    *answer.body_mut() = SdkBody::from(bytes);
    Ok(answer)
}

/// Whether the bytes begin as XML does. Others can't pass for a shorter answer: the SDK refuses them wherever it reads the answer, and
/// where it reads none, some endpoints send a word (moto answers `True` when a bucket's policy is set).
fn is_markup(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Whether the bytes are one XML element with all that is in it.
fn is_well_formed(bytes: &[u8]) -> bool {
    let mut reader = Reader::from_reader(bytes);
    let (mut depth, mut elements) = (0_usize, 0_usize);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                depth += 1;
                elements += 1;
            }
            Ok(Event::Empty(_)) => elements += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0 && elements > 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_or_not_well_formed_wherever_it_breaks_off() {
        let answer = "<?xml version=\"1.0\"?>\n<DescribeVpcsResponse xmlns=\"x\"><vpcSet><item><vpcId>vpc-1</vpcId><a/></item></vpcSet>\
                      </DescribeVpcsResponse>";
        assert!(is_well_formed(answer.as_bytes()));
        for length in 0..answer.len() {
            let part = answer.get(..length).unwrap_or_default();
            assert!(!is_well_formed(part.as_bytes()), "taken for whole: {part}");
            assert!(part.is_empty() || is_markup(part.as_bytes()), "not read: {part}");
        }
    }

    #[tokio::test]
    async fn a_word_instead_of_xml_is_left_to_the_sdk() {
        let answer = |body: &'static str| {
            let answer = http::Response::builder().header("content-type", "application/xml");
            HttpResponse::try_from(answer.body(SdkBody::from(body)).unwrap()).unwrap()
        };
        assert_eq!(checked(answer("True")).await.unwrap().body().bytes(), Some("True".as_bytes()));
        assert!(checked(answer("<Answer><item>")).await.is_err());
    }
}
