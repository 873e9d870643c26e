# shellcheck shell=bash
# Sourced by cold.sh: docker compose up, an event that becomes growth, a job, and the stop.
# Beside what runs on this machine already.
export POSTGRES_PORT=25439 KAFKA_PORT=29392
for name in "${!port_of[@]}"; do export "${variable_of[$name]}=$((port_of[$name] + 20000))"; done
compose up --build --detach --wait --wait-timeout 900 >"$log" 2>&1
echo "compose: built and healthy after ${SECONDS} s"
started=$(compose ps --quiet | sort)

curl --silent --show-error --fail "http://127.0.0.1:$CUSTOMS_FEED_PORT/v1/events" \
  -H 'content-type: application/cloudevents+json' -d "$event" >>"$log"
is_growth() { curl --silent --show-error --fail "http://127.0.0.1:$GROWTH_API_PORT$state" | grep '"low":"119.425"'; }
until_ok is_growth >>"$log"
echo 'compose: an event that was pushed is growth'

compose run --rm loader node apps/loader/bundle/main.js seed >>"$log" 2>&1
[ "$started" = "$(compose ps --quiet | sort)" ] || { echo 'compose: a job made other containers anew'; exit 1; }
echo 'compose: a job ran beside the services and left them as they were'
compose stop >>"$log" 2>&1
ended_well "${!port_of[@]}"
echo "compose: stopped in order after ${SECONDS} s"
