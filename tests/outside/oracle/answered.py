"""Whether an answer is one the model allows."""

from xml.etree import ElementTree

import spoken_json
from exchange import Fault, model
from tree import tag, tree_faults
from values import value_faults

# Headers of every answer of S3.
OF_S3 = {"x-amz-request-id", "x-amz-id-2"}
# What S3 says in an error, beside what is peculiar to its code. Source: S3 API reference, "Error responses".
OF_ERRORS = {"Code", "Message", "RequestId", "HostId", "Resource"}


def answer_faults(exchange, operation):
    """What the model does not allow in an answer."""
    if model(exchange.service).metadata["protocol"] == "json":
        return [Fault("answer", where, what) for where, what in spoken_json.answer_faults(exchange, operation)]
    read = accepted if exchange.is_accepted else refused
    try:
        return [Fault("answer", where, what) for where, what in read(exchange, operation)]
    except ElementTree.ParseError as error:
        return [Fault("answer", "", f"it is no XML: {error}")]


def accepted(exchange, operation):
    protocol = model(exchange.service).metadata["protocol"]
    if protocol == "rest-xml":
        yield from rest_faults(exchange, operation)
        return
    root = ElementTree.fromstring(exchange.answer)
    yield from called(root, f"{operation.name}Response")
    shape = operation.output_shape
    if protocol == "ec2":
        # An operation without members says whether it did it.
        beside = ("requestId",) if shape is not None else ("requestId", "return")
        yield from content_faults(root, shape, beside)
        yield from present(root, "requestId")
        return
    wrapper = shape.serialization.get("resultWrapper") if shape is not None else None
    yield from content_faults(root, None, (wrapper or f"{operation.name}Result", "ResponseMetadata"))
    yield from present(root, "ResponseMetadata")
    for child in root:
        if tag(child) == "ResponseMetadata":
            yield from present(child, "RequestId")
        elif tag(child) == wrapper:
            yield from tree_faults(child, shape)
    if wrapper:
        yield from present(root, wrapper)


def content_faults(root, shape, beside):
    if shape is not None:
        yield from tree_faults(root, shape, beside=beside)
        return
    for child in root:
        if tag(child) not in beside:
            yield tag(child), "the operation answers no such element"


def called(root, name):
    if tag(root) != name:
        yield tag(root), f"the answer is called {name}"


def present(node, name):
    if all(tag(child) != name for child in node):
        yield name, "it is missing"


def rest_faults(exchange, operation):
    # Where the model names no status, S3 answers 200 or 204.
    expected = operation.http.get("responseCode", exchange.status)
    is_range = exchange.status == 206 and "range" in exchange.headers
    if exchange.status != expected and not is_range:
        yield "status", f"{exchange.status} instead of {expected}"
    shape = operation.output_shape
    members = shape.members if shape is not None else {}
    yield from header_faults(exchange.answer_headers, members)
    for name in shape.required_members if shape is not None else ():
        location = members[name].serialization
        if location.get("location") == "header" and location["name"].lower() not in exchange.answer_headers:
            yield name, f"{shape.name} requires it"
    payload = shape.serialization.get("payload") if shape is not None else None
    if payload:
        if members[payload].type_name == "structure":
            yield from tree_faults(ElementTree.fromstring(exchange.answer), members[payload])
    elif any("location" not in member.serialization for member in members.values()):
        yield from tree_faults(ElementTree.fromstring(exchange.answer), shape)
    elif exchange.answer.strip():
        yield "body", "the operation answers none"


def header_faults(headers, members):
    known, prefixes = {}, []
    for name, shape in members.items():
        location = shape.serialization.get("location")
        if location == "header":
            known[shape.serialization["name"].lower()] = shape
        elif location == "headers":
            prefixes.append(shape.serialization["name"].lower())
    for name, value in headers.items():
        if name in known:
            yield from ((name, what) for what in value_faults(known[name], value))
        elif name.startswith("x-amz-") and name not in OF_S3 and not any(name.startswith(prefix) for prefix in prefixes):
            yield name, "the operation answers no such header"


def refused(exchange, operation):
    """The form of a refusal, and what the model says of its code."""
    if exchange.method == "HEAD" or exchange.status == 304:
        if exchange.answer:
            yield "body", "there is none"
        return
    root = ElementTree.fromstring(exchange.answer)
    protocol = model(exchange.service).metadata["protocol"]
    if protocol == "rest-xml":
        yield from called(root, "Error")
        yield from (fault for name in ("Code", "Message", "RequestId") for fault in present(root, name))
        yield from status_faults(exchange, operation, root.findtext("Code", ""))
        return
    root = without_namespaces(root)
    names, at = (("Response", "Errors/Error") if protocol == "ec2" else ("ErrorResponse", "Error"))
    yield from called(root, names)
    yield from present(root, "RequestID" if protocol == "ec2" else "RequestId")
    error = root.find(at)
    if error is None:
        yield at, "it is missing"
        return
    fields = ("Code", "Message") if protocol == "ec2" else ("Type", "Code", "Message")
    yield from (fault for name in fields for fault in present(error, name))
    for child in error:
        if tag(child) not in fields:
            yield f"{at}.{tag(child)}", "an error has no such element"
    yield from status_faults(exchange, operation, error.findtext("Code", ""), error.findtext("Type"))


def without_namespaces(root):
    for node in root.iter():
        node.tag = tag(node)
    return root


def status_faults(exchange, operation, code, blamed=None):
    """A code that is one of the operation's own comes with the model's status."""
    for shape in operation.error_shapes:
        error = shape.metadata.get("error", {})
        if code != error.get("code", shape.name):
            continue
        if exchange.status != error.get("httpStatusCode", exchange.status):
            yield "status", f"{exchange.status} instead of {error['httpStatusCode']} for {code}"
        if blamed is not None and error.get("senderFault") != (blamed == "Sender"):
            yield "Type", f"{blamed} for {code}"
