"""The measures: each takes the ground they stand on and returns its rows of the table."""

import asyncio
import contextlib
import json
import shutil
import subprocess
import sys

from lab import HERE, REPOSITORY, clean, median, of, run, watched
from replay import at_once, recorded

USER_DATA = REPOSITORY / "assets/cloud-init/host.yaml"
SITE = REPOSITORY / "assets/site"


class Ground:
    """What the measures share."""

    def __init__(self, jalon, binaries, moto, folder, runs):
        self.jalon, self.binaries, self.moto, self.folder, self.runs = jalon, binaries, moto, folder, runs
        self.env = clean(folder)
        key = folder / "key"
        if not key.exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        self.public_key = folder / "key.pub"

    def state(self):
        """A state directory that doesn't exist."""
        state = self.folder / "state"
        shutil.rmtree(state, ignore_errors=True)
        return state

    def of_jalon(self, state, *words, url=None):
        return [self.jalon, *words, "--yes", "--quiet", "--state-dir", state, "--endpoint-url", url or self.moto.url]

    def of_ansible(self):
        answers = {
            "endpoint": self.moto.url,
            "public_key": self.public_key.read_text(),
            "user_data": str(USER_DATA),
            "site": str(SITE),
        }
        playbook = [self.binaries / "ansible-playbook", "-i", "localhost,", HERE / "environment.yml", "-e", json.dumps(answers)]
        env = clean(
            self.folder,
            ANSIBLE_HOME=str(self.folder / "ansible"),
            ANSIBLE_LOCALHOST_WARNING="False",
            ANSIBLE_INVENTORY_UNPARSED_WARNING="False",
            ANSIBLE_PYTHON_INTERPRETER=str(self.binaries / "python"),
        )
        return playbook, env

    def of_boto3(self):
        return [self.binaries / "python", HERE / "bare.py", self.moto.url, USER_DATA, SITE, self.public_key]


def row(what, bar, figure, met):
    return what, bar, figure, {True: "yes", False: "no", None: ""}[met]


def walks(ground):
    """A whole walk and a rerun by each, in turn, each round on an empty account."""
    first, again, peaks = {}, {}, []
    for _ in range(ground.runs):
        moto = ground.moto
        moto.reset()
        state = ground.state()
        first.setdefault("jalon", []).append(moto.watch(ground.of_jalon(state, "walk"), ground.env))
        again.setdefault("jalon", []).append(moto.watch(ground.of_jalon(state, "walk"), ground.env))
        moto.reset()
        peaks.append(watched(ground.of_jalon(ground.state(), "walk"), ground.env)[1])
        moto.reset()
        first.setdefault("boto3", []).append(moto.watch(ground.of_boto3(), ground.env))
        moto.reset()
        playbook, env = ground.of_ansible()
        first.setdefault("ansible", []).append(moto.watch(playbook, env))
        again.setdefault("ansible", []).append(moto.watch(playbook, env))
    ours, ansible, boto3 = (first[name] for name in ("jalon", "ansible", "boto3"))
    wall = {name: of(runs, "wall") for name, runs in first.items()}
    ratio = wall["ansible"] / wall["jalon"]
    told = [
        row(
            "whole walk on moto, wall",
            "≤ 1/30 of Ansible",
            f"{wall['jalon']:.2f} s; Ansible {wall['ansible']:.1f} s ({of(ansible, 'calls'):.0f} calls): 1/{ratio:.0f}",
            ratio >= 30,
        ),
        row(
            "",
            "below bare boto3",
            f"boto3 {wall['boto3']:.2f} s ({of(boto3, 'calls'):.0f} calls): {wall['jalon'] / wall['boto3']:.2f} ×",
            wall["jalon"] < wall["boto3"],
        ),
        row("calls of a whole walk on moto", "≤ 110", f"{of(ours, 'calls'):.0f}", of(ours, "calls") <= 110),
        row("CPU of a whole walk on moto", "≤ 0.5 s", f"{of(ours, 'cpu'):.2f} s", of(ours, "cpu") <= 0.5),
        row("peak memory of a whole walk", "≤ 60 MB", f"{median(peaks):.0f} MB", median(peaks) <= 60),
        row(
            "rerun with nothing to do, Ansible's",
            "",
            f"{of(again['ansible'], 'wall'):.1f} s, {of(again['ansible'], 'calls'):.0f} calls: "
            f"{of(again['ansible'], 'wall') / of(again['jalon'], 'wall'):.0f} × jalon's",
            None,
        ),
    ]
    return told


def reruns(ground):
    """A rerun with nothing to do, against the same calls sent at once."""
    moto = ground.moto
    moto.reset()
    state = ground.state()

    def walk(url):
        return ground.of_jalon(state, "walk", url=url)

    url, kept = asyncio.run(recorded(moto.port, walk, ground.env, before=lambda url: walk(url)))
    # The deployment remembers its endpoint: from now on moto itself.
    memory = state / "demo/state.json"
    memory.write_text(memory.read_text().replace(url, moto.url))
    mutating = sum(mutates(request) for request in kept)
    ours, floor = [], []
    for _ in range(2 * ground.runs + 1):
        ours.append(moto.watch(ground.of_jalon(state, "walk"), ground.env))
        floor.append(asyncio.run(at_once(moto.port, kept)))
    wall, least = of(ours, "wall"), median(floor)
    calls = of(ours, "calls")
    return [
        row("rerun with nothing to do, calls", "≤ 20, none mutating", f"{calls:.0f}, {mutating} mutating", calls <= 20 and mutating == 0),
        row(
            "rerun with nothing to do, wall",
            "≤ 1.5 × its calls at once",
            f"{wall * 1000:.0f} ms; its calls at once {least * 1000:.0f} ms: {wall / least:.2f} ×",
            wall <= 1.5 * least,
        ),
    ]


