/** One more listener for clients that come through a proxy: where it listens, and the proxy's port that it tells them. */
export interface ProxiedListener {
  readonly port: number;
  readonly proxy: number;
}

/** Where a node of a cluster is found, always on the loopback. */
export interface NodePlace {
  readonly id: number;
  readonly data: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly behind?: readonly ProxiedListener[];
}

/** A listener beside the controller's, by the name it has in the settings. */
interface Listener {
  readonly name: string;
  readonly port: number;
  readonly told: number;
}

/**
 * What `server.properties` of one node says: broker and controller in one, its records kept for ever, one partition for offsets and
 * one for transactions, everything replicated as often as there are nodes. Clients on the loopback speak plainly.
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

/** The listeners of a node, the controller's with them. */
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

/** All that does not depend on who may speak to it. */
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
    // A broker that was killed may return only when its old session has run out.
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    // How long a follower that stands still counts as in sync.
    'replica.lag.time.max.ms': '3000',
    // Leaders go back to where they belong within a second, as an operator's election does by hand.
    'leader.imbalance.check.interval.seconds': '1',
    'leader.imbalance.per.broker.percentage': '0',
  };
}

const inner = (name: string, replicas: string, inSync?: string): Record<string, string> => ({
  [`${name}.replication.factor`]: replicas,
  [`${name}.num.partitions`]: '1',
  ...(inSync === undefined ? {} : { [`${name}.min.isr`]: inSync }),
});
