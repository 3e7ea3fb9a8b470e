#!/bin/sh
# The tests compare docgen's files with what other programs make of them. Install those programs where we may (root, or
# sudo without a password, on Debian or Ubuntu); elsewhere name what is missing: its tests are then skipped, aloud.
missing=""
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need soffice "libreoffice-writer-nogui libreoffice-calc-nogui"
need pdftotext poppler-utils
need qpdf qpdf
need pk12util libnss3-tools
need softhsm2-util softhsm2
need chromium chromium
/usr/bin/python3 -c "import uno" >/dev/null 2>&1 || missing="$missing python3-uno"
[ -z "$missing" ] && exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    $as_root apt-get update -qq && $as_root apt-get install -qq -y --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Not installed, and may not be installed from here:$missing. The tests that need them will be skipped." >&2
exit 0
