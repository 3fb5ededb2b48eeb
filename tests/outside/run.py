"""Runs every case, or those named, against one endpoint on loopback and prints their outcomes as JSON.

    python run.py http://127.0.0.1:4566 [CASE...]

moto begins with default VPCs and subnets: the first sweep takes them away, so that both endpoints begin empty.
"""

import json
import sys
from urllib.parse import urlsplit

import cases
from harness import CASES, Aws, outcome, sweep


def main():
    url, names = sys.argv[1], sys.argv[2:]
    if urlsplit(url).hostname != "127.0.0.1":
        sys.exit("cases run against loopback only: they empty the account")
    aws = Aws(url)
    sweep(aws)
    results = []
    for one in CASES:
        if names and one.name not in names:
            continue
        results.append(
            {
                "name": one.name,
                "area": one.area,
                "documented": one.documented,
                "source": one.source,
                "outcome": outcome(one, aws),
            }
        )
        sweep(aws)
    json.dump(results, sys.stdout, indent=1)


if __name__ == "__main__":
    cases.load()
    main()
