import { parseSeriesKey } from '../series-key.ts';
import { ClaimState } from '../shapes/registered-states.ts';
import { CLAIM_STATE_EXAMPLE } from '../state-example.ts';
import { logKind, type LoggedVersion } from './kind.ts';
import { OF_SERIES } from './of-series.ts';

const read = ({ document }: LoggedVersion) => JSON.parse(document) as ClaimState;

/** A claim with its standing. */
export const claim = logKind({
  name: 'claim',
  topicOf: () => 'claim-updated',
  shape: ClaimState,
  many: 'Claims',
  title: 'A claim with its standing',
  version: 'new standing of a claim',
  key: 'Source and id of the event, joined by #.',
  keyMember: 'claim',
  example: {
    name: 'GrowingRapidly',
    logged: { key: CLAIM_STATE_EXAMPLE.claim },
    payload: CLAIM_STATE_EXAMPLE,
  },
  filteredBy: 'series',
  figureOf(version) {
    const { key, period, domain } = read(version);
    const series = parseSeriesKey(key);
    if (!series) throw new Error(`${key} is not a series key`);
    return { series, domain, period };
  },
  isUsual: true,
  list: { name: 'claims', isAsOf: false },
  address: () => '/v1/claims',
  attributes: OF_SERIES,
  attributesOf(version) {
    const { key, period, domain } = read(version);
    return { ...parseSeriesKey(key), period, domain };
  },
});
