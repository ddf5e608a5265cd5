# Functions for the checks of the examples: starts the launcher with a folder of workers, asks with curl, compares.
# To be sourced. Needs bash, curl and a built launcher (mvn -DskipTests package).

checks=0
failures=0
scratch=$(mktemp -d)
server_pid=

# serve FOLDER [OPTION…]: starts the launcher on a free port and sets $base.
serve() {
  local jar
  jar="$(dirname "${BASH_SOURCE[0]}")/../jetty-launcher/target/workerlet.jar"
  [ -f "$jar" ] || { echo "no $jar: run mvn -DskipTests package first" >&2; exit 2; }
  : >"$scratch/log"
  local folder=$1
  shift
  java -jar "$jar" --port 0 "$@" --workers "$folder" >"$scratch/log" 2>&1 &
  server_pid=$!
  trap stop EXIT
  for _ in $(seq 300); do
    base=$(sed -n 's|^ready \(http://.*\)/$|\1|p' "$scratch/log")
    [ -n "$base" ] && return
    kill -0 "$server_pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$scratch/log" >&2
  echo "the launcher did not start" >&2
  exit 2
}

stop() {
  kill "$server_pid" 2>/dev/null
  wait "$server_pid" 2>/dev/null
  rm -rf "$scratch"
}

# compare WHAT EXPECTED ACTUAL
compare() {
  checks=$((checks + 1))
  if [ "$2" != "$3" ]; then
    failures=$((failures + 1))
    echo "FAILED $1"
    diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") | sed -n 's/^< /  expected: /p; s/^> /  but was:  /p'
  fi
}

# expect STATUS BODY PATH [CURL ARGUMENTS…]: asks, and compares status and body; the body '*' stands for any.
expect() {
  local status=$1 body=$2
  request="$3"
  shift 3
  local actual
  actual=$(curl -sS --max-time 10 -D "$scratch/head" -o "$scratch/body" -w '%{http_code}' "$@" "$base$request" 2>&1)
  request="$request $*"
  compare "$request: status" "$status" "$actual"
  [ "$body" = '*' ] || compare "$request: body" "$body" "$(cat "$scratch/body" 2>/dev/null)"
  rm -f "$scratch/body"
}

# header NAME VALUE…: compares the values of a header of the last answer, in order; none expects that it is absent.
header() {
  local name=$1
  shift
  compare "$request: header $name" "$(printf '%s\n' "$@")" \
    "$(tr -d '\r' <"$scratch/head" | sed -n "s/^$name: //Ip")"
}

# header_like NAME PATTERN: compares the first value of a header of the last answer with an extended regular expression.
header_like() {
  local value
  value=$(tr -d '\r' <"$scratch/head" | sed -n "s/^$1: //Ip" | head -1)
  [[ $value =~ ^$2$ ]] && value=$2
  compare "$request: header $1" "$2" "$value"
}

# logged PATTERN: expects a line in the server's log.
logged() {
  local found=$1
  for _ in $(seq 20); do
    grep -Eq -- "$1" "$scratch/log" && break
    sleep 0.1
  done
  grep -Eq -- "$1" "$scratch/log" || found=$(tail -5 "$scratch/log")
  compare "log" "$1" "$found"
}

# finish: prints the sum, and ends the script with 1 where something failed.
finish() {
  echo "$((checks - failures)) of $checks checks passed"
  [ "$failures" -eq 0 ] || exit 1
}
