"""Whether a request is one the model allows.

moto's parsers read it by the model, and botocore's own validation and serializer judge what they have read: a parameter that the model
lacks is not read, and so is missing when the request is written anew.
"""

from xml.etree import ElementTree

from botocore.serialize import create_serializer
from botocore.validate import ParamValidator
from moto.core.parse import PROTOCOL_PARSERS

import spoken_json
from exchange import Fault, model
from tree import tree_faults
from values import value_faults

# Headers that belong to signing, to the transport and to the SDKs.
OTHERS = {
    "x-amz-date",
    "x-amz-content-sha256",
    "x-amz-user-agent",
    "x-amz-security-token",
    "x-amz-decoded-content-length",
    "x-amz-trailer",
    "x-amz-sdk-checksum-algorithm",
    "x-amz-te",
}


def request_faults(exchange, operation, in_path):
    """What the model does not allow in a request."""
    if operation.input_shape is None:
        return []
    protocol = model(exchange.service).metadata["protocol"]
    if protocol == "json":
        return [Fault("request", where, what) for where, what in spoken_json.request_faults(exchange, operation)]
    try:
        asked = parsed(exchange, operation, in_path, protocol)
    except ValueError as error:
        return [Fault("request", "", f"it can't be read: {error}")]
    found = [Fault("request", "", line) for line in invalid(asked, operation)]
    found += [Fault("request", where, what) for where, what in constraint_faults(operation.input_shape, asked, "")]
    extra = unknown_in_rest if protocol == "rest-xml" else unknown_in_form
    return found + [Fault("request", where, what) for where, what in extra(exchange, operation, asked)]


def parsed(exchange, operation, in_path, protocol):
    request = exchange.request
    asked = PROTOCOL_PARSERS[protocol](operation).parse(
        {
            "body": exchange.body,
            "headers": request.headers,
            "method": request.method,
            "url_params": in_path,
            "url_path": request.path,
            "values": request.values,
        }
    )
    return {name: value for name, value in asked.items() if value is not None}


def invalid(asked, operation):
    """What botocore would refuse to send: required members, types, and what is too short or too small."""
    report = ParamValidator().validate(asked, operation.input_shape)
    return report.generate_report().splitlines() if report.has_errors() else []


def constraint_faults(shape, value, where):
    """What botocore does not validate: values of enums, patterns, and what is too long or too large."""
    if shape.type_name == "structure":
        for name, member in value.items():
            yield from constraint_faults(shape.members[name], member, f"{where}.{name}".lstrip("."))
    elif shape.type_name == "list":
        for member in value:
            yield from constraint_faults(shape.member, member, f"{where}[]")
    elif shape.type_name == "map":
        for key, member in value.items():
            yield from constraint_faults(shape.key, key, f"{where}.key")
            yield from constraint_faults(shape.value, member, f"{where}.value")
    elif shape.type_name in ("string", "integer", "long", "float", "double"):
        yield from ((where, what) for what in value_faults(shape, str(value)))


def unknown_in_form(exchange, operation, asked):
    """What is not the same in a form that botocore makes of what was read."""
    serializer = create_serializer(model(exchange.service).metadata["protocol"], include_validation=False)
    try:
        again = serializer.serialize_to_request(asked, operation)["body"]
    except (KeyError, TypeError, ValueError) as error:
        yield "", f"botocore can't write it: {error}"
        return
    again = {name: str(value) for name, value in again.items()}
    for name, value in exchange.request.values.items():
        if name not in again:
            # The query protocol sends an empty list as an empty value.
            if value != "":
                yield name, "the model has no such parameter"
        elif again[name] != value:
            yield name, f"{value!r} is written {again[name]!r}"


def unknown_in_rest(exchange, operation, asked):
    """What of a path's query, of the headers and of the body no member is for."""
    members = operation.input_shape.members
    in_query = {"x-id", *operation.http_trait.query_args}
    in_headers, prefixes = set(OTHERS), []
    for name, shape in members.items():
        location, sent_as = shape.serialization.get("location"), shape.serialization.get("name", name)
        if location == "querystring":
            in_query.add(sent_as)
        elif location == "header":
            in_headers.add(sent_as.lower())
        elif location == "headers":
            prefixes.append(sent_as.lower())
    for name in exchange.request.args:
        if name not in in_query:
            yield name, "the model has no such parameter"
    if exchange.request.args.get("x-id", operation.name) != operation.name:
        yield "x-id", f"the request is a {operation.name}"
    if operation.http_checksum:
        prefixes.append("x-amz-checksum-")
    for name in exchange.headers:
        is_known = name in in_headers or any(name.startswith(prefix) for prefix in prefixes)
        if name.startswith("x-amz-") and not is_known:
            yield name, "the model has no such header"
    payload = operation.input_shape.serialization.get("payload")
    if payload and members[payload].type_name == "structure" and exchange.body:
        yield from tree_faults(ElementTree.fromstring(exchange.body), members[payload])
