import type { IndexedFault } from '@silkgauge/contract';
import { LoaderError } from './errors.ts';
import type { DoorAnswer } from './door.ts';
import type { Outgoing } from './outgoing.ts';

/** An event that was not taken, and why. */
export interface Refusal {
  readonly name: string;
  readonly reasons: readonly string[];
}

export interface Delivery {
  accepted(count: number): void;
  refused(refusal: Refusal): void;
}

/**
 * Delivers a batch, in order. A batch is one unit to the door: one bad event refuses it. Those it names are set
 * aside with their reasons and the others go again; where it names none the batch is halved until the bad ones stand
 * alone.
 * @throws LoaderError `not-a-door` for an answer no door gives to events.
 */
export async function deliver(
  batch: readonly Outgoing[],
  post: (batch: readonly Outgoing[]) => Promise<DoorAnswer>,
  delivery: Delivery,
): Promise<void> {
  if (batch.length === 0) return;
  const answer = await post(batch);
  if (answer.status === 202) {
    delivery.accepted(batch.length);
    return;
  }
  if (![400, 413, 422].includes(answer.status)) {
    const hint =
      answer.status === 401 || answer.status === 403 ? ' Set FEED_TOKEN to a token the feed knows.' : '';
    throw new LoaderError('not-a-door', `The door answered ${problemText(answer)}.${hint}`);
  }
  const faults = faultsByEvent(answer, batch.length);
  if (faults.size > 0) {
    for (const [index, reasons] of faults) delivery.refused({ name: batch[index]?.name ?? '', reasons });
    await deliver(
      batch.filter((_, index) => !faults.has(index)),
      post,
      delivery,
    );
    return;
  }
  const [only] = batch;
  if (only && batch.length === 1) {
    delivery.refused({ name: only.name, reasons: [problemText(answer)] });
    return;
  }
  const middle = Math.ceil(batch.length / 2);
  await deliver(batch.slice(0, middle), post, delivery);
  await deliver(batch.slice(middle), post, delivery);
}

/** The faults of a problem by the event they belong to. */
function faultsByEvent({ body }: DoorAnswer, events: number): Map<number, string[]> {
  const { errors } = problemOf(body);
  const faults = new Map<number, string[]>();
  for (const { index, pointer, message, fix } of Array.isArray(errors) ? (errors as IndexedFault[]) : []) {
    if (!Number.isInteger(index) || index < 0 || index >= events) continue;
    faults.set(index, [...(faults.get(index) ?? []), `${pointer || '/'}: ${message} ${fix}`.trim()]);
  }
  return faults;
}

function problemText({ status, body }: DoorAnswer): string {
  const { title, detail } = problemOf(body);
  return [status, title, detail].filter((part) => part !== undefined).join(' ');
}

function problemOf(body: string): { errors?: unknown; title?: unknown; detail?: unknown } {
  try {
    return (JSON.parse(body) ?? {}) as object;
  } catch {
    return {};
  }
}
