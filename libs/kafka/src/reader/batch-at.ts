import type { Cluster } from '../broker/cluster.ts';
import { fetchFrom } from './fetch-request.ts';
import { logBatchAt } from '../wire/record-batches.ts';
import { refused } from '../broker/protocol-errors.ts';
import type { LogBatch } from '../wire/records.ts';

const OUT_OF_RANGE = 1;

/**
 * The record batch of the log that holds an offset, control batches and aborted ones included; the one behind it where that
 * offset is gone from inside the log, and null where nothing is there.
 */
export const batchAt = async (
  cluster: Cluster,
  topic: string,
  partition: number,
  offset: bigint,
): Promise<LogBatch | null> => {
  const metadata = await cluster.topic(topic);
  const node = await cluster.leader(topic, partition);
  const [answer] = await fetchFrom(cluster, node, [{ topic: metadata, partition, offset }], {
    ...{ isolation: 'read-uncommitted', maxWait: 0, partitionBytes: 1 },
  });
  if (!answer) throw new Error(`the broker answered nothing for ${topic}/${String(partition)}`);
  const { errorCode, records } = answer;
  const batch = errorCode === 0 ? logBatchAt(records) : null;
  if (errorCode !== 0 && errorCode !== OUT_OF_RANGE) {
    cluster.forget();
    throw refused(errorCode);
  }
  return batch;
};
