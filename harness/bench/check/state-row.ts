import type { ExpectedRow } from './expected-table.ts';

/** The compared members of a published state, each checked before use. */
interface State {
  readonly key?: unknown;
  readonly period?: unknown;
  readonly version?: unknown;
  readonly level?: { readonly computed?: { readonly value?: unknown } };
  readonly growth?: Readonly<
    Record<string, { readonly computed?: { readonly value?: unknown } } | undefined>
  >;
  readonly counts?: { readonly events?: unknown };
}

const PERCENT = /^-?\d+\.\d{4}$/;

/** Converts growth in percent (4 digits, or null) to a ratio with 6. @throws Error for other forms */
export function asRatio(percent: unknown): string | null {
  if (percent === undefined || percent === null) return null;
  if (typeof percent !== 'string' || !PERCENT.test(percent))
    throw new Error(`no percentage with 4 digits: ${String(percent)}`);
  const negative = percent.startsWith('-');
  const digits = percent.replace(/[-.]/g, '').padStart(7, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** The row of a `growth-updated.platform` record. @throws Error for a state outside the contract */
export function stateRow(recordKey: string, value: string): ExpectedRow {
  const state = JSON.parse(value) as State;
  const slash = recordKey.lastIndexOf('/');
  const month = recordKey.slice(slash + 1);
  if (slash < 0 || state.key !== recordKey || state.period !== month)
    throw new Error(`${recordKey}: record key, key and period disagree`);
  const total = state.level?.computed?.value;
  const orders = state.counts?.events;
  if (typeof total !== 'string' || typeof orders !== 'string')
    throw new Error(`${recordKey}: total and events must be strings`);
  return {
    series: recordKey.slice(0, slash),
    month,
    total,
    orders,
    mom: asRatio(state.growth?.['G1']?.computed?.value),
    yoy: asRatio(state.growth?.['GY']?.computed?.value),
  };
}
