import { placeName, type TopicPartition } from '@silkgauge/contract';
import { table } from '../ops/table.ts';
import type { Audit } from './audit-model.ts';
import type { Comparison, Difference } from './compare.ts';
import type { ModelDigest } from './content.ts';

/** Hex digits shown of a section's digest. */
const SHOWN = 12;

export function digestText({ digest, sections }: ModelDigest): string {
  const rows = sections.map(({ section, count, digest: of }) => [section, String(count), of.slice(0, SHOWN)]);
  return `${table([['content', 'count', 'digest'], ...rows])}\n\ndigest ${digest}`;
}

export function comparisonText({ live, log, differences }: Comparison): string {
  const heads = ['content', 'live', 'log', 'digest of live', 'digest of log', 'differing'];
  const rows = live.sections.map(({ section, count, digest }, at) => [
    section,
    String(count),
    String(log.sections[at]?.count ?? 0),
    digest.slice(0, SHOWN),
    (log.sections[at]?.digest ?? '').slice(0, SHOWN),
    String(differences.find(({ first }) => first.section === section)?.count ?? 0),
  ]);
  const digests = `digest of live ${live.digest}\ndigest of log  ${log.digest}`;
  return `${table([heads, ...rows])}\n\n${digests}\n${firstText(differences)}`;
}

function firstText(differences: Comparison['differences']): string {
  if (differences.length === 0) return 'The read model says what the log says.';
  const lines = differences.map(({ count, first }) => {
    const others = count > 1 ? ` (and ${String(count - 1)} more)` : '';
    return `${first.section}: ${differenceText(first)}${others}`;
  });
  return `They differ first at\n${lines.join('\n')}`;
}

/** Empty without differing partitions. */
export function windowsText(windows: readonly TopicPartition[]): string {
  const names = windows.map(placeName).join(', ');
  return names === '' ? '' : `Sales to be counted once are remembered otherwise in ${names}.`;
}

/** Empty where every event under embargo was opened. */
export function unopenedText(unopened: Audit['unopened']): string {
  const told = unopened
    .map(({ generation, count }) => `${String(count)} by key ${String(generation)}`)
    .join(', ');
  return told === ''
    ? ''
    : `Not checked, as EMBARGO_KEYS does not open them: events under embargo, encrypted ${told}. What they hold was taken as the read model has it; all else was checked.`;
}

/** Such as `ZAEZ....CNY/2020-S1 level.reported.value: live "1", log "2"`. */
export function differenceText({ key, member, live, log }: Difference): string {
  return `${key}${member === '' ? '' : ` ${member}`}: live ${shown(live)}, log ${shown(log)}`;
}

const LONGEST = 200;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
