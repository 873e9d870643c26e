import { parseArgs } from 'node:util';
import { KINDS, type FaultKind } from './plan/faults.ts';

export interface ChaosSettings {
  readonly seed: number;
  /** Seconds during which faults may begin; the last one is finished before the checks. */
  readonly seconds: number;
  readonly kinds: readonly FaultKind[];
  /** Records per second. */
  readonly rate: number;
  /** Seconds from the last fault until every record must be processed. */
  readonly patience: number;
}

export const HELP = `npm run chaos -- [options]
  --seed 1          of the faults and of the events
  --minutes 3       how long faults go on
  --only kill,...   kinds of faults (all): ${KINDS.join(', ')}
  --rate 150        records a second
  --patience 180    seconds until all must be dealt with after the last fault
`;

/** @throws RangeError that names the invalid option */
export function readSettings(args: readonly string[]): ChaosSettings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '3' },
      only: { type: 'string', default: KINDS.join(',') },
      rate: { type: 'string', default: '150' },
      patience: { type: 'string', default: '180' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 1_440))
    throw new RangeError(`--minutes takes a number above 0 and up to 1440, not "${values.minutes}"`);
  return {
    seed: whole('seed', values.seed, 0),
    seconds: 60 * minutes,
    kinds: values.only.split(',').map(kindOf),
    rate: whole('rate', values.rate, 1),
    patience: whole('patience', values.patience, 1),
  };
}

/** The command that repeats the run. */
export function callOf({ seed, seconds, kinds, rate }: ChaosSettings): string {
  const only = kinds.length === KINDS.length ? '' : ` --only ${kinds.join(',')}`;
  return `npm run chaos -- --seed ${String(seed)} --minutes ${String(seconds / 60)} --rate ${String(rate)}${only}`;
}

function kindOf(text: string): FaultKind {
  const found = KINDS.find((kind) => kind === text);
  if (!found) throw new RangeError(`--only takes ${KINDS.join(', ')}, not "${text}"`);
  return found;
}

function whole(option: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least)
    throw new RangeError(`--${option} takes whole numbers from ${String(least)} on, not "${text}"`);
  return number;
}
