//! One request from its arrival to its answer.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use jiff::Timestamp;

use super::calls::{self, Call, Intervention};
use super::commits::Durable;
use super::common::{Common, Context};
use super::latencies::Latencies;
use super::protocol::request::{self, Authorization};
use super::protocol::{ApiError, Params, Service};
use super::world::World;
use super::{Simulator, account, answer, authorization, clock, ec2, ids, json, locked, pricing, rds, s3, service_quotas, sts};

/// The recorded error of a call whose connection was cut.
const CUT: &str = "ConnectionCut";
/// The recorded error of a call that was never answered.
const SILENCE: &str = "Silence";

/// How an exchange ends.
#[derive(Debug)]
pub enum Outcome {
    /// With an answer.
    Answer(Response<Bytes>),
    /// With the connection lost.
    Cut,
    /// Without an answer: the connection stays open.
    Silence,
}

/// A request, parsed as far as all services share it.
struct ParsedRequest {
    service: Service,
    operation: String,
    params: Params,
    authorization: Authorization,
}

impl Simulator {
    /// Answers one request. It asks the interceptor, waits for the call's latency, applies what was due, runs the
    /// operation, and makes the changes durable before it returns the answer.
    pub async fn handle(&self, request: Request<Bytes>) -> Outcome {
        let Some(parsed) = parse(&request) else {
            return Outcome::Answer(self.refuse_unknown_service(&request));
        };
        let call = self.record_arrival(&parsed);
        let intervention = self.intervention(&call);
        self.shared.clock.sleep(self.latency(&call)).await;
        let request_id = ids::request_id(self.shared.seed, call.number);
        let result = match &intervention {
            Intervention::CutBefore => {
                self.record_end(&call, Some(CUT));
                return Outcome::Cut;
            }
            Intervention::Answer(error) => Err(error.clone()),
            Intervention::Delay(more) => {
                self.shared.clock.sleep(*more).await;
                self.act(&parsed, &call, &request, &request_id).await
            }
            Intervention::Proceed
            | Intervention::CutAfter
            | Intervention::Silence
            | Intervention::AnswerAfter(_)
            | Intervention::Malform => self.act(&parsed, &call, &request, &request_id).await,
        };
        let is_malformed = intervention == Intervention::Malform;
        let result = match intervention {
            Intervention::CutAfter => {
                self.record_end(&call, Some(CUT));
                return Outcome::Cut;
            }
            Intervention::Silence => {
                self.record_end(&call, Some(SILENCE));
                return Outcome::Silence;
            }
            // AWS acted, and its own answer is lost.
            Intervention::AnswerAfter(error) => Err(error),
            _ => result,
        };
        self.record_end(&call, result.as_ref().err().map(|error| error.code.as_str()));
        let response = result.unwrap_or_else(|error| answer::error(parsed.service, &error, &request_id, &request));
        let response = self.dated(response);
        Outcome::Answer(if is_malformed { halved(response) } else { response })
    }

    /// The answer with the time that AWS has, where its clock is not this machine's.
    fn dated(&self, mut response: Response<Bytes>) -> Response<Bytes> {
        let theirs = locked(&self.shared.account_state).account().skewed_time();
        let date = theirs.and_then(|theirs| HeaderValue::try_from(clock::http_date(theirs)).ok());
        if let Some(date) = date {
            response.headers_mut().insert(header::DATE, date);
        }
        response
    }

    /// The answer to a request that names none of the services. It does not count as a call.
    fn refuse_unknown_service(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let error = match Authorization::of(request) {
            Authorization::Missing => answer::missing_authorization(),
            Authorization::Garbled => answer::garbled_authorization(Service::Sts),
            Authorization::Signed(caller) => {
                let message = format!("The sandbox has no service {}.", caller.service());
                if json::wants_json(request, caller.service()) {
                    let error = ApiError::new("UnknownOperationException", message).with_status(StatusCode::NOT_FOUND);
                    return json::error(&error, &ids::request_id(self.shared.seed, 0), request);
                }
                ApiError::new("InvalidAction", message)
            }
        };
        self.refuse(Service::Sts, &error, request)
    }

    /// An error answer to a request that does not count as a call.
    pub(super) fn refuse(&self, service: Service, error: &ApiError, request: &Request<Bytes>) -> Response<Bytes> {
        answer::error(service, error, &ids::request_id(self.shared.seed, 0), request)
    }

