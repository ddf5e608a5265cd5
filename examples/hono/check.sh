#!/usr/bin/env bash
# Serves dist/hono.js with the launcher and checks every feature with curl. Run build.sh first.
set -uo pipefail
cd "$(dirname "$0")"
. ../checks.sh
[ -f dist/hono.js ] || { echo "no dist/hono.js: run build.sh first" >&2; exit 2; }
serve dist --allow-private-network
json=(-H 'Content-Type: application/json')

# Routing
expect 200 'Hono' /hono
header_like Content-Type 'text/plain;charset=[Uu][Tt][Ff]-8'
expect 200 'Hono' /hono/
expect 200 'Hello world!' /hono/hello/world
expect 200 'Hello José!' /hono/hello/Jos%C3%A9
expect 200 '{"post":"12","id":"7"}' /hono/users/7/posts/12
expect 200 '{"id":"7"}' /hono/users/7/posts
expect 404 '{"error":"not found","path":"/hono/users/x/posts"}' /hono/users/x/posts
expect 200 '/hono/files/a/b/c.txt' /hono/files/a/b/c.txt
expect 200 'PUT' /hono/method -X PUT
expect 200 'DELETE' /hono/method -X DELETE
expect 404 '{"error":"not found","path":"/hono/method"}' /hono/method
expect 200 'any PATCH' /hono/any -X PATCH
expect 200 '*' /hono/hello/world -I
header_like Content-Type 'text/plain;.*'
expect 302 '' /hono/go
header Location /hono/hello/there
expect 200 'one, two' /hono/first

# Queries and headers
expect 200 '{"q":"a b","tags":["x","y&z"],"all":{"q":"a b","tag":"x"}}' '/hono/search?q=a+b&tag=x&tag=y%26z'
expect 200 '{"tags":[],"all":{}}' /hono/search
expect 200 '{"agent":"me","custom":"one, two"}' /hono/headers -A me -H 'X-Custom: one' -H 'X-Custom: two'
header X-Answer 42
header X-Many 'a, b'
header_like X-Request-Id '[0-9a-f-]{36}'
header_like X-Response-Time '[0-9.]+ms'
header_like Server-Timing 'total;dur=.*'
expect 200 'Hono' /hono -H 'X-Request-Id: mine'
header X-Request-Id mine
logged '--> GET /hono/hello/world .*200'

# Ready-made middleware
expect 204 '' /hono/cors/data -X OPTIONS -H 'Origin: https://example.org' -H 'Access-Control-Request-Method: PUT' \
  -H 'Access-Control-Request-Headers: X-A'
header Access-Control-Allow-Origin https://example.org
header Access-Control-Allow-Methods GET,PUT
header Access-Control-Allow-Headers X-A
header Access-Control-Allow-Credentials true
header Access-Control-Max-Age 60
expect 200 '{"cors":true}' /hono/cors/data -H 'Origin: https://example.org'
header Access-Control-Allow-Origin https://example.org
header Vary Origin
expect 200 'secure' /hono/secure/page
header X-Content-Type-Options nosniff
header X-Frame-Options SAMEORIGIN
header_like Strict-Transport-Security 'max-age=.*'
expect 200 'the same each time' /hono/etag/page
header_like ETag '"[0-9a-f]{8}"'
tag=$(tr -d '\r' <"$scratch/head" | sed -n 's/^ETag: //Ip')
expect 304 '' /hono/etag/page -H "If-None-Match: $tag"
header ETag "$tag"
expect 200 'the same each time' /hono/etag/page -H 'If-None-Match: "other"'
expect 200 $'{\n  "a": 1\n}' '/hono/pretty/data?pretty'
expect 200 '{"a":1}' /hono/pretty/data
expect 403 'Forbidden' /hono/csrf/form -d a=1 -H 'Origin: https://evil.example'
expect 200 'accepted' /hono/csrf/form -d a=1 -H "Origin: $base"
expect 200 'short' /hono/limited/text -d short
expect 413 'too large' /hono/limited/text -d 'much longer than sixteen'
expect 413 'too large' /hono/limited/text -d 'much longer than sixteen' -H 'Transfer-Encoding: chunked'
expect 401 'Unauthorized' /hono/private/page
header WWW-Authenticate 'Basic realm="Secure Area"'
expect 401 'Unauthorized' /hono/private/page -u ada:wrong
expect 200 'for Ada' /hono/private/page -u ada:lovelace
expect 201 '{"title":"Emma"}' /hono/validated "${json[@]}" -d '{"title":"Emma"}'
expect 422 '{"error":"no title"}' /hono/validated "${json[@]}" -d '{}'
expect 400 'Malformed JSON in request body' /hono/validated "${json[@]}" -d '{'

# Cookies
expect 200 '{"theme":"dark & blue","b":"2"}' /hono/cookies -H 'Cookie: theme=dark%20%26%20blue; b=2'
expect 200 'set' /hono/cookies/set
header Set-Cookie 'theme=dark%20%26%20blue; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax' \
  'visit=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure'
expect 200 'deleted light' /hono/cookies/delete -H 'Cookie: theme=light'
header Set-Cookie 'theme=; Max-Age=0; Path=/'

# Failures
expect 404 '{"error":"not found","path":"/hono/nothing"}' /hono/nothing
expect 418 'short and stout' /hono/fail/http
expect 402 'pay first' /hono/fail/response
header X-Price 1
expect 500 '{"error":"TypeError","message":"broken"}' /hono/fail/error
header x-termination-reason
expect 500 '{"error":"RangeError","message":"broken later"}' /hono/fail/later

