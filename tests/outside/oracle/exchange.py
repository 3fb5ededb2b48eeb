"""One request with its answer, as `tests/suite/support/recorder.rs` writes it, and the operation of AWS's model that it is."""

import re
from dataclasses import dataclass
from functools import cache

from botocore.loaders import Loader
from moto.core.model import ServiceModel
from moto.core.request import Request
from moto.core.routing import ServiceOperationRouter
from werkzeug.exceptions import NotFound

# The service in the scope of the credentials, of a signature in a header.
SCOPE = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/([^/]+)/aws4_request")


# Services whose models bear another name than the scope of credentials.
MODELS = {"servicequotas": "service-quotas"}


@cache
def model(service):
    """botocore's model of a service as it is shipped, without what moto adds to it."""
    return ServiceModel(Loader().load_service_model(MODELS.get(service, service), "service-2"), service)


@cache
def router(service):
    return ServiceOperationRouter(model(service))


@dataclass(frozen=True)
class Fault:
    """What the model does not allow: whether a request or an answer has it, where, and what it is."""

    side: str
    where: str
    what: str


class Exchange:
    """A request and its answer."""

    def __init__(self, recorded):
        self.method = recorded["method"]
        self.target = recorded["target"]
        self.headers = {name.lower(): value for name, value in recorded["headers"]}
        # The recorder writes a byte as the character of that number.
        self.body = recorded["body"].encode("latin-1")
        self.status = recorded["status"]
        self.answer_headers = {name.lower(): value for name, value in recorded["answer_headers"]}
        self.answer = recorded["answer"].encode("latin-1")
        signed = SCOPE.search(self.headers.get("authorization", ""))
        self.service = signed.group(1) if signed else "s3"
        self.request = Request.from_primitives(self.method, f"http://127.0.0.1{self.target}", self.headers, self.body)

    @property
    def is_accepted(self):
        return self.status < 300

    def operation(self):
        """The operation's model, and what the path names; `None` where the service has no such operation."""
        try:
            return router(self.service).match(self.request)
        except NotFound:
            return None, {}
