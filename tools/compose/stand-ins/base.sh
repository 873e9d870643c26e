#!/usr/bin/env bash
# The file system all stand-in images begin with, as the image `silkgauge-stand-in`: Debian with a Java runtime and
# PostgreSQL's client, from Debian's packages. Needs root, debootstrap and an engine.
set -euo pipefail
folder=$1

if [ ! -e "$folder/.done" ]; then
  rm -rf "$folder"
  debootstrap --variant=minbase --include=ca-certificates,openjdk-17-jre-headless,postgresql-client-15 bookworm "$folder" >"$folder.log" 2>&1 ||
    { tail -n 20 "$folder.log"; exit 1; }
  # Builds inside reach packages as this machine does.
  cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/ca-certificates.crt"
  rm -rf "$folder/var/cache/apt/archives" "$folder/var/lib/apt/lists"
  touch "$folder/.done"
fi
tar -C "$folder" -c . | docker import - silkgauge-stand-in >/dev/null
