"""Checks a recording of requests and their answers against AWS's own service models, and prints what does not agree as JSON.

    python tests/outside/oracle RECORDING
"""

import json
import sys
from collections import Counter
from xml.etree import ElementTree

from answered import answer_faults
from asked import request_faults
from exchange import Exchange
from tree import paths


def main():
    faults, operations, members = Counter(), Counter(), {}
    for line in open(sys.argv[1], encoding="utf-8"):
        exchange = Exchange(json.loads(line))
        operation, in_path = exchange.operation()
        if operation is None:
            faults[(exchange.service, "request", "", "the service has no such operation", exchange.is_accepted)] += 1
            continue
        name = f"{exchange.service}:{operation.name}"
        operations[name] += 1
        for fault in request_faults(exchange, operation, in_path) + answer_faults(exchange, operation):
            faults[(name, fault.side, fault.where, fault.what, exchange.is_accepted)] += 1
        if exchange.is_accepted and exchange.answer.startswith(b"<"):
            members.setdefault(name, set()).update(paths(ElementTree.fromstring(exchange.answer)))
    names = ("operation", "side", "where", "what", "accepted", "times")
    json.dump(
        {
            "operations": operations,
            "faults": [dict(zip(names, (*fault, times))) for fault, times in sorted(faults.items())],
            "members": {name: sorted(found) for name, found in members.items()},
        },
        sys.stdout,
        indent=1,
    )


if __name__ == "__main__":
    main()
