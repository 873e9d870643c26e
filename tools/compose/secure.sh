# shellcheck shell=bash
# Sourced by cold.sh: docker compose --profile secure up, keys of an operator and of a source, what they may and what nobody may without
# one, and the stop. Every call is over TLS, checked by the private authority.
#
# The commands are those of docs/operations/deploy.md as they stand there, with the ports that the files name, at another address of this
# machine: the name leads there by curl's settings.
secure() { compose --profile secure "$@"; }
docker() {
  if [ "$1" = compose ]; then compose "${@:2}"; else command docker "$@"; fi
}
before=$SECONDS
export CURL_HOME=$work
for name in "${published[@]}"; do echo "resolve = growth.example.org:${port_of[$name]}:127.0.0.2"; done >"$work/.curlrc"
root=$(cd "$here/../.." && pwd)
sed -n '/^## On a network/,/^## K/p' "$root/docs/operations/deploy.md" | sed -n '/^```sh/,/^```/{/^```/!p}' |
  sed 's/192\.0\.2\.7/127.0.0.2/' >"$work/commands.sh"
ln -sfn "$root/examples" "$work/examples"
cd "$work"
eval "$(sed -n 1p commands.sh)"
# From standard input, as what is pasted into a terminal: a command that reads it takes the commands behind.
{
  declare -p files
  declare -f compose docker
  sed '$d' commands.sh
  # shellcheck disable=SC2016
  echo 'echo "$TOKEN" >token'
} | bash -es >commands.out 2>>"$log"
reader=$(cat token)
source=$(sed -n 's/^  "token": "\(sgk_[^"]*\)".*/\1/p' commands.out)
[ -n "$source" ] && [ -n "$reader" ] || { echo 'secure: the operator made no keys'; exit 1; }
grep --quiet '"items":\[' commands.out || { echo 'secure: a reader gets no list'; exit 1; }
echo "secure: built, healthy, and read with a key by the commands of the documentation after $((SECONDS - before)) s"
secure logs --no-color --no-log-prefix secure-operator 2>>"$log" | grep --only-matching 'operator key  .*'
plain=$(docker ps --all --filter label=com.docker.compose.project=silkgauge-cold --format '{{.Label "com.docker.compose.service"}}' |
  grep --invert-match '^secure-' || true)
[ -z "$plain" ] || { echo "secure: plain services were started, too: $plain"; exit 1; }

call() { curl --silent --show-error --cacert "$work/ca.pem" "$@"; }
expect() { # WHAT WANTED COMMAND...
  local what=$1 wanted=$2 got
  shift 2
  got=$("$@") || true
  [ "$got" = "$wanted" ] || { echo "secure: $what: $got in place of $wanted"; exit 1; }
  echo "secure: $what: $got"
}
status() { call --output /dev/null --write-out '%{http_code}' "$@"; }

event=${event/\/example/\/zaez/monthly}
customs=https://$SILKGAUGE_NAME:${port_of[customs-feed]}/v1/events
growth=https://$SILKGAUGE_NAME:${port_of[growth-api]}
cloud_event='content-type: application/cloudevents+json'
pushed() { [ "$(push "$event")" = 202 ]; }
push() { status "$customs" -H "$cloud_event" -H "authorization: Bearer $source" -d "$1"; }
until_ok pushed
expect 'a push without a key' 401 status "$customs" -H "$cloud_event" -d "$event"
expect 'a push with the key of ZAEZ' 202 push "$event"
expect 'a push with the key of ZAEZ for another reporter' 403 push "${event/ZAEZ/GACC}"
is_growth() { call --fail "$growth$state" -H "authorization: Bearer $reader" | grep '"low":"119.425"'; }
until_ok is_growth >>"$log"
echo 'secure: what was pushed with a key is growth for a key that reads'
expect 'reading without a key' 401 status "$growth$state"
expect 'reading with the key of a source' 403 status "$growth$state" -H "authorization: Bearer $source"
expect 'subscriptions without a key' 401 status "https://$SILKGAUGE_NAME:${port_of[notifier]}/v1/subscriptions"
expect 'subscriptions with a key' 200 status "https://$SILKGAUGE_NAME:${port_of[notifier]}/v1/subscriptions" -H "authorization: Bearer $reader"
expect 'keys without a key' 401 status "https://$SILKGAUGE_NAME:${port_of[access]}/v1/keys"
expect 'plain HTTP' 000 status "http://$SILKGAUGE_NAME:${port_of[growth-api]}/healthz" 2>>"$log"
tool='{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"growth","arguments":{"reporter":"ZAEZ"}}}'
ask_tool() {
  call "https://$SILKGAUGE_NAME:${port_of[mcp]}/mcp" -H 'content-type: application/json' -H 'accept: application/json, text/event-stream' "$@" \
    -d "$tool" | grep --only-matching --max-count=1 -e 'answered 401' -e '119.43' | sed -n 1p
}
expect 'a tool without a key' 'answered 401' ask_tool
expect 'a tool with a key' '119.43' ask_tool -H "authorization: Bearer $reader"

# Inside the network: neither broker nor database lets anybody in without TLS, and no service into what is another's.
psql_as() { secure run --rm --no-deps -T -e PGPASSWORD="$1" secure-grants psql -At -c "$4" "host=secure-postgres dbname=silkgauge user=$2 sslmode=$3 sslrootcert=/run/silkgauge/ca.pem" 2>&1; }
database=$(secure exec -T secure-growth-api cat /run/silkgauge/growth-api/database-password)
expect 'the database without TLS' 'no encryption' eval "psql_as '$database' silkgauge_growth_api disable 'select 1' | grep --only-matching 'no encryption' | sed -n 1p"
expect 'the database as growth-api, over TLS' t psql_as "$database" silkgauge_growth_api verify-full 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'
expect 'growth-api writing to the database' 'permission denied' eval "psql_as '$database' silkgauge_growth_api verify-full 'delete from figure' | grep --only-matching 'permission denied'"
expect 'the secrets of the feed, read by growth-api' 'Permission denied' eval "secure exec -T secure-growth-api cat /run/silkgauge/customs-feed/kafka-password 2>&1 | grep --only-matching 'Permission denied'"
expect 'the key of the authority, read by growth-api' 'Permission denied' eval "secure exec -T secure-growth-api cat /run/silkgauge/authority/ca.key 2>&1 | grep --only-matching 'Permission denied'"

# A second start makes nothing anew.
prints=$(secure exec -T secure-access sha256sum /run/silkgauge/access/tls.crt /run/silkgauge/access/kafka-password)
secure up --detach --wait --wait-timeout 300 >>"$log" 2>&1
[ "$prints" = "$(secure exec -T secure-access sha256sum /run/silkgauge/access/tls.crt /run/silkgauge/access/kafka-password)" ] ||
  { echo 'secure: a second start made other secrets'; exit 1; }
expect 'reading after a second start' 200 status "$growth$state" -H "authorization: Bearer $reader"
eval "$(sed -n '$p' commands.sh)" >>"$log" 2>&1
mapfile -t ending < <(printf 'secure-%s\n' "${!port_of[@]}")
ended_well "${ending[@]}"
echo "secure: stopped in order after $((SECONDS - before)) s"
