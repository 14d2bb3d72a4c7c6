# `just` lists the recipes; `just ready` is what CI runs, nothing else.

gold := env("CLAIMDIFF_GOLD", justfile_directory() / "../shared/gold")

[private]
default:
    @just --list --unsorted

# Everything CI runs: format, lints, tests, the README's command, the figures
[group('check')]
ready:
    .ci/run

# All tests
[group('check')]
test:
    cargo test --workspace

# Format in place
[group('check')]
fmt:
    cargo fmt --all

# Accept changed snapshots; read the diff before you commit it
[group('check')]
snap:
    INSTA_UPDATE=always cargo test --workspace
    git status --short -- '*.snap'

# The figures against their floors, where the gold is here
[group('quality')]
eval:
    cargo build --release --workspace
    CLAIMDIFF_GOLD={{ gold }} target/release/claimdiff-eval gate

# Raise the floors to a little under what stands
[group('quality')]
floors:
    cargo build --release --workspace
    CLAIMDIFF_GOLD={{ gold }} target/release/claimdiff-eval gate --write

# Words a second up to each stage, and more: see bench/README.md
[group('quality')]
bench NAME='words' *PATH:
    CLAIMDIFF_GOLD={{ gold }} cargo run --release --manifest-path bench/Cargo.toml -- {{ NAME }} {{ PATH }}

# A static, stripped binary with manual pages, completions, licences and checksums, in dist/
[group('use')]
release:
    .ci/release

# The wheel for Python, in dist/
[group('use')]
wheel *OPTIONS:
    maturin build --release --locked --manifest-path crates/python/Cargo.toml --out dist {{ OPTIONS }}

# The wheel for old systems (manylinux_2_28), linked by zig and checked by auditwheel, in dist/
[group('use')]
wheel-old:
    .ci/wheel-old

# The tests of the wheel, in a virtual environment of its own
[group('check')]
python:
    .ci/python

# The script for clusters on real Spark (Java 17), with workers killed; after `just python`
[group('check')]
spark:
    .ci/spark

# The report on the seeds
[group('use')]
seeds *OPTIONS:
    cargo run --release -- seeds {{ OPTIONS }}
