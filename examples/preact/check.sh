#!/usr/bin/env bash
# Serves dist/preact.js with the launcher and checks it with curl. Run build.sh first.
set -uo pipefail
cd "$(dirname "$0")"
. ../checks.sh
[ -f dist/preact.js ] || { echo "no dist/preact.js: run build.sh first" >&2; exit 2; }
serve dist

page() {
  printf '%s' '<!doctype html><html lang="en"><head><title>Preact</title></head><body style="color:teal;">' \
    "<h1>Hello $1</h1>" '<p class="dark">0, 1, 4, 9</p><input type="checkbox" checked/><div><b>raw</b></div></body></html>'
}
expect 200 "$(page you)" /preact
header_like Content-Type 'text/html;\ ?charset=utf-8'
expect 200 "$(page '&lt;Ada>')" '/preact?name=%3CAda%3E'
expect 200 "$(page async)" '/preact/async?name=async'
finish
