import { parseSeriesKey } from '@silkgauge/contract';
import type { Parsed, QueryFault } from './parameters.ts';
import { period as readPeriod, quoted } from './readers.ts';

export interface StatePath {
  readonly key: string;
  readonly period: string;
}

/** `{series key}/{period}` of a path, each segment decoded; the period in any form, as the code it goes by. */
export function readStatePath(path: StatePath): Parsed<StatePath> {
  const key = readSeriesPath(path);
  const faults: QueryFault[] = 'faults' in key ? [...key.faults] : [];
  const reading = readPeriod(path.period);
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
