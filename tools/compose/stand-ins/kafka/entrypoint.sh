#!/usr/bin/env bash
# Writes the server's configuration from the environment, formats an empty log folder and runs the server.
set -euo pipefail
export CLUSTER_ID=${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}
# shellcheck disable=SC2206 # several options
java=(java -cp '/opt/kafka/libs/*' ${KAFKA_HEAP_OPTS:--Xmx1G -Xms1G} -XX:+UseSerialGC)
"${java[@]}" kafka.docker.KafkaDockerWrapper setup --default-configs-dir /etc/kafka/docker \
  --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config
# As the official image does, it tells on standard output that it has started.
printf '%s\n' appenders=out appender.out.type=Console appender.out.name=out rootLogger.level=INFO rootLogger.appenderRef.out.ref=out \
  >/opt/kafka/config/log4j2.properties
exec "${java[@]}" -Dlog4j2.configurationFile=/opt/kafka/config/log4j2.properties kafka.Kafka /opt/kafka/config/server.properties
