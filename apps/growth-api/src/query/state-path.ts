import { likelyName, parseSeriesKey, type QueryFault } from '@silkgauge/contract';
import { failure } from '../http/problems.ts';
import type { Parsed } from './parameters.ts';
import { accepted } from './query-pipe.ts';
import { period as readPeriod, quoted } from './readers.ts';

export interface StateName {
  readonly key: string;
  readonly period: string;
}

/** `{series key}/{period}` of a path, each segment decoded; a range is one segment, or two where its slash is not encoded. */
export type StatePath = StateName | { readonly key: string; readonly start: string; readonly length: string };

/** The paths of a state, and of what there is of it: its key can be pasted as it is. */
export const statePaths = (rest = ''): string[] => [`:key/:period${rest}`, `:key/:start/:length${rest}`];

/** What there is of a state beside itself. */
const PARTS = ['history', 'vintages', 'explain'];

/** The state that a path names; throws a 400, and a 404 for a part that no state has. */
export function stateNamed(path: StatePath): StateName {
  if ('length' in path && !/^P\d/.test(path.length)) {
    const likely = likelyName(path.length, PARTS);
    const meant = likely === undefined ? '' : ` Did you mean ${likely}?`;
    const detail = `A state has no ${quoted(path.length)}; it has ${PARTS.join(', ')}.${meant}`;
    throw failure('not-found', detail);
  }
  return accepted(readStatePath(path));
}

/** The name of a state; the period in any form, as the code it goes by. */
function readStatePath(path: StatePath): Parsed<StateName> {
  const key = readSeriesPath(path);
  const faults: QueryFault[] = 'faults' in key ? [...key.faults] : [];
  const reading = readPeriod('start' in path ? `${path.start}/${path.length}` : path.period);
  if ('refused' in reading) faults.push({ parameter: 'period', ...reading.refused });
  else if (faults.length === 0) return { value: { key: path.key, period: reading.value } };
  return { faults };
}

/** `{series key}` of a path. */
export function readSeriesPath({ key }: Pick<StatePath, 'key'>): Parsed<string> {
  if (parseSeriesKey(key)) return { value: key };
  return {
    faults: [
      {
        parameter: 'series key',
        rule: 'series-key',
        message: `${quoted(key)} is not a series key`,
        fix: 'nine codes joined by dots, such as ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY',
      },
    ],
  };
}
