import type { Rehearsal } from '@silkgauge/contract';
import { refusedLines } from './report.ts';
import type { PushResult } from './push.ts';
import type { DoorRehearsal } from './rehearse.ts';

/** Entries of each kind that are shown. */
const SHOWN = 20;

/** What the events of a file for one door would do, in lines of text. */
export function rehearsalLines(name: string, { feed, events, without, ...answer }: DoorRehearsal): string[] {
  const head = `${name}: ${counted(events.length, 'event')} to ${feed}`;
  const alone =
    without.length > 0
      ? [`  without its events to ${without.join(' and ')}: each door is rehearsed by itself`]
      : [];
  if ('problem' in answer) {
    const { detail, title, errors = [] } = answer.problem;
    return [
      `${head}, refused: ${detail ?? title}`,
      ...alone,
      ...some(errors, (fault) => {
        const event = 'index' in fault ? events[fault.index] : undefined;
        const at = event ? `line ${String(event.line)} ${event.name}: ` : '';
        return [`  ${at}${fault.message} ${fault.fix}`];
      }),
    ];
  }
  const { snapshot, outcomes, states, verdicts, conflicts, alerts, bulletins } = answer.rehearsal;
  const tally = [...Map.groupBy(outcomes, ({ outcome }) => outcome)];
  const refused = outcomes.filter(({ outcome }) => outcome === 'rejected');
  return [
    `${head}, as of ${snapshot}: ${tally.map(([outcome, of]) => `${String(of.length)} ${outcome}`).join(', ')}`,
    ...alone,
    ...some(refused, ({ index, source, id, rule, reason }) => [
      `  rejected line ${String(events[index]?.line)} ${source} ${id} (${String(rule)})`,
      `    ${String(reason)}`,
    ]),
    `  ${counted(states.length, 'state')} would change`,
    ...some(states, ({ key, versions, before }) => [
      `    ${key}  ${before ? counted(versions, 'version') : `new, ${counted(versions, 'version')}`}`,
    ]),
    ...some(verdicts, ({ key, member, before, after, gap }) => [
      `  verdict ${key} ${member}: ${before ?? 'none'} -> ${after ?? 'none'}${gap === null ? '' : `, gap ${gap}`}`,
    ]),
    ...some(conflicts, conflictLines),
    ...some(alerts, ({ key, before, after }) => [`  alert ${key}: ${before ?? 'none'} -> ${after}`]),
    ...some(bulletins, bulletinLines),
  ];
}

const conflictLines = ({ key, rule, prints }: Rehearsal['conflicts'][number]): string[] => [
  `  conflict ${key} (${rule})`,
  ...prints.map(
    ({ source, id, value, unit, document }) =>
      `    ${value === null ? 'no number' : `${value} ${unit}`}  ${source} ${id}  ${document}`,
  ),
];

const bulletinLines = ({ bulletin, kind, sentences, refused }: Rehearsal['bulletins'][number]): string[] => [
  `  bulletin ${bulletin} (${kind})`,
  ...sentences.flatMap(({ id, before, after }) => [
    `    ${id}`,
    ...(before ? [`      - ${before.en}`] : []),
    ...(after ? [`      + ${after.en}`] : []),
  ]),
  ...refused.map(({ id, rule, reason }) => `    ${id} refused (${rule}): ${reason.en}`),
];

/** The lines of the first items, and how many are left. */
function some<Item>(items: readonly Item[], linesOf: (item: Item) => readonly string[]): string[] {
  const left = items.length - SHOWN;
  return [
    ...items.slice(0, SHOWN).flatMap((item) => linesOf(item)),
    ...(left > 0 ? [`    and ${String(left)} more (--json has all)`] : []),
  ];
}

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

/** The same as one line of JSON. */
export const rehearsalJson = (name: string, { feed, events: _, ...answer }: DoorRehearsal): string =>
  JSON.stringify({ file: name, feed, ...answer });

/** Lines of a file that no door takes. */
export type Untaken = Pick<PushResult, 'refused' | 'refusals'>;

/** The lines that no door takes, each with its reasons, in lines of text. */
export const untakenLines = (name: string, untaken: Untaken): string[] => [
  `${name}: ${untaken.refused.toLocaleString('en')} refused`,
  ...refusedLines(untaken),
];

/** The same as one line of JSON, with the first of them. */
export const untakenJson = (name: string, untaken: Untaken): string =>
  JSON.stringify({ file: name, ...untaken });
