# shellcheck shell=bash
# Sourced: sets DOCKER_HOST and DOCKER_CONFIG to an engine with Compose. Takes a running engine; on Debian root
# starts Debian's own. Returns 1 with a reason if there is none.   . engine.sh WORK_FOLDER
engine_work=$1
engine_pid=
# Debian installs the engine outside of a user's PATH.
PATH=$PATH:/usr/sbin:/sbin

compose_plugin() {
  docker compose version >/dev/null 2>&1 && return
  # Debian 12 has no Compose 2; the package of Debian 13 runs there too.
  local apt=$engine_work/apt
  mkdir -p "$apt/lists/partial" "$apt/debs" "$DOCKER_CONFIG/cli-plugins"
  local mirror
  mirror=$(apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' | grep -v security | sed -n 1p)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$apt/sources.list"
  local options=(-qq -o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$apt/lists" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update && (cd "$apt/debs" && apt-get "${options[@]}" download docker-compose) &&
    dpkg -x "$apt"/debs/docker-compose_*.deb "$apt/root" &&
    cp "$apt/root/usr/libexec/docker/cli-plugins/docker-compose" "$DOCKER_CONFIG/cli-plugins/" &&
    docker compose version >/dev/null 2>&1
}

start_engine() {
  if ! command -v dockerd >/dev/null || ! command -v debootstrap >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io iptables debootstrap >/dev/null
  fi
  export DOCKER_HOST=unix://$engine_work/docker.sock
  dockerd -H "$DOCKER_HOST" --data-root "$engine_work/data" --exec-root "$engine_work/exec" --pidfile "$engine_work/dockerd.pid" \
    --iptables=false --ip-forward=false >"$engine_work/dockerd.log" 2>&1 &
  engine_pid=$!
  for _ in $(seq 100); do
    docker info >/dev/null 2>&1 && return
    kill -0 "$engine_pid" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 5 "$engine_work/dockerd.log"
  return 1
}

stop_engine() {
  [ -n "$engine_pid" ] || return 0
  kill "$engine_pid" 2>/dev/null || true
  wait "$engine_pid" 2>/dev/null || true
  # Mounts that an engine leaves below its folders.
  awk -v "folder=$engine_work/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount || true
  rm -rf "$engine_work" || true
}

mkdir -p "$engine_work/config"
if ! docker info >/dev/null 2>&1; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo 'no container engine runs, and none can be started here'
    return 1
  fi
  export DOCKER_CONFIG=$engine_work/config
  start_engine || { echo 'the container engine could not be started'; return 1; }
fi
compose_plugin || { echo 'no Docker Compose 2 is to be had'; return 1; }
