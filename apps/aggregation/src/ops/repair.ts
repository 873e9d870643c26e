import {
  checkEvent,
  mergePatch,
  recordKey,
  TOPIC_TYPES,
  type CheckedEvent,
  type InputTopic,
} from '@silkgauge/contract';
import { toKafkaRecord, type OutRecord } from '@silkgauge/kafka';
import type { ReplayFix } from '@silkgauge/read-model';
import { eventOf, letterName, type Letter } from './letter.ts';

/** Fix of a bad record: none, a merge patch of its event, or another event. */
export type Fix =
  | { readonly kind: Extract<ReplayFix, 'none'> }
  | { readonly kind: Extract<ReplayFix, 'patch'>; readonly patch: unknown }
  | { readonly kind: Extract<ReplayFix, 'replacement'>; readonly event: unknown };

export type Repaired =
  | { readonly ok: true; readonly record: OutRecord }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Header of a replayed record with its original place, by which the record is found again. */
export const REPLAY_HEADER = 'dlq-replay';

/**
 * Record to send back; one that would be refused again is refused here, unless `anyway` sends it unchanged.
 * Without a fix the bytes stay. A fixed event is written in binary mode under its proper key, with the
 * headers that are not part of the event.
 */
export function repair(letter: Letter, input: InputTopic, fix: Fix, anyway = false): Repaired {
  switch (fix.kind) {
    case 'none': {
      const checked = anyway ? undefined : check(letter, input);
      if (checked && !checked.ok) return checked;
      return { ok: true, record: asItWas(letter) };
    }
    case 'patch': {
      const decoded = eventOf(letter);
      if (!decoded.ok) {
        return refused(
          `There is no event to patch: ${decoded.fault.reason} Give a whole one with --replace.`,
        );
      }
      return rewritten(letter, input, mergePatch(decoded.event, fix.patch));
    }
    case 'replacement':
      return rewritten(letter, input, fix.event);
  }
}

function check(letter: Letter, input: InputTopic): Repaired | undefined {
  const decoded = eventOf(letter);
  if (!decoded.ok) return refused(decoded.fault.reason);
  const checked = checkFor(decoded.event, input);
  if (!checked.ok) return checked;
  // Only sales need their own key: the database orders the other streams.
  const key = recordKey(checked.event);
  if (input !== 'platform.sales' || letter.key?.toString() === key) return undefined;
  return refused(`A sale's record key must be its series key, ${key}; --patch '{}' writes it so.`);
}

function rewritten(letter: Letter, input: InputTopic, event: unknown): Repaired {
  const checked = checkFor(event, input);
  if (!checked.ok) return checked;
  const record = toKafkaRecord(checked.event);
  const others = letter.headers.filter(
    ([name]) => !name.startsWith('ce_') && name !== 'content-type' && name !== REPLAY_HEADER,
  );
  return {
    ok: true,
    record: { ...record, headers: { ...grouped(others), ...record.headers, ...mark(letter) } },
  };
}

function checkFor(
  event: unknown,
  input: InputTopic,
): { readonly ok: true; readonly event: CheckedEvent } | { readonly ok: false; readonly faults: string[] } {
  const checked = checkEvent(event);
  if (!checked.ok) {
    return {
      ok: false,
      faults: checked.faults.map(({ pointer, message, fix }) => `${pointer || '/'}: ${message} (${fix})`),
    };
  }
  if (TOPIC_TYPES[input].includes(checked.event.type)) return { ok: true, event: checked.event };
  return { ok: false, faults: [`/type: ${checked.event.type} does not belong on ${input}.`] };
}

function asItWas(letter: Letter): OutRecord {
  const headers = letter.headers.filter(([name]) => name !== REPLAY_HEADER);
  return { key: letter.key, value: letter.value, headers: { ...grouped(headers), ...mark(letter) } };
}

/** A repeated header keeps all its values, in order. */
function grouped(headers: Letter['headers']): Record<string, Buffer[]> {
  const values = new Map<string, Buffer[]>();
  for (const [name, value] of headers) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}

const mark = (letter: Letter): Record<string, string> => ({ [REPLAY_HEADER]: letterName(letter.place) });

const refused = (fault: string): { readonly ok: false; readonly faults: string[] } => ({
  ok: false,
  faults: [fault],
});
