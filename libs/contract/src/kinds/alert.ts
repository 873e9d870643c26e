import { ALERT_STATES } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { ALERT_KINDS } from '../rule/rule.ts';
import { parseSeriesKey } from '../series-key.ts';
import { AlertState } from '../shapes/alert.ts';
import { text, word } from '../shapes/shape.ts';
import { inPath, logKind } from './kind.ts';
import { OF_SERIES } from './of-series.ts';

/** A version of an alert. */
export const alert = logKind({
  name: 'alert',
  topicOf: () => 'growth-alerts',
  shape: AlertState,
  many: 'Alerts',
  title: 'The whole present version of an alert',
  version: 'new version of an alert',
  key: 'Rule, series key and period, joined by slashes; of silence rule and release; of too many alerts RULE/_overflow; of a printed sentence _printed/NAME.',
  keyMember: 'key',
  filteredBy: 'series',
  /** The key says it, and its period may have a slash. Names have no dots, so none is a series. */
  figureOf({ key, domain }) {
    const [, seriesKey = '', ...rest] = key.split('/');
    const series = parseSeriesKey(seriesKey);
    return series ? { series, domain: domain ?? '', period: rest.join('/') } : null;
  },
  isUsual: false,
  list: { name: 'alerts', isAsOf: true },
  address: ({ key }) => `/v1/alerts/history?key=${inPath(key)}`,
  attributes: {
    ...Type.Partial(Type.Object(OF_SERIES)).properties,
    rule: text('The rule; _late of every release, _printed of printed sentences.', 'cbec-over-20'),
    kind: word(ALERT_KINDS, 'What the rule looks for.'),
    state: word(ALERT_STATES.codes, 'The state that it is in now.'),
  },
  attributesOf({ document, domain = null }) {
    const { rule, kind, state, series, period } = JSON.parse(document) as AlertState;
    const ofSeries = { ...series, ...(period !== null && { period }), ...(domain !== null && { domain }) };
    return { ...ofSeries, rule, kind, state };
  },
});
