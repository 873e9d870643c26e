import { placeName } from '@silkgauge/contract';
import { refusals, reject, storable } from '@silkgauge/decisions';
import { decodeRecord, type InRecord, type Topics, type UnreadableBatch } from '@silkgauge/kafka';
import {
  findPosition,
  inTransaction,
  readSkips,
  setAsideLog,
  skipPosition,
  type MadeSkip,
  type ReadModel,
  type Skip,
} from '@silkgauge/read-model';
import { insertEvidence } from '../store/postgres-store.ts';
import { NO_EVIDENCE, type Evidence } from '../store/store.ts';
import type { TellAudit } from './operator-audit.ts';
import { OperatorError } from './operator-config.ts';

export interface SkipRequest {
  /** Name with prefix. */
  readonly topic: string;
  readonly partition: number;
  /** Present position of the partition. */
  readonly offset: bigint;
  readonly reason: string;
  readonly actor: string;
  /** Skips all records that the broker no longer has, up to the first that it has. */
  readonly gone: boolean;
  /** True if the log was replaced: the position moves to the beginning of the new log. */
  readonly logReplaced: boolean;
}

/** What a skip works with. */
export interface SkipTools {
  readonly topics: Topics;
  readonly readModel: ReadModel;
  readonly tell: TellAudit;
}

/** `already`: the offset was skipped before, and this call changed nothing. */
export type SkipOutcome = { readonly already: boolean } & Skip;

/**
 * Skips one offset: a record, or an unreadable record batch. One transaction moves the position by
 * compare-and-set and writes an audit row and a dead letter with the bytes; it fences the owner of the
 * partition, which continues after the skip.
 * @throws OperatorError if the partition has another position, or nothing at its position
 */
export async function skipOffset(
  { topics, readModel: { pool }, tell }: SkipTools,
  request: SkipRequest,
): Promise<SkipOutcome> {
  const { topic, partition, offset } = request;
  const at = await findPosition(pool, topic, partition);
  if (at !== offset) return await elsewhere(pool, request, at);
  const found = await whatIsAt(topics, request);
  const skip = {
    topic,
    partition,
    from: offset,
    reason: request.reason,
    actor: request.actor,
    ...stepOver(found, request),
  };
  const moved = await inTransaction(pool, async (tx) => {
    // 1. Compare-and-set and the audit row: a partition that moved meanwhile stops here.
    if (!(await skipPosition(tx, skip))) return false;
    if (found.kind === 'log-replaced') await setAsideLog(tx, topic, partition, offset);
    // 2. The skipped record as evidence, and as a dead letter for a replay.
    await insertEvidence(tx, evidenceOf(found, request));
    // 3. Without its entry in the audit nothing is committed.
    const target = `${placeName(request)}/${String(offset)}`;
    await tell({ action: 'offset.skipped', target, reason: request.reason });
    return true;
  });
  if (!moved) return elsewhere(pool, request, await findPosition(pool, topic, partition));
  return { already: false, ...skip };
}

/** Content at the position: a record, an unreadable batch, or nothing before `next`. */
type AtPosition =
  | { readonly kind: 'record'; readonly record: InRecord }
  | { readonly kind: 'unreadable'; readonly batch: UnreadableBatch; readonly why: string }
  | { readonly kind: 'gone'; readonly next: bigint }
  /** Another log, which begins at `next`. */
  | { readonly kind: 'log-replaced'; readonly next: bigint };

async function elsewhere(
  pool: ReadModel['pool'],
  { topic, partition, offset }: SkipRequest,
  at: bigint | null,
): Promise<SkipOutcome> {
  const skips = await readSkips(pool, [topic]);
  const made: MadeSkip | undefined = skips.find(
    (skip) => skip.partition === partition && skip.from === offset,
  );
  if (made) return { already: true, ...made };
  const stands = at === null ? 'was never read' : `stands at offset ${String(at)}, not at ${String(offset)}`;
  throw new OperatorError('refused', `${placeName({ topic, partition })} ${stands}: nothing was skipped.`);
}

async function whatIsAt(topics: Topics, request: SkipRequest): Promise<AtPosition> {
  const { topic, partition, offset, gone, logReplaced } = request;
  const name = placeName(request);
  const range = (await topics.ranges(topic)).get(partition);
  if (!range) throw new OperatorError('refused', `The broker has no ${name}.`);
  const { low, high } = range;
  if (logReplaced) return { kind: 'log-replaced', next: low };
  if (offset < low) {
    if (gone) return { kind: 'gone', next: low };
    const lost = `The records of ${name} from ${String(offset)} to ${String(low - 1n)} are not on the broker any more`;
    throw new OperatorError('refused', `${lost}. Step over all of them with --gone.`);
  }
  let found: AtPosition | undefined;
  await topics.scan(
    [{ topic, partition, from: offset, until: high }],
    ({ records: [record], unreadable }) => {
      if (record) found = { kind: 'record', record };
      else if (unreadable) found = { kind: 'unreadable', batch: unreadable, why: unreadable.reason };
      return found === undefined;
    },
    { ofInput: true },
  );
  if (!found)
    throw new OperatorError('refused', `${name} ends at ${String(high)}: there is nothing to skip.`);
  if (found.kind === 'unreadable' && (found.batch.next <= offset || found.batch.next > high)) {
    const says = `The batch at ${String(found.batch.first)} says that it ends before ${String(found.batch.next)}`;
    throw new OperatorError(
      'refused',
      `${says}, which cannot be with the partition ending at ${String(high)}.`,
    );
  }
  return found;
}

function stepOver(
  found: AtPosition,
  { offset, topic, partition }: SkipRequest,
): Pick<Skip, 'next' | 'found' | 'cause'> {
  switch (found.kind) {
    case 'record':
      return { found: 'record', next: found.record.offset + 1n, cause: 'a record that can be read' };
    case 'unreadable':
      return { found: 'unreadable', next: found.batch.next, cause: storable(found.why) };
    case 'gone': {
      const cause = `${placeName({ topic, partition })} begins at ${String(found.next)}, not at ${String(offset)}`;
      return { found: 'gone', next: found.next, cause };
    }
    case 'log-replaced': {
      const cause = `${placeName({ topic, partition })} is another log than was read up to ${String(offset)}`;
      return { found: 'log-replaced', next: found.next, cause };
    }
  }
}

/** A dead letter with the bytes, and evidence for the query of outcomes. */
function evidenceOf(found: AtPosition, { topic, partition, offset, reason }: SkipRequest): Evidence {
  const why = `An operator stepped over it: ${reason}`;
  switch (found.kind) {
    case 'record': {
      const { record } = found;
      const decoded = decodeRecord(record);
      const refused = reject(record, 'skipped', why, decoded.ok ? decoded.event : undefined);
      return { ...NO_EVIDENCE, ...refusals({ topic, partition }, [refused]) };
    }
    case 'unreadable': {
      const { first, bytes } = found.batch;
      const text = `The record batch, given here as it stands, cannot be read: ${found.why}. ${why}`;
      const place = { topic, partition, offset: first > offset ? first : offset, knownAt: new Date() };
      const letter = { rule: 'unreadable', reason: storable(text), key: null, value: bytes, headers: [] };
      return { ...NO_EVIDENCE, deadLetters: [{ ...place, ...letter }] };
    }
    case 'gone':
    case 'log-replaced':
      return NO_EVIDENCE;
  }
}
