import { databasePorts } from '@silkgauge/read-model';
import type { NotifierConfig } from '../config.ts';

/** Ports that are no sinks on this machine: those given, and those of this service, its database and its brokers. */
export const ownPortsOf = ({
  ownPorts,
  port,
  databaseUrl,
  brokers,
}: Pick<NotifierConfig, 'ownPorts' | 'port' | 'databaseUrl' | 'brokers'>): ReadonlySet<number> =>
  new Set([...ownPorts, port, ...databasePorts(databaseUrl), ...brokers.map(brokerPort)]);

/** The port of `host:port`; Kafka's own where none is given. */
const brokerPort = (broker: string): number => Number(/:(\d+)$/.exec(broker)?.[1] ?? 9092);
