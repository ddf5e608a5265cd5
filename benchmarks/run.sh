#!/usr/bin/env bash
# Runs a benchmark: seed-tables, leak, cold, micro, io, hostile, hostile-peers, soak or lifecycle, each with --help. Build first: mvn -DskipTests package
# The Java heap is fixed and touched, so that the process's memory tells of V8 and native memory.
set -euo pipefail
jar="$(dirname "$0")/target/benchmarks.jar"
case "${1:-}" in
  # A client that shares the cores with the server it judges: what it compiles in full would take more of them than its load.
  hostile | hostile-peers | soak) options=(-XX:TieredStopAtLevel=1) ;;
  *) options=() ;;
esac
exec java -Xms512m -Xmx512m -XX:+AlwaysPreTouch "${options[@]}" ${BENCHMARK_JAVA_OPTIONS:-} -jar "$jar" "$@"
