//! How each part is asked for its version, and which versions of it the tests know.

use super::Part;
use super::row::Fits::{Says, Version, VersionInUsage};
use super::row::Program::{Named, OfTheApplication};
use super::row::Row;
use super::versions::Versions::{Only, Within};

const MOTO: &str = "import moto.server, importlib.metadata as m; print('moto', m.version('moto'))";
const MINISTACK: &str = "import ministack.app, importlib.metadata as m; print('ministack', m.version('ministack'))";
const BOTO3: &str = "import boto3; print('boto3', boto3.__version__)";
const DOCKER: &str = "import docker.utils.build, importlib.metadata as m; print('docker', m.version('docker'))";

/// Prints the first line of the script, which has its version.
const AXE: &str = "
import importlib.resources as r
print(r.files('axe_playwright_python').joinpath('axe.min.js').read_text().splitlines()[0])
";

const REQUIREMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/app/requirements.txt");
/// Compares the packages that are installed with those that are pinned.
const APP_PACKAGES: &str = "
import sys, importlib.metadata as m, gunicorn.app.wsgiapp
for line in open(sys.argv[1]).read().splitlines():
    if line and not line.startswith('#'):
        name, pinned = line.split('==')
        if m.version(name) != pinned:
            sys.exit(f'{name} {m.version(name)} instead of {pinned}')
print('as pinned')
";

/// Every part. A range begins with what the tests need, and ends with the next version that may change anything.
pub const ROWS: &[(Part, Row)] = &[
    (
        Part::AppPackages,
        Row::new(
            "app-packages",
            OfTheApplication,
            &["-c", APP_PACKAGES, REQUIREMENTS],
            Says("as pinned"),
        ),
    ),
    (
        // A CLI of version 2 says other things of what is wrong.
        Part::AwsCli,
        Row::new(
            "aws-cli",
            Named("aws"),
            &["--version"],
            Version(&["aws-cli/"], Only("1.45.11")),
        ),
    ),
    (
        // Another version has other rules.
        Part::Axe,
        Row::new("axe", Named("python3"), &["-c", AXE], Version(&["axe v"], Only("4.12.1"))),
    ),
    (
        Part::Bash,
        Row::new(
            "bash",
            Named("bash"),
            &["--version"],
            Version(&["version "], Within("4.4", "6")),
        ),
    ),
    (
        // docs/CONFORMANCE.md shows the answers to this version.
        Part::Boto3,
        Row::new(
            "boto3",
            Named("python3"),
            &["-c", BOTO3],
            Version(&["boto3 "], Only("1.43.11")),
        ),
    ),
    (
        Part::Chromium,
        Row::new(
            "chromium",
            Named("chromium"),
            &["--version"],
            Version(&["Chromium "], Within("109", "200")),
        ),
    ),
    (
        Part::CloudInit,
        Row::new(
            "cloud-init",
            Named("cloud-init"),
            &["--version"],
            Version(&[" "], Within("22.4", "27")),
        ),
    ),
    (
        Part::Curl,
        Row::new(
            "curl",
            Named("curl"),
            &["--version"],
            Version(&["curl "], Within("7.81", "9")),
        ),
    ),
    (
        Part::DockerCompose,
        Row::new(
            "docker-compose",
            Named("docker-compose"),
            &["--version"],
            Version(&["version "], Within("1.29", "6")),
        ),
    ),
    (
        Part::DockerComposePlugin,
        Row::new(
            "docker-compose",
            Named("docker"),
            &["compose", "version"],
            Version(&["version "], Within("2", "6")),
        ),
    ),
    (
        Part::DockerPython,
        Row::new(
            "docker-python",
            Named("python3"),
            &["-c", DOCKER],
            Version(&["docker "], Within("5", "9")),
        ),
    ),
    (
        // One of version 4 asks the terminal what it can, and the tests' terminal does not answer.
        Part::Fish,
        Row::new(
            "fish",
            Named("fish"),
            &["--version"],
            Version(&["version "], Within("3.1", "4")),
        ),
    ),
    (
        Part::Git,
        Row::new(
            "git",
            Named("git"),
            &["--version"],
            Version(&["git version "], Within("2.34", "4")),
        ),
    ),
    (
        Part::Groff,
        Row::new(
            "groff",
            Named("groff"),
            &["--version"],
            Version(&["version "], Within("1.22", "2")),
        ),
    ),
    (
        Part::Ip,
        Row::new("ip", Named("ip"), &["-V"], Version(&["iproute2-"], Within("5.15", "8"))),
    ),
    (
        // It has no option for its version.
        Part::Mandoc,
        Row::new(
            "mandoc",
            Named("mandoc"),
            &["-Tlint", "-O", "nonsense", "/dev/null"],
            Says("mandoc"),
        ),
    ),
    (
        Part::MariaDb,
        Row::new(
            "mariadb",
            Named("mariadbd"),
            &["--no-defaults", "--version"],
            Version(&["Ver ", "from "], Within("10.11", "13")),
        ),
    ),
    (
        Part::MariaDbClient,
        Row::new(
            "mariadb",
            Named("mariadb"),
            &["--no-defaults", "--version"],
            Version(&["Distrib ", "from "], Within("10.11", "13")),
        ),
    ),
    (
        Part::MariaDbInstall,
        Row::new(
            "mariadb",
            Named("mariadb-install-db"),
            &["--help"],
            Says("--auth-root-authentication-method"),
        ),
    ),
    (
        // In an environment of its own, whose Python it is reached by.
        Part::MiniStack,
        Row::new(
            "ministack",
            Named("ministack-python"),
            &["-c", MINISTACK],
            Version(&["ministack "], Only("1.5.33")),
        ),
    ),
    (
        // docs/CONFORMANCE.md shows the answers of this version.
        Part::Moto,
        Row::new("moto", Named("python3"), &["-c", MOTO], Version(&["moto "], Only("5.2.5"))),
    ),
    (
        Part::Nft,
        Row::new(
            "nft",
            Named("nft"),
            &["--version"],
            Version(&["nftables v"], Within("1.0", "2")),
        ),
    ),
    (
        Part::Nginx,
        Row::new("nginx", Named("nginx"), &["-v"], Version(&["nginx/"], Within("1.22", "2"))),
    ),
    (
        Part::OpenSsl,
        Row::new(
            "openssl",
            Named("openssl"),
            &["version"],
            Version(&["OpenSSL "], Within("3", "4")),
        ),
    ),
    (
        Part::Ping,
        Row::new(
            "ping",
            Named("ping"),
            &["-V"],
            Version(&["iputils "], Within("20210202", "20400101")),
        ),
    ),
    (
        Part::Python,
        Row::new(
            "python",
            Named("python3"),
            &["--version"],
            Version(&["Python "], Within("3.10", "4")),
        ),
    ),
    (
        Part::Ssh,
        Row::new("ssh", Named("ssh"), &["-V"], Version(&["OpenSSH_"], Within("8.9", "11"))),
    ),
    (
        Part::SshKeygen,
        Row::new("ssh", Named("ssh-keygen"), &["-?"], Says("[-f output_keyfile]")),
    ),
    (
        Part::Sshd,
        Row::new(
            "sshd",
            Named("sshd"),
            &["-V"],
            VersionInUsage("OpenSSH_", Within("8.9", "11")),
        ),
    ),
    (
        Part::Zsh,
        Row::new("zsh", Named("zsh"), &["--version"], Version(&["zsh "], Within("5.8", "6"))),
    ),
];
