#!/bin/sh
# Builds everything and runs every test. Installs from Debian what the tests run against, where it may.
# As root it also builds a lab of real hosts in namespaces; otherwise the lab's tests are skipped.
# The last line counts what the test runners report: N passed, N failed, N skipped.
set -eu
cd "$(dirname "$0")"

PATH=$PATH:/usr/sbin:/sbin
missing=
for pair in systemd-analyze:systemd autossh:autossh ssh:openssh-client shellcheck:shellcheck dash:dash unshare:util-linux \
    systemd-nspawn:systemd-container sshd:openssh-server sudo:sudo dbus-daemon:dbus ip:iproute2 curl:curl perl:perl-base; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
if [ -n "$missing" ] && command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi
    if $as_root true 2>/dev/null; then
        echo "installing from Debian, for the tests:$missing"
        # shellcheck disable=SC2086  # $missing is a list of words
        { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing; } >/dev/null
    else
        echo "not root: tests that need$missing will be skipped"
    fi
fi

results=$PWD/TestResults
rm -rf "$results"
status=0
dotnet tool restore
dotnet csharpier check . || status=1
dotnet restore --locked-mode
dotnet build -c Release --no-restore
dotnet test -c Release --no-build --results-directory "$results" --report-junit || status=1

counts=$(cat "$results"/*.junit | grep -ao '<testsuite [^>]*>' | awk '
    function field(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
    { tests += field("tests"); failed += field("failures") + field("errors"); skipped += field("skipped") }
    END { print tests - failed - skipped, failed + 0, skipped + 0 }')
# shellcheck disable=SC2086  # three numbers
set -- $counts
[ "$2" = 0 ] && [ "$1" -gt 0 ] || status=1
echo "$1 passed, $2 failed, $3 skipped"
exit "$status"
