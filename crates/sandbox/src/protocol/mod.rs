//! The AWS wire protocols: services, credentials, query parameters, XML answers and errors.

pub mod error;
pub mod params;
pub mod request;
pub mod service;
pub mod xml;

pub use error::ApiError;
pub use params::Params;
pub use request::Caller;
pub use service::Service;
pub use xml::Element;
