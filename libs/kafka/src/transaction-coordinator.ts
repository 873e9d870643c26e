import Cluster, { type CoordinatorQuery } from 'kafkajs/src/cluster/index.js';
import { isComparedVersion } from './compared-version.ts';

const TRANSACTION = 1;

const { prototype } = Cluster;
const find = prototype.findGroupCoordinatorMetadata;
const found = new WeakMap<Cluster, Map<string, unknown>>();

/**
 * kafkajs asks for the coordinator of a transactional id twice in every transaction; two answers out of five that a
 * small one waits for. A producer has a cluster of its own, and is thrown away after any failure, that of a coordinator
 * that has moved among them; so what was found once holds as long as it does.
 */
if (isComparedVersion)
  prototype.findGroupCoordinatorMetadata = async function (
    this: Cluster,
    query: CoordinatorQuery,
  ): Promise<unknown> {
    if (query.coordinatorType !== TRANSACTION) return find.call(this, query);
    const known = found.get(this) ?? new Map<string, unknown>();
    found.set(this, known);
    const coordinator = known.get(query.groupId) ?? (await find.call(this, query));
    known.set(query.groupId, coordinator);
    return coordinator;
  };