def mutates(request):
    """Whether a recorded request changes something: a query's action or an S3 method says so."""
    head, _, body = request.partition(b"\r\n\r\n")
    if head.startswith(b"POST"):
        action = dict(pair.partition(b"=")[::2] for pair in body.split(b"&")).get(b"Action", b"")
        return not action.startswith((b"Describe", b"List", b"Get"))
    return not head.startswith((b"GET", b"HEAD"))


def start_up(ground):
    """How long it takes to say what it can."""
    rows = []
    state = ground.folder / "nothing"
    nothing = median([run(["/bin/true"], ground.env).wall for _ in range(30)])
    for words in (["--help"], ["steps"]):
        extra = [] if words == ["--help"] else ["--state-dir", state]
        wall = median([run([ground.jalon, *words, *extra], ground.env).wall for _ in range(30)])
        figure = f"{wall * 1000:.1f} ms (starting `true` takes {nothing * 1000:.1f} ms of it)"
        rows.append(row(f"start-up, `{words[0]}`", "≤ 10 ms", figure, wall <= 0.010))
    return rows


@contextlib.contextmanager
def sandbox(ground, options):
    """A served sandbox of its own; its URL."""
    served = ground.folder / "served"
    shutil.rmtree(served, ignore_errors=True)
    command = [ground.jalon, "sandbox", "serve", "--quiet", "--port", "0", "--state-dir", served, *options]
    server = subprocess.Popen([str(word) for word in command], env=ground.env, stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def quotas(**numbers):
    return [word for name, number in numbers.items() for word in ("--quota", f"{name.replace('_', '-')}={number}")]


def crowded(ground):
    """The walk in an account that holds 5,000 resources of others: in the served sandbox, with no waits. moto needs ten seconds for
    one listing of security groups by tag there."""
    room = quotas(vpcs=10, security_groups=10_000, elastic_ips=200, route_tables_per_vpc=1_000, standard_vcpus=1_000)
    state = ground.state()

    def some(name, url):
        walks = []
        for number in range(2 * ground.runs + 1):
            # Another name each time: what was taken down stays listed for a while.
            this = ["--deployment", f"{name}{number}"]
            walks.append(run([*ground.of_jalon(state, "walk", url=url), *this], ground.env))
            run([*ground.of_jalon(state, "destroy", url=url), *this], ground.env)
        return of(walks, "wall"), calls(["--deployment", f"{name}-counted"], url)

    def calls(this, url):
        told = ["--yes", "-v", "--output", "json", "--state-dir", state, "--endpoint-url", url, *this]
        events = subprocess.run([ground.jalon, "walk", *told], env=ground.env, stdout=subprocess.PIPE, text=True, check=True)
        run([*ground.of_jalon(state, "destroy", url=url), *this], ground.env)
        return sum(json.loads(line)["event"] == "call" for line in events.stdout.splitlines())

    with sandbox(ground, ["--latency", "0", *room]) as url:
        alone, calls_alone = some("alone", url)
        run([ground.binaries / "python", HERE / "strangers.py", url], ground.env)
        among, calls_among = some("among", url)
    return [
        row(
            "5,000 resources of others, calls",
            "the same number",
            f"{calls_alone} alone, {calls_among} among them",
            calls_alone == calls_among,
        ),
        row(
            "5,000 resources of others, wall",
            "≤ 1.2 ×",
            f"{alone * 1000:.0f} ms alone, {among * 1000:.0f} ms among them: {among / alone:.2f} ×",
            among <= 1.2 * alone,
        ),
    ]


def thirty(ground):
    """Thirty deployments at once from one shell, in one served sandbox."""
    room = quotas(
        vpcs=100, elastic_ips=100, standard_vcpus=1_000, internet_gateways=100, nat_gateways_per_zone=100,
        gateway_endpoints=100, db_instances=100, peering_requests=100,
    )
    alone, together = [], []
    for _ in range(ground.runs):
        state = ground.state()
        with sandbox(ground, room) as url:
            one = ground.of_jalon(state, "walk", url=url)
            alone.append(run([*one, "--deployment", "alone"], ground.env))
            line = " ".join(str(word) for word in one)
            shell = f"seq 30 | xargs -P 30 -I N {line} --deployment dN"
            together.append(run(["bash", "-c", f"set -o pipefail; {shell}"], ground.env))
    ratio = of(together, "wall") / of(alone, "wall")
    figure = f"{of(together, 'wall'):.1f} s, one alone {of(alone, 'wall'):.1f} s: {ratio:.2f} ×; no error"
    return [row("30 deployments at once", "no error, < 3 × one", figure, ratio < 3)]


def size(ground):
    """The binary."""
    megabytes = ground.jalon.stat().st_size / 1e6
    return [row("binary", "≤ 25 MB", f"{megabytes:.1f} MB", megabytes <= 25)]


ALL = {
    "walks": walks,
    "reruns": reruns,
    "start-up": start_up,
    "crowded": crowded,
    "thirty": thirty,
    "size": size,
}
