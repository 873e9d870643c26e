import type { Fault } from '@silkgauge/contract';
import { LoaderError } from './errors.ts';
import type { DoorAnswer } from './door.ts';
import type { Outgoing } from './outgoing.ts';

/** A refused event, with its faults. */
export interface Refusal {
  readonly name: string;
  readonly reasons: readonly string[];
  /** Line of the file, or place in the bundled set, from 1. */
  readonly line: number;
  /** The first rule that it breaks. */
  readonly rule: string;
}

export interface Delivery<Event> {
  accepted(events: readonly Event[]): void;
  refused(event: Event, refusal: Refusal): void;
}

/**
 * Delivers a batch in order. A door refuses a whole batch for one bad event: named events are set aside and
 * the rest is sent again; without names the batch is halved down to single events.
 * @throws LoaderError `not-a-door` for a status that no door gives to events
 */
export async function deliver<Event extends Outgoing>(
  batch: readonly Event[],
  post: (batch: readonly Event[]) => Promise<DoorAnswer>,
  delivery: Delivery<Event>,
): Promise<void> {
  if (batch.length === 0) return;
  const answer = await post(batch);
  if (answer.status === 202) {
    delivery.accepted(batch);
    return;
  }
  const faults = faultsByEvent(answer, batch.length);
  // A key that may push other events may not push those that are named.
  const isOfEvents = [400, 413, 422].includes(answer.status) || (answer.status === 403 && faults.size > 0);
  if (!isOfEvents) {
    const hint =
      answer.status === 401 || answer.status === 403 ? ' Set SILKGAUGE_KEY to a key that may push.' : '';
    throw new LoaderError('not-a-door', `The door answered ${problemText(answer)}.${hint}`);
  }
  if (faults.size > 0) {
    batch.forEach((event, index) => {
      const found = faults.get(index);
      if (found) delivery.refused(event, { name: event.name, line: event.line, ...found });
    });
    await deliver(
      batch.filter((_, index) => !faults.has(index)),
      post,
      delivery,
    );
    return;
  }
  const [only] = batch;
  if (only && batch.length === 1) {
    const { name, line } = only;
    delivery.refused(only, { name, line, rule: ruleOf(answer), reasons: [problemText(answer)] });
    return;
  }
  const middle = Math.ceil(batch.length / 2);
  await deliver(batch.slice(0, middle), post, delivery);
  await deliver(batch.slice(middle), post, delivery);
}

/** Faults of a problem, by index of the event. */
function faultsByEvent({ body }: DoorAnswer, events: number): Map<number, Pick<Refusal, 'reasons' | 'rule'>> {
  const { errors } = problemOf(body);
  const faults = new Map<number, Pick<Refusal, 'reasons' | 'rule'>>();
  for (const fault of Array.isArray(errors) ? (errors as Fault[]) : []) {
    const { index, pointer, message, fix, rule } = fault;
    if (index === undefined || !Number.isInteger(index) || index < 0 || index >= events) continue;
    const before = faults.get(index) ?? { reasons: [], rule };
    const reasons = [...before.reasons, `${pointer || '/'}: ${message} ${fix}`.trim()];
    faults.set(index, { ...before, reasons });
  }
  return faults;
}

/** The name of a problem that names no event, such as `too-large`, or else the status. */
function ruleOf({ status, body }: DoorAnswer): string {
  const { type } = problemOf(body);
  return /^urn:silkgauge:problem:([a-z-]+)$/.exec(String(type))?.[1] ?? `status-${String(status)}`;
}

function problemText({ status, body }: DoorAnswer): string {
  const { title, detail } = problemOf(body);
  const named = typeof title === 'string' ? `${String(status)} ${title}` : String(status);
  // A hint or a list follows.
  return typeof detail === 'string' ? `${named}: ${detail.replace(/\.$/, '')}` : named;
}

function problemOf(body: string): { type?: unknown; errors?: unknown; title?: unknown; detail?: unknown } {
  try {
    return (JSON.parse(body) ?? {}) as object;
  } catch {
    return {};
  }
}
