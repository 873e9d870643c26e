import { DIMENSIONS } from '@silkgauge/contract';
import type { GrowthFilter } from '@silkgauge/read-model';

/** A filter as query parameters of `/v1/growth`, whose lists are joined by commas. */
export function filterParameters(filter: GrowthFilter): Readonly<Record<string, string | readonly string[]>> {
  const { dimensions, within, domain, periods, from, to, verdicts, flags, selection } = filter;
  return {
    ...Object.fromEntries(DIMENSIONS.flatMap((name) => (dimensions[name] ? [[name, dimensions[name]]] : []))),
    ...(within && { within: within.places }),
    ...(domain && { domain }),
    ...(periods && { period: periods }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(verdicts && { verdict: verdicts }),
    ...(flags && { flag: flags }),
    ...(selection && { selection: selection.id }),
  };
}

/** The same as pairs of texts. */
export const filterPairs = (filter: GrowthFilter): [string, string][] =>
  Object.entries(filterParameters(filter)).map(([name, value]) => [name, [value].flat().join(',')]);
