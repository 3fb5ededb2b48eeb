//! Which operation of AWS's API an attempt of a call was, as the SDK names it.

use std::cell::RefCell;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// An operation of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// As `ec2`, in small letters and one word.
    pub service: String,
    /// As `CreateVpc`.
    pub name: String,
}

tokio::task_local! {
    /// What the attempt under way has sent.
    static SENT: RefCell<Option<Operation>>;
}

/// Carries an attempt out, and returns what it sent too.
pub(super) async fn noting_operation<T>(attempt: impl Future<Output = T>) -> (T, Option<Operation>) {
    let noting = async {
        let result = attempt.await;
        (result, SENT.with(|sent| sent.take()))
    };
    SENT.scope(RefCell::default(), noting).await
}

/// Notes the operation before the SDK writes the request.
#[derive(Debug)]
pub(super) struct OperationNote;

impl Intercept for OperationNote {
    fn name(&self) -> &'static str {
        "OperationNote"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(metadata) = config.load::<Metadata>() {
            let operation = Operation {
                service: metadata.service().to_ascii_lowercase().replace(' ', ""),
                name: metadata.name().to_owned(),
            };
            // Outside a call, as when credentials are fetched, nobody asks.
            let _is_noted = SENT.try_with(|sent| drop(sent.replace(Some(operation)))).is_ok();
        }
        Ok(())
    }
}
