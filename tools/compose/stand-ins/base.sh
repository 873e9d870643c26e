#!/usr/bin/env bash
# Makes the image `silkgauge-stand-in`, the base of all stand-ins: Debian with a Java runtime and PostgreSQL's
# client. Needs root, debootstrap and an engine.
set -euo pipefail
folder=$1

if [ ! -e "$folder/.done" ]; then
  rm -rf "$folder"
  debootstrap --variant=minbase --include=ca-certificates,openjdk-17-jre-headless,postgresql-client-15 bookworm "$folder" >"$folder.log" 2>&1 ||
    { tail -n 20 "$folder.log"; exit 1; }
  # Certificates of the host, for packages that builds in the image install.
  cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/ca-certificates.crt"
  rm -rf "$folder/var/cache/apt/archives" "$folder/var/lib/apt/lists"
  touch "$folder/.done"
fi
tar -C "$folder" -c . | docker import - silkgauge-stand-in >/dev/null
