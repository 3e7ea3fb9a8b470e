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
need javac default-jdk-headless
[ -e /usr/share/java/pdfbox2.jar ] || missing="$missing libpdfbox2-java"
need npm npm
/usr/bin/python3 -c "import uno" >/dev/null 2>&1 || missing="$missing python3-uno"
[ -d /usr/share/poppler/cMap/Adobe-GB1 ] || missing="$missing poppler-data"

# The PDF viewer of the tests of PDF forms is a package of npm's; it goes beside them.
viewer=$(dirname "$0")/../tests/pdf/form/viewer
get_viewer() {
    [ -d "$viewer/node_modules/pdfjs-dist" ] && return
    npm install --prefix "$viewer" --omit=optional --no-audit --no-fund --no-package-lock --silent >/dev/null 2>&1 ||
        echo "pdf.js could not be had from npm. The tests that type into a PDF viewer will be skipped." >&2
}
[ -z "$missing" ] && { get_viewer; exit 0; }

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    $as_root apt-get update -qq && $as_root apt-get install -qq -y --no-install-recommends $missing >/dev/null && { get_viewer; exit 0; }
fi
echo "Not installed, and may not be installed from here:$missing. The tests that need them will be skipped." >&2
exit 0
