import { isUtf8 } from 'node:buffer';
import type { LetterReplay } from '@silkgauge/read-model';
import { eventOf, letterName, type Letter } from './letter.ts';
import type { ReplayOutcome } from './replay-letters.ts';
import { table } from './table.ts';

/** A letter and its replay: null if there is none, undefined if the database did not answer. */
export interface ListedLetter {
  readonly letter: Letter;
  readonly replay: LetterReplay | null | undefined;
}

export function listJson(listed: readonly ListedLetter[]): string {
  return JSON.stringify(listed.map(summary), null, 2);
}

export function listTable(listed: readonly ListedLetter[]): string {
  if (listed.length === 0) return 'No bad records.';
  const rows = listed.map(({ letter, replay }) => {
    const { source, id } = identity(letter);
    return [
      letterName(letter.place),
      letter.rule,
      replayed(replay),
      source === undefined ? '-' : `${source} ${id ?? ''}`,
      instant(letter),
      letter.reason,
    ];
  });
  return table([['PLACE', 'RULE', 'REPLAYED', 'EVENT', 'SINCE', 'REASON'], ...rows]);
}

/** All members of a letter; bytes that are not UTF-8 are base64. */
export function showJson(listed: ListedLetter): string {
  const { letter } = listed;
  const decoded = eventOf(letter);
  const whole = {
    ...summary(listed),
    key: bytes(letter.key),
    headers: letter.headers.map(([name, value]) => [name, bytes(value)]),
    value: bytes(letter.value),
    event: decoded.ok ? decoded.event : null,
  };
  return JSON.stringify(whole, null, 2);
}

export function showText({ letter, replay }: ListedLetter): string {
  const text = (value: Buffer | null) => {
    const shown = bytes(value);
    return shown === null ? '(none)' : 'text' in shown ? shown.text : `base64 ${shown.base64}`;
  };
  return [
    `${letterName(letter.place)}  ${letter.rule}`,
    letter.reason,
    `since ${instant(letter)}, at ${letterName(letter.at)}, replayed: ${replayed(replay)}`,
    '',
    `key: ${text(letter.key)}`,
    ...letter.headers.map(([name, value]) => `${name}: ${text(value)}`),
    '',
    text(letter.value),
  ].join('\n');
}

export function outcomesJson(outcomes: readonly ReplayOutcome[]): string {
  return JSON.stringify(
    outcomes.map(({ place, ...rest }) => ({ place: letterName(place), ...rest })),
    null,
    2,
  );
}

export function outcomesTable(outcomes: readonly ReplayOutcome[]): string {
  if (outcomes.length === 0) return 'Nothing to replay.';
  const rows = outcomes.map(({ place, outcome, sent, faults }) => [
    letterName(place),
    outcome,
    sent ? letterName({ topic: place.topic, ...sent }) : '-',
    faults.join(' '),
  ]);
  return table([['PLACE', 'OUTCOME', 'STANDS AT', 'WHY'], ...rows], 200);
}

function summary({ letter, replay }: ListedLetter) {
  return {
    place: letterName(letter.place),
    ...letter.place,
    rule: letter.rule,
    reason: letter.reason,
    since: instant(letter),
    ...identity(letter),
    bytes: letter.value?.length ?? 0,
    letter: letterName(letter.at),
    replay:
      replay === undefined
        ? 'unknown'
        : replay && {
            fix: replay.fix,
            reason: replay.reason,
            actor: replay.actor,
            requestedAt: replay.requestedAt.toISOString(),
            sent: replay.sent && { ...replay.sent, at: replay.sent.at.toISOString() },
          },
  };
}

function identity(letter: Letter): {
  readonly source?: string;
  readonly id?: string;
  readonly type?: string;
} {
  const decoded = eventOf(letter);
  if (!decoded.ok) return {};
  return Object.fromEntries(
    ['source', 'id', 'type'].flatMap((name) => {
      const value = decoded.event[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

function replayed(replay: ListedLetter['replay']): string {
  if (replay === undefined) return 'unknown';
  if (replay === null) return 'no';
  return replay.sent ? replay.sent.at.toISOString().slice(0, 16) : 'broke off';
}

function bytes(value: Buffer | null): { readonly text: string } | { readonly base64: string } | null {
  if (value === null) return null;
  return isUtf8(value) ? { text: value.toString() } : { base64: value.toString('base64') };
}

const instant = ({ timestamp }: Letter) => new Date(Number(timestamp)).toISOString();
