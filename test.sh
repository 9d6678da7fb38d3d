#!/bin/sh
# Builds everything and runs every test. Installs from Debian what the tests run against, where it may.
# The last line counts what the test runners report: N passed, N failed, N skipped.
set -eu
cd "$(dirname "$0")"
PATH=$PATH:/usr/sbin:/sbin
results=$PWD/TestResults
status=0

main() {
    rm -rf "$results"
    trap count EXIT
    missing=$(missing_packages)
    [ -z "$missing" ] || install "$missing"
    missing=$(missing_packages)
    [ -z "$missing" ] || echo "not installed: $missing; tests that need them are skipped"
    dotnet tool restore
    dotnet csharpier check . || status=1
    dotnet restore --locked-mode
    dotnet build -c Release --no-restore
    # As people have it: this is the program that the tests run.
    export PIGEN_PROGRAM="$results/pigen/pigen"
    command -v cc >/dev/null 2>&1 || set -- -p:PublishAot=false
    dotnet publish src/PiGen.Cli -c Release --use-current-runtime -o "${PIGEN_PROGRAM%/*}" "$@"
    runs=
    for project in tests/*.Tests; do
        # A folder each: names of results hold the time, and that may be the same.
        dotnet test --project "$project" -c Release --no-build --results-directory "$results/${project##*/}" --report-junit &
        runs="$runs $!"
    done
    for run in $runs; do
        wait "$run" || status=1
    done
}

missing_packages() {
    missing=
    for pair in systemd-analyze:systemd autossh:autossh ssh:openssh-client shellcheck:shellcheck dash:dash unshare:util-linux \
        systemd-nspawn:systemd-container sshd:openssh-server sudo:sudo dbus-daemon:dbus ip:iproute2 curl:curl perl:perl-base \
        strace:strace rsync:rsync cc:gcc pkill:procps getfattr:attr tcsh:tcsh fish:fish zsh:zsh busybox:busybox; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
    done
    echo "${missing# }"
}

# install PACKAGES: as far as that goes; the tests that miss one are skipped.
install() {
    if [ "$(id -u)" = 0 ]; then as_root=; else as_root='sudo -n'; fi
    if ! command -v apt-get >/dev/null 2>&1; then
        echo 'no apt-get here: install by other means what follows'
    elif ! $as_root true 2>/dev/null; then
        echo 'not root: nothing can be installed'
    else
        echo "installing from Debian, for the tests: $1"
        # shellcheck disable=SC2086  # a list of words
        $as_root apt-get update -qq >/dev/null && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $1 >/dev/null ||
            echo 'apt-get failed'
    fi
}

# Whatever ended the run: what came before the tests counts as one failure.
count() {
    ended=$?
    trap - EXIT
    [ "$ended" = 0 ] || status=1
    # shellcheck disable=SC2046  # three numbers
    set -- $(cat "$results"/*/*.junit 2>/dev/null | grep -ao '<testsuite [^>]*>' | awk '
        function field(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        { tests += field("tests"); failed += field("failures") + field("errors"); skipped += field("skipped") }
        END { print tests - failed - skipped, failed + 0, skipped + 0 }')
    passed=$1 failed=$2 skipped=$3
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ] || status=1
    [ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1
    echo "$passed passed, $failed failed, $skipped skipped"
    exit "$status"
}

main
