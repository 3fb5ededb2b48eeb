#!/usr/bin/env python3
"""Measures the upload of a site beside `aws s3 sync` and `rclone sync --checksum`, against the served sandbox, on a memory disk.

    cargo build --release && sudo apt-get install rclone && python3 benches/peers/site.py

Prints a table of wall times and peak memories, each with its bar. The AWS CLI is installed from PyPI, pinned, into a virtual environment;
rclone is the one of the PATH. Each client has a served sandbox of its own in each round, at `--latency 0`.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from lab import REPOSITORY, clean, environment, median, watched
from measures import Ground, row, sandbox

MB = 1024 * 1024
BUCKET = "site-of-a-peer"
# How often the short ones are run for one first upload: the shorter they are, the more noise is in them.
AGAIN = 3


@dataclass
class Folder:
    """A site: so many files of so many bytes beside its two pages."""

    name: str
    files: int
    size: int
    # How many times as fast as the AWS CLI and rclone the first upload is to be.
    first: tuple

    def fill(self, folder):
        """Writes the files; each has a content of its own."""
        for number in range(self.files):
            file = folder / f"pages/{number % 20:02}/{number:05}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(file, "wb") as opened:
                for start in range(0, self.size, MB):
                    opened.write(os.urandom(min(MB, self.size - start)))
        for page in ("index.html", "error.html"):
            (folder / page).write_bytes(os.urandom(2500).hex().encode())


FOLDERS = {
    "2000": Folder("2,000 × 10 kB", 2_000, 10_000, (5, 1.5)),
    "20000": Folder("20,000 × 1 kB", 20_000, 1_000, (5, 1.5)),
    "large": Folder("4 × 512 MB", 4, 512 * MB, (1, 1)),
}
CASES = ("first", "unchanged", "one file changed")
# How many times as fast each is to be where little or nothing is sent.
AFTER = (3, 1.5)
MOST_MEMORY = 64


class Clients:
    """The commands that bring a bucket in line with a folder."""

    def __init__(self, ground, site):
        self.ground, self.site = ground, site

    def jalon(self, url):
        """Its own step alone; it makes the bucket itself."""
        return [*self.ground.of_jalon(self.ground.folder / "state", "run", "site", url=url), "--set", f"site.folder={self.site}",
                "--set", f"site.bucket={BUCKET}"]

    def aws(self, url):
        return [*self.of_aws(url), "s3", "sync", "--only-show-errors", self.site, f"s3://{BUCKET}"]

    def rclone(self, url):
        remote = f":s3,provider=Other,env_auth=true,region=us-east-1,force_path_style=true,acl=bucket-owner-full-control,endpoint='{url}'"
        return ["rclone", "sync", "--quiet", "--checksum", "--transfers", "16", self.site, f"{remote}:{BUCKET}"]

    def of_aws(self, url):
        return [self.ground.binaries / "aws", "--endpoint-url", url]

    def prepare(self, name, url):
        """What a client needs before its first upload: jalon nothing, the others a bucket."""
        shutil.rmtree(self.ground.folder / "state", ignore_errors=True)
        if name != "jalon":
            subprocess.run([*self.of_aws(url), "s3", "mb", f"s3://{BUCKET}"], env=self.ground.env, check=True, stdout=subprocess.DEVNULL)


def check_index(url, site):
    """Refuses to go on where a client has not sent the page that was changed."""
    credential = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
    request = urllib.request.Request(f"{url}/{BUCKET}/index.html", headers={"Authorization": credential})
    if urllib.request.urlopen(request).read() != (site / "index.html").read_bytes():
        raise SystemExit("the changed page was not sent")


def measure(ground, folder):
    """The runs of each client in each case."""
    site = ground.folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    folder.fill(site)
    clients = Clients(ground, site)
    told = {name: {case: [] for case in CASES} for name in ("jalon", "aws", "rclone")}
    for number in range(ground.runs):
        print(f"measuring: {folder.name}, round {number + 1} of {ground.runs}", file=sys.stderr)
        for name, cases in told.items():
            # The clock of the sandbox is this machine's: `aws s3 sync` compares times.
            with sandbox(ground, ["--latency", "0", "--sandbox-speed", "1"]) as url:
                clients.prepare(name, url)
                command = getattr(clients, name)(url)
                cases["first"].append(watched(command, ground.env))
                for _ in range(AGAIN):
                    cases["unchanged"].append(watched(command, ground.env))
                    # S3 says in whole seconds when an object was modified.
                    time.sleep(1.1)
                    (site / "index.html").write_bytes(os.urandom(2500).hex().encode())
                    cases["one file changed"].append(watched(command, ground.env))
                    check_index(url, site)
    shutil.rmtree(site)
    return told


def rows(folder, told):
    """The rows of a folder."""
    for case in CASES:
        wall = {name: median([wall for wall, _ in cases[case]]) for name, cases in told.items()}
        aws, rclone = folder.first if case == "first" else AFTER
        bar = f"≥ {aws} × aws, ≥ {rclone} × rclone"
        figure = (
            f"{wall['jalon']:.2f} s; aws s3 sync {wall['aws']:.2f} s: {wall['aws'] / wall['jalon']:.2f} ×; "
            f"rclone {wall['rclone']:.2f} s: {wall['rclone'] / wall['jalon']:.2f} ×"
        )
        yield row(f"{folder.name}, {case}", bar, figure, wall["aws"] >= aws * wall["jalon"] and wall["rclone"] >= rclone * wall["jalon"])
    peak = {name: max(peak for case in cases.values() for _, peak in case) for name, cases in told.items()}
    figure = f"{peak['jalon']:.0f} MB; aws s3 sync {peak['aws']:.0f} MB; rclone {peak['rclone']:.0f} MB"
    yield row(f"{folder.name}, peak memory", f"≤ {MOST_MEMORY} MB", figure, peak["jalon"] <= MOST_MEMORY)


def main():
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--jalon", type=Path, default=target / "release/jalon", help="the binary to measure")
    options.add_argument("--environment", type=Path, default=cache / "jalon-site-peers", help="where the AWS CLI is installed")
    options.add_argument("--disk", type=Path, default=Path("/dev/shm"), help="a memory disk with room for 7 GB")
    options.add_argument("--runs", type=int, default=5, help="how many first uploads of each; medians are printed")
    options.add_argument("folders", nargs="*", metavar="FOLDER", help=f"only these: {', '.join(FOLDERS)}")
    chosen = options.parse_args()
    unknown = [name for name in chosen.folders if name not in FOLDERS]
    if unknown:
        options.error(f"there is no folder {unknown[0]}; there are: {', '.join(FOLDERS)}")
    jalon = chosen.jalon.resolve()
    if not jalon.is_file():
        options.error(f"{jalon} is not there: `cargo build --release` makes it, or name another with --jalon")
    if shutil.which("rclone") is None:
        options.error("rclone is not there: `sudo apt-get install rclone` installs it")
    # Ended from outside, it ends the sandbox too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    binaries = environment(chosen.environment.resolve(), only=["awscli"])
    with tempfile.TemporaryDirectory(prefix="jalon-site-", dir=chosen.disk) as folder:
        os.chdir(folder)
        ground = Ground(jalon, binaries, None, Path(folder), chosen.runs)
        # No file of this machine says where AWS is, or who asks.
        ground.env = clean(folder, AWS_CONFIG_FILE="/dev/null", AWS_SHARED_CREDENTIALS_FILE="/dev/null")
        aws = subprocess.run([binaries / "aws", "--version"], env=ground.env, stdout=subprocess.PIPE, text=True, check=True).stdout
        rclone = subprocess.run(["rclone", "version"], env=ground.env, stdout=subprocess.PIPE, text=True, check=True).stdout
        print(f"Medians of {chosen.runs} runs: {aws.split()[0]}, {rclone.splitlines()[0]}.\n")
        print("| what | bar | figure | met |\n|---|---|---|---|", flush=True)
        for name in chosen.folders or FOLDERS:
            for columns in rows(FOLDERS[name], measure(ground, FOLDERS[name])):
                print(f"| {' | '.join(columns)} |", flush=True)
        os.chdir("/")


if __name__ == "__main__":
    main()
