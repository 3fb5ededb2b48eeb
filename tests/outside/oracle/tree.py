"""Whether an XML element is what a shape of the model says."""

import re

from values import value_faults

NAMESPACE = re.compile(r"^\{.*\}")


def tag(node):
    return NAMESPACE.sub("", node.tag)


def sent_as(shape, name):
    """The element of a member: a flattened list has those of its members."""
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        return shape.member.serialization.get("name") or shape.serialization.get("name", name)
    return shape.serialization.get("name", name)


def tree_faults(node, shape, where="", beside=()):
    """Where an element is not what the shape says, and how; `beside` it there may be these elements."""
    if shape.type_name == "structure":
        yield from structure_faults(node, shape, where, beside)
    elif shape.type_name == "list":
        element = shape.member.serialization.get("name", "member")
        for child in node:
            if tag(child) != element:
                yield f"{where}.{tag(child)}", f"an element of this list is called {element}"
            yield from tree_faults(child, shape.member, f"{where}[]")
    elif len(node):
        yield where, f"a {shape.type_name} has elements"
    elif shape.type_name != "map":
        yield from ((where, what) for what in value_faults(shape, node.text or ""))
    else:
        yield where, "maps are not read here"


def structure_faults(node, shape, where, beside):
    members, seen = {}, set()
    for name, member in shape.members.items():
        if "location" not in member.serialization and not member.serialization.get("xmlAttribute"):
            members[sent_as(member, name)] = (name, member)
    for child in node:
        element = tag(child)
        inner = f"{where}.{element}".lstrip(".")
        if element in beside:
            continue
        if element not in members:
            yield inner, f"{shape.name} has no such member"
            continue
        name, member = members[element]
        if member.type_name == "list" and member.serialization.get("flattened"):
            yield from tree_faults(child, member.member, f"{inner}[]")
        else:
            if name in seen:
                yield inner, "it is there twice"
            yield from tree_faults(child, member, inner)
        seen.add(name)
    in_tree = {name for name, _ in members.values()}
    for name in shape.required_members:
        if name in in_tree and name not in seen:
            yield f"{where}.{name}".lstrip("."), f"{shape.name} requires it"


def paths(node, where=""):
    """The paths of all elements under this one."""
    for child in node:
        inner = f"{where}.{tag(child)}".lstrip(".")
        yield inner
        yield from paths(child, inner)
