import type { Verdict } from './check/verdict.ts';
import { KINDS, type Point } from './plan/faults.ts';
import { callOf, type ChaosSettings } from './settings.ts';
import type { Inflicted } from './world/inflict.ts';

export interface ChaosReport {
  readonly settings: ChaosSettings;
  readonly faults: readonly Inflicted[];
  readonly events: {
    readonly acknowledged: number;
    /** Number of records sent again for want of an acknowledgement. */
    readonly resent: number;
    readonly stored: number;
    readonly changes: number;
    /** Records on the output topics beyond one per change. */
    readonly publishedAgain: number;
  };
  /** Unplanned ends of instances, with the end of their output. */
  readonly ownEnds: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly seconds: number;
}

export const hasHeld = ({ verdicts }: ChaosReport): boolean =>
  verdicts.every(({ problems }) => problems.length === 0);

const SHOWN = 10;

export function reportTable(report: ChaosReport): string {
  const { settings, faults, events, ownEnds, verdicts, seconds } = report;
  const failed = verdicts.filter(({ problems }) => problems.length > 0);
  const end = hasHeld(report)
    ? `seed ${String(settings.seed)}: all held`
    : `seed ${String(settings.seed)}: ${String(failed.length)} of ${String(verdicts.length)} checks failed\n  again: ${callOf(settings)}`;
  return [
    'faults              planned  happened',
    ...KINDS.flatMap((kind) => {
      const of = faults.filter(({ fault }) => fault.kind === kind);
      const happened = of.filter((inflicted) => inflicted.happened).length;
      return of.length === 0 ? [] : [`  ${kind.padEnd(18)}${columns(of.length, happened)}`];
    }),
    ...missed(faults),
    '',
    `events  ${Object.entries(events)
      .map(([name, count]) => `${name} ${count.toLocaleString('en')}`)
      .join(', ')}`,
    `instances that ended by themselves  ${String(ownEnds.length)}`,
    '',
    'checks                                                            looked at  problems',
    ...verdicts.map(
      ({ name, looked, problems }) => `  ${name.padEnd(62)}${columns(looked, problems.length)}`,
    ),
    ...failed.flatMap(({ name, problems }) => [
      '',
      name,
      ...problems.slice(0, SHOWN).map((text) => `  ${text}`),
    ]),
    '',
    `${String(Math.round(seconds))} s`,
    end,
  ].join('\n');
}

function missed(faults: readonly Inflicted[]): string[] {
  const points = faults.flatMap(({ fault, happened }) =>
    !happened && 'point' in fault ? [fault.point] : [],
  );
  return points.length === 0 ? [] : [`  not come to: ${points.map(textOf).join(', ')}`];
}

const textOf = ({ step, moment }: Point): string => `${moment} ${step}`;
const columns = (...numbers: number[]): string =>
  numbers.map((n) => n.toLocaleString('en').padStart(9)).join('');