    fn record_arrival(&self, parsed: &ParsedRequest) -> Call {
        locked(&self.shared.calls).arrived(|number| Call {
            number,
            service: parsed.service,
            operation: calls::shortened(&parsed.operation),
            mutating: calls::mutates(&parsed.operation),
            error: None,
            at: self.now(),
        })
    }

    fn record_end(&self, call: &Call, error: Option<&str>) {
        locked(&self.shared.calls).ended(call.number, error);
        let observer = locked(&self.shared.observer).clone();
        if let Some(observer) = observer {
            let error = error.map(str::to_owned);
            observer(&Call { error, ..call.clone() });
        }
    }

    fn intervention(&self, call: &Call) -> Intervention {
        let interceptor = locked(&self.shared.interceptor).clone();
        interceptor.map_or(Intervention::Proceed, |decides| decides(call))
    }

    fn latency(&self, call: &Call) -> Duration {
        let latencies = &self.shared.latencies;
        let mid = if call.mutating { latencies.mutation } else { latencies.read };
        ids::vary_for(self.shared.seed, call.number, mid, latencies.spread)
    }

    /// How long things take for a call: lists lag behind some, and behind others they do not.
    fn latencies_of(&self, call: &Call) -> &Latencies {
        let latencies = &self.shared.latencies;
        // Not the share that faults are drawn by, which would tie the two to each other.
        if ids::share_for(!self.shared.seed, call.number) < latencies.lag_share {
            latencies
        } else {
            &self.shared.prompt
        }
    }

    /// Runs the operation, and waits until what it changed and has seen is durable.
    async fn act(
        &self,
        parsed: &ParsedRequest,
        call: &Call,
        request: &Request<Bytes>,
        request_id: &str,
    ) -> Result<Response<Bytes>, ApiError> {
        self.authorized(parsed)?;
        // What is only judged changes nothing.
        let is_judged = parsed.params.boolean("DryRun")? == Some(true);
        if self.shared.read_only && call.mutating && !is_judged {
            return Err(
                ApiError::new("UnauthorizedOperation", "The sandbox is open for reading only.")
                    .with_status(StatusCode::FORBIDDEN),
            );
        }
        let (result, durable) = self.run(parsed, call, request, request_id)?;
        self.store_in_background();
        durable
            .wait()
            .await
            .map_err(|error| ApiError::internal(self.not_stored(&error)))?;
        result
    }

    /// Runs the operation under the lock of the world, and passes on what changed to be stored.
    fn run(&self, parsed: &ParsedRequest, call: &Call, request: &Request<Bytes>, request_id: &str) -> Result<Ran, ApiError> {
        // This takes long for a large body, and needs no lock.
        let payload = (parsed.service == Service::S3).then(|| s3::payload(request));
        let mut account_state = locked(&self.shared.account_state);
        let mut state = locked(&self.shared.state);
        let state = &mut *state;
        let unstored = |error: std::io::Error| ApiError::internal(self.not_stored(&error));
        if state.is_stale {
            self.read_again(state).map_err(unstored)?;
        }
        let asked = self.account_request(parsed, &state.world.common, request);
        account_state.admit(&asked, self.now())?;
        authorization::check(account_state.account(), &asked, request, &state.world)?;
        let context = Context {
            now: self.now(),
            account: account_state.account(),
            latencies: self.latencies_of(call),
            bodies: &self.shared.bodies,
            request_id,
        };
        state.world.advance(context.now);
        let result = run(&mut state.world, &context, parsed, request, payload);
        let durable = self.committed(state, context.now).map_err(unstored)?;
        if parsed.service == Service::S3 {
            self.shared.bodies.sweep_if_due(|| s3::bodies(&state.world.s3));
        }
        Ok((result, durable))
    }

    /// The message for a change that could not be stored, with a remedy where there is one.
    pub(super) fn not_stored(&self, error: &std::io::Error) -> String {
        let place = self
            .shared
            .directory
            .as_deref()
            .map(|directory| format!(" in {}", directory.display()));
        let remedy = match error.kind() {
            std::io::ErrorKind::StorageFull => "; free some disk space",
            _ => "",
        };
        format!(
            "The sandbox could not store the change{}: {error}{remedy}",
            place.unwrap_or_default()
        )
    }

