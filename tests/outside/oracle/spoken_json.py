"""Whether a request and an answer in JSON are ones the model allows (protocol `json`)."""

import json

from botocore.validate import ParamValidator

from values import value_faults


def request_faults(exchange, operation):
    asked = json.loads(exchange.body or b"{}")
    report = ParamValidator().validate(asked, operation.input_shape)
    for line in report.generate_report().splitlines() if report.has_errors() else []:
        yield "", line
    yield from shape_faults(operation.input_shape, asked, "")


def answer_faults(exchange, operation):
    answer = json.loads(exchange.answer)
    if exchange.is_accepted:
        yield from shape_faults(operation.output_shape, answer, "")
        return
    code = answer.get("__type")
    if not code or "message" not in answer:
        yield "", "an error has __type and message"
    for shape in operation.error_shapes:
        expected = shape.metadata.get("error", {}).get("httpStatusCode", 400)
        if code == shape.name and exchange.status != expected:
            yield "status", f"{exchange.status} instead of {expected} for {code}"


def shape_faults(shape, value, where):
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            yield where, "it is no structure"
            return
        for name in shape.required_members:
            if name not in value:
                yield f"{where}.{name}", f"{shape.name} requires it"
        for name, member in value.items():
            if name not in shape.members:
                yield f"{where}.{name}", f"{shape.name} has no such member"
            else:
                yield from shape_faults(shape.members[name], member, f"{where}.{name}")
    elif shape.type_name == "list":
        for item in value:
            yield from shape_faults(shape.member, item, where)
    elif shape.type_name == "boolean":
        if not isinstance(value, bool):
            yield where, "it is no boolean"
    elif shape.type_name in ("double", "float", "integer", "long"):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield where, "it is no number"
    elif shape.type_name == "string":
        if not isinstance(value, str):
            yield where, "it is no text"
        else:
            yield from ((where, what) for what in value_faults(shape, value))
