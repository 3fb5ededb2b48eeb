//! The way out of this machine, as the AWS CLI is told it: proxies, certificate authorities and kinds of endpoints.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use aws_config::profile::{self, ProfileSet};
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::{HttpConnectorSettings, SharedHttpClient};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::tokio_sleep::TokioSleep;

/// How this machine reaches AWS. Proxies are those of `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`.
/// Source: AWS CLI user guide, "Using an HTTP proxy"; AWS SDKs and Tools reference, "General configuration".
#[derive(Clone, Debug, Default)]
pub struct Outbound {
    /// The certificate authorities that are trusted in place of the system's, as PEM.
    ca_bundle: Option<Arc<[u8]>>,
    /// Whether endpoints validated by FIPS 140 are asked.
    pub(super) use_fips: bool,
    /// Whether endpoints with IPv6 addresses are asked.
    pub(super) use_dual_stack: bool,
    /// Whether no proxy is used, as on the way to this machine itself.
    is_direct: bool,
}

/// A file of certificate authorities that can't be used.
#[derive(Debug)]
pub struct UnusableBundle {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub detail: String,
}

impl Outbound {
    /// What the environment says, else the profile: `AWS_CA_BUNDLE`, `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` and their
    /// namesakes.
    ///
    /// # Errors
    ///
    /// When the certificate authorities can't be read.
    pub async fn of_environment(profile: Option<&str>) -> Result<Self, UnusableBundle> {
        let (files, environment, places) = Default::default();
        let selected = profile.map(|name| name.to_owned().into());
        // Files that can't be read are reported by whoever needs them.
        let profiles = profile::load(&files, &environment, &places, selected).await.ok();
        Self::told(|name| std::env::var(name).ok(), profiles.as_ref())
    }

    fn told(variable: impl Fn(&str) -> Option<String>, profiles: Option<&ProfileSet>) -> Result<Self, UnusableBundle> {
        let setting = |name: &str, key: &str| {
            let given = variable(name).filter(|value| !value.is_empty());
            given.or_else(|| profiles?.get(key).map(str::to_owned))
        };
        let is_on = |name, key| setting(name, key).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let ca_bundle = match setting("AWS_CA_BUNDLE", "ca_bundle") {
            Some(path) => Some(read_bundle(Path::new(&path))?),
            None => None,
        };
        Ok(Self {
            ca_bundle,
            use_fips: is_on("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
            use_dual_stack: is_on("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"),
            is_direct: false,
        })
    }

    /// The same without a proxy.
    pub(super) fn direct(self) -> Self {
        Self { is_direct: true, ..self }
    }

    /// The SDK's HTTP client.
    pub(super) fn http_client(&self) -> SharedHttpClient {
        let outbound = self.clone();
        Builder::new().build_with_connector_fn(move |settings, _| outbound.connector(settings.cloned()))
    }

    /// What makes connections, over TLS or without.
    pub(super) fn connector(&self, settings: Option<HttpConnectorSettings>) -> Connector {
        let mut builder = Connector::builder().sleep_impl(TokioSleep).proxy_config(self.proxies());
        builder.set_connector_settings(settings);
        let mut builder = builder.tls_provider(Provider::Rustls(CryptoMode::Ring));
        if let Some(bundle) = &self.ca_bundle {
            let trusted = TrustStore::empty().with_pem_certificate(bundle.to_vec());
            if let Ok(context) = TlsContext::builder().with_trust_store(trusted).build() {
                builder = builder.tls_context(context);
            }
        }
        builder.build()
    }

    fn proxies(&self) -> ProxyConfig {
        if self.is_direct {
            return ProxyConfig::disabled();
        }
        ProxyConfig::from_env()
    }
}

/// What makes connections without TLS, by the proxies of the environment.
pub(crate) fn plain_connector(settings: HttpConnectorSettings) -> Connector {
    Connector::builder()
        .connector_settings(settings)
        .sleep_impl(TokioSleep)
        .proxy_config(ProxyConfig::from_env())
        .build_http()
}

/// Reads certificate authorities. Each of them is looked at here: the client panics at one that it can't read.
fn read_bundle(path: &Path) -> Result<Arc<[u8]>, UnusableBundle> {
    let unusable = |detail: String| UnusableBundle {
        path: path.to_owned(),
        detail,
    };
    let pem = std::fs::read(path).map_err(|error| unusable(error.to_string()))?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
        roots.add(certificate).map_err(|error| unusable(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(unusable("it holds no certificate".to_owned()));
    }
    Ok(pem.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::{Aws, Clock, Cloud, Connection};

    fn told(variables: &[(&str, &str)]) -> Result<Outbound, UnusableBundle> {
        let value = |name: &str| variables.iter().find(|(known, _)| *known == name);
        Outbound::told(|name| value(name).map(|(_, value)| (*value).to_owned()), None)
    }

    #[test]
    fn kinds_of_endpoints_are_asked_for_on_aws_alone() {
        let outbound = told(&[("AWS_USE_FIPS_ENDPOINT", "true"), ("AWS_USE_DUALSTACK_ENDPOINT", "TRUE")]).unwrap();
        for cloud in [
            Cloud::Aws,
            Cloud::Endpoint {
                url: "https://aws.example".to_owned(),
            },
        ] {
            let is_aws = cloud == Cloud::Aws;
            let aws = Aws::connect(Connection {
                cloud,
                region: "us-east-1".to_owned(),
                profile: None,
                http_client: None,
                outbound: outbound.clone(),
                clock: Clock::real(),
            });
            assert_eq!(aws.endpoint_kinds(), (is_aws, is_aws));
        }
        let none = told(&[("AWS_USE_FIPS_ENDPOINT", "false"), ("AWS_USE_DUALSTACK_ENDPOINT", "")]).unwrap();
        assert!(!none.use_fips && !none.use_dual_stack);
    }

    #[test]
    fn a_bundle_that_holds_no_certificate_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle.pem");
        for content in [
            "",
            "nothing",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n",
        ] {
            std::fs::write(&path, content).unwrap();
            let told = told(&[("AWS_CA_BUNDLE", path.to_str().unwrap())]);
            assert!(told.is_err(), "{content:?}");
        }
        assert!(told(&[("AWS_CA_BUNDLE", "/nowhere/ca.pem")]).is_err());
    }
}
