#!/usr/bin/env bash
# Builds and starts the compose files cold, plain and then with the profile `secure`, tries each and removes everything.
# Without a container engine it reports that and exits with 0; an engine started here gets images of
# stand-ins/.   cold.sh [plain] [secure] [containers]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/silkgauge-compose.XXXXXX")
log=$work/compose.log
[ $# -gt 0 ] || set -- plain secure containers

# shellcheck source=engine.sh
. "$here/engine.sh" "$work" || {
  stop_engine
  echo 'compose: not tried'
  exit 0
}
files=(-f "$here/../../docker-compose.yml")
[ -z "$engine_pid" ] || files+=(-f "$here/build-on-host.yml")
compose() { command docker compose "${files[@]}" --project-name silkgauge-cold "$@"; }

remove() {
  compose --profile plain --profile data --profile observe --profile secure down --volumes >>"$log" 2>&1
  left=$(docker volume ls --quiet --filter label=com.docker.compose.project=silkgauge-cold)
  [ -z "$left" ] || { echo "volumes that were left: $left"; return 1; }
}

finish() {
  status=$?
  [ "$status" = 0 ] || { tail -n 60 "$log" || true; compose --profile '*' ps --all || true; compose --profile '*' logs --tail 20 || true; } >&2
  remove || status=1
  stop_engine
  exit "$status"
}
trap finish EXIT

# Each service's port and the variable of it, and the names of those that a network reaches.
declare -A port_of variable_of
published=()
while read -r name variable port reach; do
  port_of[$name]=$port variable_of[$name]=$variable
  [ "$reach" != published ] || published+=("$name")
done < <("$here/../../node_modules/.bin/node" --no-warnings "$here/../services/list.mjs")

# Waits up to 20 s until a command succeeds, and then lets it be seen.
until_ok() {
  for _ in $(seq 100); do
    "$@" >/dev/null 2>>"$log" && return
    sleep 0.2
  done
  "$@"
}

# Each service has to end by itself.
ended_well() {
  for name in "$@"; do
    code=$(docker inspect --format '{{.State.ExitCode}}' "$(compose --profile '*' ps --all --quiet "$name")")
    [ "$code" = 0 ] || { echo "compose: $name ended with $code"; exit 1; }
  done
}

event='{
  "specversion": "1.0", "type": "silkgauge.figure.reported.v1", "source": "/example", "id": "cold-1",
  "data": {
    "series": { "reporter": "ZAEZ", "area": "CN-Z-ZAEZ", "indicator": "CBEC", "coverage": "LOCAL", "flow": "_T",
                "mode": "_T", "product": "_T", "counterpart": "_T", "currency": "CNY" },
    "period": "2020-S1", "measure": "growth", "value": "119.43", "unit": "percent", "comparison": "GY", "wording": "percent",
    "publishedAt": "2020-07-16", "evidence": { "document": "https://example.org/report", "quote": "up 119.43 percent" } } }'
state=/v1/growth/ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1

if [ -n "$engine_pid" ] && ! "$here/stand-ins/build.sh" "$work/stand-ins"; then
  echo 'compose: not tried, its images could not be made'
  exit 0
fi
echo "compose: $(docker version --format 'Engine {{.Server.Version}}'), $(docker compose version --short)"
for way in "$@"; do
  # shellcheck source=/dev/null
  (. "$here/$way.sh")
  remove
done
