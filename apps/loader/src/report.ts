import { perSecond } from './progress.ts';
import type { PushResult } from './push.ts';

const SHOWN = 20;

/** Result of a push: a line of counts, then the refused events with all their reasons. */
export function reportLines(
  name: string,
  { accepted, refused, before, refusals }: PushResult,
  milliseconds: number,
): string[] {
  const numbers = `${count(accepted)} accepted, ${count(refused)} refused`;
  const speed = `${(milliseconds / 1000).toFixed(1)} s, ${perSecond(accepted + refused - before, milliseconds)} events/s`;
  return [`${name}: ${numbers}, ${speed}`, ...refusedLines({ refused, refusals })];
}

/** The first refused events with all their reasons, and how many more there are. */
export function refusedLines({ refused, refusals }: Pick<PushResult, 'refused' | 'refusals'>): string[] {
  const shown = refusals.slice(0, SHOWN);
  return [
    ...shown.flatMap((refusal) => [
      `  refused ${refusal.name}`,
      ...refusal.reasons.map((reason) => `    ${reason}`),
    ]),
    ...(refused > shown.length ? [`  and ${count(refused - shown.length)} more`] : []),
  ];
}

export const skippedLine = (name: string, events: number): string =>
  `${name}: ${count(events)} events, pushed before (--again pushes them once more)`;

export const continuedLine = (name: string, events: number): string =>
  `${name}: goes on after ${count(events)} events that an earlier push had an answer for (--again begins anew)`;

const count = (number: number): string => number.toLocaleString('en');
