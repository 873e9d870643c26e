#!/usr/bin/env bash
# Builds and starts docker-compose.yml cold, pushes an event, reads its growth, runs a job and removes
# everything.
# Without a container engine it reports that and exits with 0; an engine started here gets images of
# stand-ins/.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/silkgauge-compose.XXXXXX")
log=$work/compose.log

# shellcheck source=engine.sh
. "$here/engine.sh" "$work" || {
  stop_engine
  echo 'compose: not tried'
  exit 0
}
files=(-f "$here/../../docker-compose.yml")
[ -z "$engine_pid" ] || files+=(-f "$here/build-on-host.yml")
compose() { docker compose "${files[@]}" --project-name silkgauge-cold "$@"; }
export POSTGRES_PORT=25439 KAFKA_PORT=29392 CUSTOMS_FEED_PORT=24101 PLATFORM_SALES_PORT=24102 POLICY_NOTICE_PORT=24103 AGGREGATION_PORT=24104 GROWTH_API_PORT=24100

finish() {
  status=$?
  [ "$status" = 0 ] || { tail -n 60 "$log" || true; compose ps --all || true; compose logs --tail 20 || true; } >&2
  compose --profile data down --volumes >>"$log" 2>&1 || status=1
  left=$(docker volume ls --quiet --filter label=com.docker.compose.project=silkgauge-cold)
  [ -z "$left" ] || { echo "volumes that were left: $left"; status=1; }
  stop_engine
  exit "$status"
}
trap finish EXIT

if [ -n "$engine_pid" ] && ! "$here/stand-ins/build.sh" "$work/stand-ins"; then
  echo 'compose: not tried, its images could not be made'
  exit 0
fi
echo "compose: $(docker version --format 'Engine {{.Server.Version}}'), $(docker compose version --short)"
compose up --build --detach --wait --wait-timeout 900 >"$log" 2>&1
echo "compose: built and healthy after ${SECONDS} s"
started=$(compose ps --quiet | sort)

curl --silent --show-error --fail "http://127.0.0.1:$CUSTOMS_FEED_PORT/v1/events" -H 'content-type: application/cloudevents+json' -d '{
  "specversion": "1.0", "type": "silkgauge.figure.reported.v1", "source": "/example", "id": "cold-1",
  "data": {
    "series": { "reporter": "ZAEZ", "area": "CN-Z-ZAEZ", "indicator": "CBEC", "coverage": "LOCAL", "flow": "_T",
                "mode": "_T", "product": "_T", "counterpart": "_T", "currency": "CNY" },
    "period": "2020-S1", "measure": "growth", "value": "119.43", "unit": "percent", "comparison": "GY", "wording": "percent",
    "publishedAt": "2020-07-16", "evidence": { "document": "https://example.org/report", "quote": "up 119.43 percent" } } }' >>"$log"
state=http://127.0.0.1:$GROWTH_API_PORT/v1/growth/ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1
for _ in $(seq 100); do
  curl --silent --fail "$state" 2>>"$log" | grep --quiet '"low":"119.425"' && break
  sleep 0.2
done
curl --silent --show-error --fail "$state" | grep --quiet '"low":"119.425"'
echo 'compose: an event that was pushed is growth'

compose run --rm loader node apps/loader/bundle/main.js seed >>"$log" 2>&1
[ "$started" = "$(compose ps --quiet | sort)" ] || { echo 'compose: a job made other containers anew'; exit 1; }
echo 'compose: a job ran beside the services and left them as they were'
compose stop >>"$log" 2>&1
for name in aggregation mcp growth-api customs-feed platform-sales policy-notice; do
  code=$(docker inspect --format '{{.State.ExitCode}}' "$(compose ps --all --quiet "$name")")
  [ "$code" = 0 ] || { echo "compose: $name ended with $code"; exit 1; }
done
echo "compose: stopped in order after ${SECONDS} s"
