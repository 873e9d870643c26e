/** Another listener, for clients behind a proxy: the listening port, and the proxy's port to advertise. */
export interface ProxiedListener {
  readonly port: number;
  readonly proxy: number;
}

/** Address of a cluster node, always on the loopback. */
export interface NodePlace {
  readonly id: number;
  readonly data: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly behind?: readonly ProxiedListener[];
}

/** A client listener, by its name in the settings. */
interface Listener {
  readonly name: string;
  readonly port: number;
  readonly told: number;
}

/**
 * Settings of `server.properties` for a broker and controller in one: unlimited retention, one partition each
 * for offsets and transactions, a replica on every node, plain text on the loopback.
 */
export function plainSettings(self: NodePlace, nodes: readonly NodePlace[]): Record<string, string> {
  const listeners: Listener[] = [
    { name: 'PLAINTEXT', port: self.port, told: self.port },
    ...(self.behind ?? []).map(({ port, proxy }, i) => ({
      name: `BEHIND${String(i)}`,
      port,
      told: proxy,
    })),
  ];
  return {
    ...nodeSettings(self, nodes),
    ...listening(self, listeners),
    'listener.security.protocol.map': ['CONTROLLER', ...listeners.map(({ name }) => name)]
      .map((name) => `${name}:PLAINTEXT`)
      .join(','),
    'inter.broker.listener.name': 'PLAINTEXT',
  };
}

/** All listeners of a node, including the controller's. */
export function listening(self: NodePlace, listeners: readonly Listener[]): Record<string, string> {
  const at = (name: string, port: number) => `${name}://127.0.0.1:${String(port)}`;
  return {
    listeners: [
      ...listeners.map(({ name, port }) => at(name, port)),
      at('CONTROLLER', self.controllerPort),
    ].join(','),
    'advertised.listeners': listeners.map(({ name, told }) => at(name, told)).join(','),
    'controller.listener.names': 'CONTROLLER',
  };
}

/** Settings independent of security. */
export function nodeSettings(self: NodePlace, nodes: readonly NodePlace[]): Record<string, string> {
  const replicas = String(nodes.length);
  const inSync = String(Math.max(1, nodes.length - 1));
  const voters = nodes.map(({ id, controllerPort }) => `${String(id)}@127.0.0.1:${String(controllerPort)}`);
  return {
    'process.roles': 'broker,controller',
    'node.id': String(self.id),
    'controller.quorum.voters': voters.join(','),
    'log.dirs': self.data,
    'auto.create.topics.enable': 'false',
    'log.retention.ms': '-1',
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'unclean.leader.election.enable': 'false',
    ...inner('offsets.topic', replicas),
    ...inner('transaction.state.log', replicas, inSync),
    ...inner('share.coordinator.state.topic', replicas, inSync),
    'group.initial.rebalance.delay.ms': '0',
    'log.cleaner.dedupe.buffer.size': '8388608',
    // A killed broker can return only after its old session has expired.
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    // Time after which a stalled follower leaves the in-sync replicas.
    'replica.lag.time.max.ms': '3000',
    // Preferred leaders are restored within a second; an operator's election does the same by hand.
    'leader.imbalance.check.interval.seconds': '1',
    'leader.imbalance.per.broker.percentage': '0',
  };
}

const inner = (name: string, replicas: string, inSync?: string): Record<string, string> => ({
  [`${name}.replication.factor`]: replicas,
  [`${name}.num.partitions`]: '1',
  ...(inSync === undefined ? {} : { [`${name}.min.isr`]: inSync }),
});
