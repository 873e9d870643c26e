# shellcheck shell=bash
# Sourced by cold.sh: the specs of one room beside a broker and a database in containers (TEST_SERVICES=containers).
# Published ports are on this machine, whatever name its engine has; the images of its cleaner are not to be had.
(
  cd "$here/../.."
  before=$SECONDS
  export TEST_SERVICES=containers TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
  timeout 300 node tools/test.mjs 'apps/aggregation/src/relay/relay-repair.int' >>"$log" 2>&1 ||
    { echo 'containers: the specs failed'; exit 1; }
  passed=$(tail -n 1 "$log")
  left=$(docker ps --quiet --filter label=org.testcontainers)
  [ -z "$left" ] || { echo "containers: left $left"; exit 1; }
  echo "containers: the specs of the relay's repair, $passed, after $((SECONDS - before)) s"
)
