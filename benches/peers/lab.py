"""The ground the measures stand on: a virtual environment, moto on loopback, and children whose time and memory are counted."""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
REQUEST = re.compile(r'"([A-Z]+) (\S+) HTTP/1\.[01]" (\d+)')


def environment(folder, only=None):
    """The folder of a virtual environment with the pinned packages, or only some of them, made if it isn't there."""
    pinned = (HERE / "requirements.txt").read_text()
    lines = [line for line in pinned.splitlines() if only is None or line.partition("==")[0] in only]
    wanted = "\n".join(lines) + "\n"
    stamp = folder / "requirements.txt"
    if not stamp.is_file() or stamp.read_text() != wanted:
        print(f"installing the peers into {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        packages = [line for line in lines if not line.startswith("#")]
        subprocess.run([folder / "bin/python", "-m", "pip", "install", "--quiet", *packages], check=True)
        stamp.write_text(wanted)
    return folder / "bin"


def clean(home, **more):
    """Environment variables of a child: no profile, no proxy, nothing of this shell but where programs are."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        **more,
    }


@dataclass
class Ran:
    """What a child came to."""

    wall: float
    cpu: float
    calls: int = 0


def run(command, env, cwd=None, quiet=True):
    """Runs a child to its end; its own and its children's processor time."""
    with open(os.devnull if quiet else "/dev/stderr", "w") as sink, open("last-error.log", "w+") as errors:
        started = time.perf_counter()
        child = subprocess.Popen([str(word) for word in command], env=env, cwd=cwd, stdout=sink, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            errors.seek(0)
            raise SystemExit(f"{command[0]} ended with {child.returncode}: {errors.read()[-2000:]}")
    return Ran(wall, usage.ru_utime + usage.ru_stime)


# Linux counts the memory of whoever starts a process into the peak of that process, so a small one has to.
SMALL_STARTER = """
import os, sys, time
started = time.perf_counter()
_, status, usage = os.wait4(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ), 0)
print("\\n", time.perf_counter() - started, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def watched(command, env):
    """Runs a quiet child to its end; its wall time in seconds, and the largest memory it held in MB."""
    starter = [sys.executable, "-I", "-S", "-c", SMALL_STARTER, *map(str, command)]
    told = subprocess.run(starter, env=env, stdout=subprocess.PIPE, check=True).stdout
    wall, peak = told.split()[-2:]
    return float(wall), int(peak) / 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Moto:
    """A moto server on a free loopback port; what it was asked is read from its log."""

    def __init__(self, binaries, folder):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "moto.log"
        env = clean(folder, MOTO_AMIS_PATH=str(REPOSITORY / "tests/fixtures/moto-images.json"))
        command = [binaries / "moto_server", "-H", "127.0.0.1", "-p", str(self.port)]
        with open(self.log, "w") as log:
            self.server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            if time.monotonic() > deadline:
                raise SystemExit("moto did not come up")
            time.sleep(0.1)

    def reset(self):
        """An empty account."""
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/moto-api/reset", method="POST")).read()

    def asked(self):
        """Every request so far: its method, path and status."""
        found = REQUEST.findall(self.log.read_text(errors="replace"))
        return [request for request in found if not request[1].startswith("/moto-api")]

    def watch(self, command, env, cwd=None):
        """Runs a child and counts what it asked."""
        before = len(self.asked())
        ran = run(command, env, cwd)
        asked = self.asked()[before:]
        ran.calls = len(asked)
        return ran

    def end(self):
        self.server.terminate()
        self.server.wait()


def median(figures):
    return statistics.median(figures)


def of(runs, field):
    """The median of a field of these runs."""
    return median([getattr(one, field) for one in runs])
