import type { AsOf } from '@silkgauge/contract';

/** Clock of an answer: append time (`asOf`), publication (`publishedBy`, ISO instant), or neither. */
export interface StateQuery {
  readonly asOf: AsOf | null;
  readonly publishedBy: string | null;
}

/** A state by its series key and its period. */
export interface StateName {
  readonly key: string;
  readonly period: string;
}
