import {
  likelyName,
  parseSeriesKey,
  type QueryFault,
  period as readPeriod,
  quoted,
} from '@silkgauge/contract';
import { failure } from '../http/problems.ts';
import type { Parsed } from './parameters.ts';
import { accepted } from './query-pipe.ts';

export interface StateName {
  readonly key: string;
  readonly period: string;
}

/** Decoded segments of `{series key}/{period}`; a range with an unencoded slash has two segments. */
export type StatePath = StateName | { readonly key: string; readonly start: string; readonly length: string };

/** Route patterns of a state, with and without an unencoded slash in the period. */
export const statePaths = (rest = ''): string[] => [`:key/:period${rest}`, `:key/:start/:length${rest}`];

/** Resources below a state. */
const PARTS = ['history', 'vintages', 'digits', 'explain', 'headline'];

/** @throws ProblemError 400 for an invalid key or period, 404 for an unknown resource below a state */
export function stateNamed(path: StatePath): StateName {
  if ('length' in path && !/^P\d/.test(path.length)) {
    const likely = likelyName(path.length, PARTS);
    const meant = likely === undefined ? '' : ` Did you mean ${likely}?`;
    const detail = `A state has no ${quoted(path.length)}; it has ${PARTS.join(', ')}.${meant}`;
    throw failure('not-found', detail);
  }
  return accepted(readStatePath(path));
}

function readStatePath(path: StatePath): Parsed<StateName> {
  const key = readSeriesPath(path);
  const faults: QueryFault[] = 'faults' in key ? [...key.faults] : [];
  const reading = readPeriod('start' in path ? `${path.start}/${path.length}` : path.period);
  if ('refused' in reading) faults.push({ parameter: 'period', ...reading.refused });
  else if (faults.length === 0) return { value: { key: path.key, period: reading.value } };
  return { faults };
}

/** Parses `{series key}` of a path. */
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