# Sub-applications: a JSON API
expect 200 '[]' /hono/books
expect 201 '*' /hono/books "${json[@]}" -d '{"title":"Emma"}'
header_like Location '/hono/books/[0-9a-f-]{36}'
book=$(tr -d '\r' <"$scratch/head" | sed -n 's/^Location: //Ip')
id=${book##*/}
expect 200 "{\"id\":\"$id\",\"title\":\"Emma\"}" "$book"
expect 200 "{\"id\":\"$id\",\"title\":\"Persuasion\"}" "$book" -X PUT "${json[@]}" -d '{"title":"Persuasion"}'
expect 200 "[{\"id\":\"$id\",\"title\":\"Persuasion\"}]" /hono/books
expect 204 '' "$book" -X DELETE
expect 404 "{\"error\":\"not found\",\"path\":\"$book\"}" "$book"
expect 400 '*' /hono/books "${json[@]}" -d 'no json'

# Bodies
expect 200 'GRÜSSE' /hono/bodies/text -d grüße
expect 200 '{"got":{"a":[1,null,"ü"]}}' /hono/bodies/json "${json[@]}" -d '{"a":[1,null,"ü"]}'
expect 200 '{"a":["1","2"],"b":"x y"}' /hono/bodies/form -d 'a=1&a=2&b=x+y'
expect 200 '{"a":"1"}' /hono/bodies/form -F a=1
printf 'hello\n' >"$scratch/note.txt"
expect 200 '{"name":"note.txt","type":"text/plain","size":6,"text":"hello\n"}' /hono/bodies/upload \
  -F "file=@$scratch/note.txt;type=text/plain"
expect 200 'cba' /hono/bodies/bytes --data-binary abc
expect 200 '{"size":3}' /hono/bodies/blob --data-binary abc
expect 200 'through' /hono/bodies/stream --data-binary through
expect 200 'aa' /hono/bodies/twice -d a

# What a handler gets beside the request
expect 200 '{"env":"object","runtime":"other","values":{}}' /hono/context/env
expect 200 'answered' /hono/context/later
sleep 0.2
expect 200 'done' /hono/context/later/result
curl -sS "$base/hono/context/storage?who=slow&wait=300" >"$scratch/slow" &
slow=$!
sleep 0.1
expect 200 'quick' '/hono/context/storage?who=quick'
wait "$slow"
compare 'a slow request keeps its context' slow "$(cat "$scratch/slow")"

# HTML
expect 200 "$(printf '%s' \
  '<html lang="en"><head><title>Plants</title><style id="hono-css">.css-3822579514{color:teal}</style></head><body>' \
  '<ul><li class="css-3822579514">fern</li><li class="css-3822579514">&lt;moss&gt;</li></ul><p>and more</p>' \
  '</body></html>')" /hono/pages/jsx
header_like Content-Type 'text/html;charset=[Uu][Tt][Ff]-8'
expect 200 "$(printf '%s' '<!DOCTYPE html><html lang="en"><head><title>By a renderer</title><style id="hono-css"></style>' \
  '</head><body><h1>Rendered</h1></body></html>')" /hono/pages/layout
expect 200 '<p>&lt;escaped&gt;<b>raw</b></p>' /hono/pages/html

# Streams
expect 200 'Hi!' /hono/streams/bytes
expect 200 $'line 1\nline 2\nline 3' /hono/streams/text
expect 200 $'event: tick\ndata: number 1\nid: 1\n\nevent: tick\ndata: number 2\nid: 2' /hono/streams/events
header Content-Type text/event-stream
expect 200 'piped' /hono/streams/pipe

# crypto.subtle
expect 200 '*' /hono/platform/token
token=$(curl -sS "$base/hono/platform/token")
expect 200 '{"sub":"ada","exp":4102444800}' /hono/platform/jwt/page -H "Authorization: Bearer $token"
expect 401 '*' /hono/platform/jwt/page -H "Authorization: Bearer ${token%???}xyz"
expect 401 '*' /hono/platform/jwt/page
expect 200 '{"sub":"grace"}' /hono/platform/rsa/round-trip
expect 200 'set' /hono/platform/signed/set
signed=$(tr -d '\r' <"$scratch/head" | sed -n 's/^set-cookie: \(session=[^;]*\).*/\1/Ip')
expect 200 '{"session":"42"}' /hono/platform/signed -H "Cookie: $signed"
expect 200 '{"session":false}' /hono/platform/signed -H "Cookie: ${signed/42/43}"
expect 200 'for Ada' /hono/platform/basic/page -u ada:lovelace
expect 401 'Unauthorized' /hono/platform/basic/page -u ada:other
expect 200 'for bearers' /hono/platform/bearer/page -H 'Authorization: Bearer t0ken'
expect 401 '*' /hono/platform/bearer/page -H 'Authorization: Bearer other'
expect 200 'the same each time' /hono/platform/etag/page
header ETag '"04406e50eaf3f2eb722e53adc49472af1fa95eb5"'
expect 304 '' /hono/platform/etag/page -H 'If-None-Match: "04406e50eaf3f2eb722e53adc49472af1fa95eb5"'

# CompressionStream
words=$(printf 'many times the same words %.0s' $(seq 200))
expect 200 "$words" /hono/platform/compressed/text --compressed
header Content-Encoding gzip

# caches
expect 200 'computed 1' /hono/platform/cached/page
expect 200 'computed 1' /hono/platform/cached/page

# fetch: back to this server
expect 200 'Hello proxy!' /hono/platform/proxied/hello/proxy

# Timers, languages, methods
expect 504 '*' /hono/platform/timed/late
expect 200 'fr' /hono/platform/language -H 'Accept-Language: fr'
expect 200 'deleted' /hono/override -F _method=DELETE

finish
