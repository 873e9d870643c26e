import type { ReadModel } from '@silkgauge/read-model';
import type { Sample } from './fit.ts';

/** A read model whose transactions tell how long they held the change cursor: from the statement that takes it to the commit's answer. */
export interface TimedHolds {
  readonly readModel: ReadModel;
  /** Microseconds over one transaction and its changes: the lower quartile of those with like many changes. */
  samples(): Sample[];
}

interface Hold {
  readonly changes: number;
  readonly microseconds: number;
}

/** The least for a quartile. A quartile and not the median: on a machine with other work, waiting for a core is not the lock's doing. */
const ENOUGH = 5;

export function timeHolds(readModel: ReadModel): TimedHolds {
  const holds: Hold[] = [];
  const watched = new WeakSet<object>();
  const connect = async () => {
    const client = await readModel.pool.connect();
    if (watched.has(client)) return client;
    watched.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    let changes = 0;
    let since = 0;
    const timed = async (statement: unknown, ...rest: unknown[]): Promise<unknown> => {
      if (isAppend(statement)) {
        changes = Number(statement.values[0]);
        since = performance.now();
      }
      const answer = await query(statement, ...rest);
      if (statement === 'commit' && changes > 0) {
        holds.push({ changes, microseconds: (performance.now() - since) * 1000 });
        changes = 0;
      }
      return answer;
    };
    return Object.assign(client, { query: timed });
  };
  const pool = new Proxy(readModel.pool, {
    get: (target, name): unknown => {
      const value: unknown = name === 'connect' ? connect : Reflect.get(target, name);
      return typeof value === 'function' && name !== 'connect' ? (value.bind(target) as unknown) : value;
    },
  });
  return { readModel: { ...readModel, pool }, samples: () => quartiles(holds) };
}

function isAppend(statement: unknown): statement is { values: unknown[] } {
  return (
    typeof statement === 'object' &&
    statement !== null &&
    'name' in statement &&
    statement.name === 'append-changes'
  );
}

function quartiles(holds: readonly Hold[]): Sample[] {
  const classes = new Map<number, Hold[]>();
  for (const hold of holds) {
    const of = Math.round(Math.log2(hold.changes));
    classes.set(of, [...(classes.get(of) ?? []), hold]);
  }
  return [...classes.values()]
    .filter((one) => one.length >= ENOUGH)
    .map((one) => {
      const quartile = one.sort((a, b) => a.microseconds - b.microseconds)[one.length >> 2]!;
      return { work: [1, quartile.changes], cost: quartile.microseconds };
    });
}
