import { figure, release, withdrawal, type SpecEvent } from '../../fixtures/events.ts';
import type { Call } from './answers.ts';
import { NEW_SERIES, SECRET, sent, SERIES } from './held.ts';

const JSON_TYPE = 'application/json';
const json = (path: string, body: object): Call => ({
  path,
  post: { type: JSON_TYPE, body: JSON.stringify(body) },
});
const rehearsal = (feed: string, event: SpecEvent, id: string): Call => ({
  path: `/v1/rehearsals?feed=${feed}`,
  post: {
    type: 'application/cloudevents-batch+json',
    body: JSON.stringify([sent(event, id, SECRET.source)]),
  },
});

const GROWTH = { value: SECRET.growth, measure: 'growth' };
const PRINTED = { printedOn: '2020-07-14', text: { lang: 'en', text: `It grew ${SECRET.growth} percent.` } };
const state = (series: string) => `https://example.org/v1/growth/${series}/2020-S1?asOf=1`;

/** Calls that write nothing, of everything that is under embargo: its numbers, its series, its identity. */
export const POSTS: readonly Call[] = [
  json('/v1/selections', { sets: [{ area: 'CN-HA' }, { reporter: 'GACC' }] }),
  json('/v1/drafts/check', { text: `E-commerce through customs grew ${SECRET.growth} percent in 2020-S1.` }),
  json('/v1/drafts/check', { text: `It came to ${SECRET.level} yuan.`, filter: { area: 'CN-HA' } }),
  json('/v1/printed', { printed: 'new', printedOn: '2020-07-14', told: { link: state(NEW_SERIES) } }),
  json('/v1/subscriptions', { filters: [{ exact: { area: 'CN-HA' } }] }),
  rehearsal('customs-feed', figure(SERIES, '2020-S1', GROWTH), 'secret-growth'),
  rehearsal('customs-feed', figure(SERIES, '2020-S1', GROWTH), 'another'),
  rehearsal('customs-feed', figure(NEW_SERIES, '2020-S1', { value: SECRET.level }), 'secret-level'),
  rehearsal('customs-feed', figure(SERIES, '2020-S1', { ...GROWTH, embargo: { release: 'H1' } }), 'held'),
  rehearsal('customs-feed', withdrawal('secret-growth', SECRET.source), 'withdrawal'),
  rehearsal('platform-sales', figure(NEW_SERIES, '2020-S1', { value: SECRET.level }), 'other-domain'),
  rehearsal('policy-notice', release('H1', { reason: 'Sooner' }), 'lifting'),
];

/** Registers a sentence with a number that is under embargo. */
export const REGISTRATION = json('/v1/printed', {
  ...{ printed: 'early', ...PRINTED },
  uses: [{ key: `${SERIES}/2020-S1`, member: 'growth.GY.reported', digits: SECRET.growth }],
});
