"""Whether a single value is one the model allows."""

import re

from botocore.utils import parse_timestamp

INTEGERS = re.compile(r"-?\d+")
NUMBERS = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
# What timestamps look like in XML, and in headers.
TIMESTAMPS = (
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"),
    re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"),
)


def value_faults(shape, text):
    """What is wrong with a value, given as the text that is sent of it."""
    kind = shape.type_name
    if kind == "string" or kind == "character":
        return string_faults(shape, text)
    if kind in ("integer", "long"):
        return number_faults(shape, text, INTEGERS)
    if kind in ("float", "double"):
        return number_faults(shape, text, NUMBERS)
    if kind == "boolean" and text not in ("true", "false"):
        return [f"{text!r} is no boolean"]
    if kind == "timestamp":
        return timestamp_faults(text)
    return []


def string_faults(shape, text):
    faults = []
    enum = shape.metadata.get("enum")
    if enum and text not in enum:
        faults.append(f"{text!r} is none of the {len(enum)} values of {shape.name}")
    pattern = shape.metadata.get("pattern")
    if pattern and not matches(pattern, text):
        faults.append(f"{text!r} does not match {pattern}")
    return faults + limit_faults(shape, len(text), f"has {len(text)} characters")


def number_faults(shape, text, form):
    if not form.fullmatch(text):
        return [f"{text!r} is no {shape.type_name}"]
    return limit_faults(shape, float(text), f"is {text}")


def limit_faults(shape, size, said):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        return [f"{said}, and {shape.name} has {least} at least"]
    if most is not None and size > most:
        return [f"{said}, and {shape.name} has {most} at most"]
    return []


def timestamp_faults(text):
    if not any(form.fullmatch(text) for form in TIMESTAMPS):
        return [f"{text!r} is no timestamp"]
    try:
        parse_timestamp(text)
    except ValueError as error:
        return [f"{text!r} is no timestamp: {error}"]
    return []


def matches(pattern, text):
    """The model's patterns are Java's, which has names for classes of characters that Python lacks."""
    for name, characters in (("\\p{L}", "^\\W\\d_"), ("\\p{Z}", "\\s"), ("\\p{N}", "\\d")):
        pattern = pattern.replace(name, characters)
    return re.search(pattern, text) is not None
