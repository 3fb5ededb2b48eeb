"""The cases, by area. The order of the areas is the order they run and are reported in."""

from importlib import import_module

AREAS = (
    "vpcs",
    "routing",
    "security_groups",
    "network_acls",
    "hosts",
    "templates",
    "nat_gateways",
    "peerings",
    "tags",
    "databases",
    "buckets",
    "objects",
)


def load():
    for area in AREAS:
        import_module(f"cases.{area}")