    fn account_request<'a>(
        &self,
        parsed: &'a ParsedRequest,
        common: &'a Common,
        request: &Request<Bytes>,
    ) -> account::Request<'a> {
        account::Request {
            service: parsed.service,
            operation: &parsed.operation,
            action: match parsed.service {
                Service::S3 => format!("s3:{}", s3::iam_action(&parsed.operation)),
                other => format!("{}:{}", other.name(), parsed.operation),
            },
            params: &parsed.params,
            access_key: parsed.authorization.caller().map(|caller| caller.access_key.as_str()),
            signed_at: signed_at(request),
            s3_arn: (parsed.service == Service::S3).then(|| s3::arn(request)),
            account: &common.account,
            region: &common.region,
        }
    }

    fn authorized(&self, parsed: &ParsedRequest) -> Result<(), ApiError> {
        let region = &self.shared.region;
        match &parsed.authorization {
            Authorization::Signed(caller) if caller.region == *region => Ok(()),
            // An endpoint of the Price List Query API answers for every region.
            Authorization::Signed(caller)
                if parsed.service == Service::Pricing && pricing::ENDPOINTS.contains(&caller.region.as_str()) =>
            {
                Ok(())
            }
            // STS of this region answers for every account and region.
            Authorization::Signed(caller) if parsed.service == Service::Sts && caller.region == "us-east-1" => Ok(()),
            Authorization::Signed(caller) if ec2::is_disabled(&caller.region) => Err(account::unknown_key(parsed.service)),
            Authorization::Signed(caller) => Err(answer::wrong_region(parsed.service, &caller.region, region)),
            Authorization::Missing if parsed.service == Service::S3 => Ok(()),
            Authorization::Missing => Err(
                ApiError::new("MissingAuthenticationToken", "Request is missing Authentication Token")
                    .with_status(StatusCode::FORBIDDEN),
            ),
            Authorization::Garbled => Err(answer::garbled_authorization(parsed.service)),
        }
    }
}

/// The answer of an operation, and what has to be durable before it is given.
type Ran = (Result<Response<Bytes>, ApiError>, Durable);

/// Runs the operation on the parts of the world that its service uses.
fn run(
    world: &mut World,
    cx: &Context,
    parsed: &ParsedRequest,
    request: &Request<Bytes>,
    payload: Option<Result<s3::Payload, ApiError>>,
) -> Result<Response<Bytes>, ApiError> {
    let ParsedRequest {
        operation,
        params,
        authorization,
        ..
    } = parsed;
    let id = cx.request_id;
    match parsed.service {
        Service::Ec2 => {
            world.guard_networks(cx);
            let body = ec2::handle(&mut world.ec2, &mut world.common, cx, operation, params)?;
            world.follow_instances(cx);
            Ok(answer::ec2(operation, body, id))
        }
        Service::Rds => {
            let (rds, mut network, common) = world.databases();
            let body = rds::handle(rds, &mut network, common, cx, operation, params)?;
            world.follow_databases(operation, params);
            Ok(answer::rds(operation, body, id))
        }
        Service::Pricing => {
            let document = pricing::handle(&world.common, operation, params)?;
            Ok(json::answer(request, StatusCode::OK, &document, id))
        }
        Service::ServiceQuotas => {
            let document = service_quotas::handle(&world.common, cx, operation, params)?;
            Ok(json::answer(request, StatusCode::OK, &document, id))
        }
        Service::Sts => {
            let body = sts::handle(&mut world.common, cx, operation, authorization, params)?;
            Ok(answer::sts(operation, body, id))
        }
        Service::S3 => {
            let caller = authorization.caller();
            let payload = payload.unwrap_or_else(|| s3::payload(request))?;
            s3::handle(&mut world.s3, &mut world.common, cx, operation, caller, request, payload)
        }
    }
}

/// When a request was signed, by its header.
fn signed_at(request: &Request<Bytes>) -> Option<Timestamp> {
    let text = request.headers().get("x-amz-date")?.to_str().ok()?;
    account::signed_at(text)
}

/// The answer without the second half of its body.
fn halved(response: Response<Bytes>) -> Response<Bytes> {
    response.map(|body| body.slice(..body.len() / 2))
}

fn parse(request: &Request<Bytes>) -> Option<ParsedRequest> {
    let authorization = Authorization::of(request);
    let service = request::service(request, &authorization)?;
    let (operation, params) = match service {
        Service::S3 => (s3::operation(request).to_owned(), Params::default()),
        Service::Pricing | Service::ServiceQuotas => (json::operation(request), json::params(request)),
        Service::Ec2 | Service::Rds | Service::Sts => {
            let params = request::query_params(request);
            (params.get("Action").unwrap_or_default().to_owned(), params)
        }
    };
    Some(ParsedRequest {
        service,
        operation,
        params,
        authorization,
    })
}
