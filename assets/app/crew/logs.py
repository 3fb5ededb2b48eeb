"""The log: lines on stdout, where Docker collects them. Never passwords, tokens or addresses of people."""

import logging
import sys


def to_stdout() -> None:
    logging.basicConfig(
        stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S%z"
    )
    # alembic logs each migration; the rest of what it logs is noise.
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
