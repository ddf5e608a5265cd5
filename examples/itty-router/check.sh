#!/usr/bin/env bash
# Serves dist/itty.js with the launcher and checks it with curl. Run build.sh first.
set -uo pipefail
cd "$(dirname "$0")"
. ../checks.sh
[ -f dist/itty.js ] || { echo "no dist/itty.js: run build.sh first" >&2; exit 2; }
serve dist
json=(-H 'Content-Type: application/json')

expect 200 'itty' /itty
header X-Router itty
header_like Content-Type 'text/plain.*'
expect 200 '"Hello Ada!"' /itty/hello/Ada
expect 200 '"Hello you!"' /itty/hello
expect 200 '{"a":["1","2"],"b":"x y"}' '/itty/query?a=1&a=2&b=x+y'
expect 200 '{"rest":"a/b/c"}' /itty/path/a/b/c
expect 200 '{"extension":"png"}' /itty/image.png
expect 200 '<h1>Page</h1>' /itty/page
header_like Content-Type 'text/html.*'
expect 200 '{"a":"1","b":"2"}' /itty/cookies -H 'Cookie: a=1; b=2'
expect 204 '' /itty/empty
expect 200 '{"env":"object","waitUntil":"function"}' /itty/env
expect 404 '{"status":404,"error":"Not Found"}' /itty/nothing
expect 500 '{"status":500,"error":"broken"}' /itty/throws
expect 204 '' /itty/hello -X OPTIONS -H 'Origin: https://example.org'
header Access-Control-Allow-Origin https://example.org
expect 200 '[{"id":1,"title":"water the plants"}]' /itty/api/todos
expect 201 '{"id":2,"title":"read"}' /itty/api/todos "${json[@]}" -d '{"title":"read"}'
expect 200 '{"id":2,"title":"read"}' /itty/api/todos/2
expect 404 '{"status":404,"error":"no such todo"}' /itty/api/todos/9
expect 422 '{"status":422,"error":"no title","got":{}}' /itty/api/todos "${json[@]}" -d '{}'
finish
