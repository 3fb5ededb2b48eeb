#!/usr/bin/env python3
"""What `walk --watch` costs a walk: walks with somebody who watches and without, in turn, in the sandbox.

    cargo build --release
    python3 benches/watch.py [--jalon PROGRAM] [--runs NUMBER]

Each walk is a process of its own in an empty folder. The watcher follows the page's events to their end. Printed are the walls and the
processor time of each walk, and their medians: the sandbox draws its delays anew in each walk, so that the walls differ by more than watching
could cost, and the processor time that watching adds is held against the wall.
"""

import argparse
import contextlib
import http.client
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ADDRESS = re.compile(r"http://127\.0\.0\.1:\S+?/(?=[\s.]|$)")


def follow(stderr: Path, seen: list[int]) -> None:
    """Reads the events of the page whose address the walk prints."""
    while not (found := ADDRESS.search(stderr.read_text(errors="replace"))):
        time.sleep(0.01)
    # The stream breaks off where the walk ends.
    with contextlib.suppress(http.client.IncompleteRead, OSError), urllib.request.urlopen(found.group() + "events") as events:
        while chunk := events.read1(65536):
            seen.append(len(chunk))


def walk(program: str, is_watched: bool) -> tuple[float, float]:
    """The wall and the processor time of one walk, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        stderr, seen = Path(folder, "stderr"), []
        environment = {"HOME": folder, "PATH": os.environ["PATH"]}
        with stderr.open("w") as file:
            begin = time.perf_counter()
            process = subprocess.Popen(
                [program, "walk", "--sandbox", "--yes", *(["--watch"] if is_watched else [])],
                cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=file,
            )
            if is_watched:
                watcher = threading.Thread(target=follow, args=(stderr, seen), daemon=True)
                watcher.start()
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
        if status:
            raise SystemExit(f"the walk failed:\n{stderr.read_text()}")
        if is_watched and not seen:
            raise SystemExit("nobody watched")
        return wall, usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jalon", default=shutil.which("jalon") or "target/release/jalon")
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    alone, watched = [], []
    for run in range(options.runs):
        alone.append(walk(options.jalon, False))
        watched.append(walk(options.jalon, True))
        print(f"{run + 1}: alone {alone[-1][0]:.2f} s, {alone[-1][1]:.3f} s of processor time; "
              f"watched {watched[-1][0]:.2f} s, {watched[-1][1]:.3f} s", flush=True)
    walls = [statistics.median(wall for wall, _ in runs) for runs in (alone, watched)]
    processor = [statistics.median(time for _, time in runs) for runs in (alone, watched)]
    added = processor[1] - processor[0]
    print(f"wall: {walls[0]:.2f} s alone, {walls[1]:.2f} s watched")
    print(f"processor time: {processor[0]:.3f} s alone, {processor[1]:.3f} s watched: "
          f"{added / walls[0]:.2%} of the walk's time")


main()
