# One word for each thing that is done again and again; https://just.systems runs them. Each is a line to type without it, too.

# What there is to do.
default:
    @just --list --unsorted

# Build the program.
build:
    cargo build

# Test what needs Rust and a linker alone; `.ci/run` installs the rest and tests everything.
test *FILTER:
    cargo test {{FILTER}}

# Format and lints.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Walks against what AWS itself takes.
bench:
    cargo bench --bench aws-time

# The Debian package, the tarball and their checksums.
package:
    .ci/package
