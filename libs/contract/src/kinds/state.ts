import { CHANGE_REASONS } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { parseSeriesKey, seriesKey } from '../series-key.ts';
import { word } from '../shapes/shape.ts';
import { GrowthState } from '../shapes/state.ts';
import { GROWTH_STATE_EXAMPLE } from '../state-example.ts';
import { inPath, logKind } from './kind.ts';
import { OF_SERIES } from './of-series.ts';

const CHANGE = ',"change":';

/**
 * Where the last member `change` of a state or a document begins; where it has none, its closing brace. Quotes
 * inside JSON strings are escaped, so the names of members cannot match within a string.
 */
export function changeIn(document: string): number {
  const at = document.lastIndexOf(`${CHANGE}{`);
  return at < 0 ? document.length - 1 : at;
}

const REASON = /^,"change":\{"reason":"([a-z]+)"/;

/** A version of a state. */
export const state = logKind({
  name: 'growth',
  topicOf: (domain) => `growth-updated.${domain}` as const,
  shape: GrowthState,
  many: 'Growth',
  title: 'The whole present state of a series and period',
  version: 'new version of a state',
  key: 'Series key, a slash, the period.',
  keyMember: 'key',
  example: {
    name: 'ZhengzhouHalfYear',
    logged: {
      ...{ key: seriesKey(GROWTH_STATE_EXAMPLE.series), period: GROWTH_STATE_EXAMPLE.period },
      domain: 'customs',
    },
    payload: GROWTH_STATE_EXAMPLE,
  },
  filteredBy: 'version',
  isUsual: true,
  list: { name: 'growth', isAsOf: true },
  address: ({ key, period = '', sequence }) => `/v1/growth/${key}/${inPath(period)}?asOf=${sequence}`,
  attributes: {
    ...OF_SERIES,
    reason: Type.Optional(word(CHANGE_REASONS.codes, 'Why this version is.')),
  },
  attributesOf({ key, period = '', domain, document }) {
    const [, reason] = REASON.exec(document.slice(changeIn(document))) ?? [];
    return {
      ...{ ...parseSeriesKey(key), period, domain: domain ?? '' },
      ...(reason !== undefined && { reason }),
    };
  },
});
