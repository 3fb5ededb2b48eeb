#!/usr/bin/env python3
"""Measures jalon beside its peers on this machine: Ansible, the AWS CLI and bare boto3, against the same moto on loopback.

    cargo build --release && python3 benches/peers/run.py

Prints a table with each bar, the figure, and whether it is met. The peers are installed from PyPI, pinned, into a virtual environment.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from lab import REPOSITORY, Moto, environment
from measures import ALL, Ground


def main():
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--jalon", type=Path, default=target / "release/jalon", help="the binary to measure")
    options.add_argument("--environment", type=Path, default=cache / "jalon-peers", help="where the peers are installed")
    options.add_argument("--runs", type=int, default=5, help="how often each is run; medians are printed")
    options.add_argument("measures", nargs="*", metavar="MEASURE", help=f"only these: {', '.join(ALL)}")
    chosen = options.parse_args()
    unknown = [name for name in chosen.measures if name not in ALL]
    if unknown:
        options.error(f"there is no measure {unknown[0]}; there are: {', '.join(ALL)}")
    jalon = chosen.jalon.resolve()
    if not jalon.is_file():
        options.error(f"{jalon} is not there: `cargo build --release` makes it, or name another with --jalon")
    # Ended from outside, it ends moto too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    binaries = environment(chosen.environment.resolve())
    with tempfile.TemporaryDirectory(prefix="jalon-peers-") as folder:
        os.chdir(folder)
        moto = Moto(binaries, Path(folder))
        try:
            ground = Ground(jalon, binaries, moto, Path(folder), chosen.runs)
            print(f"Medians of {chosen.runs} runs.\n\n| what | bar | figure | met |\n|---|---|---|---|", flush=True)
            for name in chosen.measures or ALL:
                print(f"measuring: {name}", file=sys.stderr)
                for columns in ALL[name](ground):
                    print(f"| {' | '.join(columns)} |", flush=True)
        finally:
            moto.end()


if __name__ == "__main__":
    main()
