import type { NewVersion } from '@silkgauge/read-model';
import type { SpecEvent } from '@silkgauge/testing';

export const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const DIMENSIONS = {
  ...{ reporter: 'GACC', area: 'CN', indicator: 'CBEC', coverage: 'PLATFORM', flow: '_T', mode: '_T' },
  ...{ product: '_T', counterpart: '_T', currency: 'CNY' },
};

const day = (at: number): Date => new Date(Date.UTC(2024, 0, at));

/** An order of a rule as the aggregation keeps it. */
export function ordered(version: number, { type, key = '', data }: SpecEvent): NewVersion {
  const document = {
    ...{ source: '/spec', id: `o${String(version)}`, dropped: type.endsWith('dropped.v1'), version },
    data,
  };
  return { kind: 'order', key, version, knownAt: day(version), document: JSON.stringify(document) };
}

const said = (value: string, ref: object = {}) => ({
  text: `It rose ${value}.`,
  segments: [
    { type: 'text', text: 'It rose <b>' },
    {
      ...{ type: 'numeral', text: `${value} percent`, value, digits: value, power: 0, unit: 'percent' },
      ref: { key: `${SERIES}/2020-S1`, version: 1, member: 'growth.GY.reported', reading: null, ...ref },
    },
  ],
});

/** A version of an alert as the desk writes it. */
export function alert(rule: string, version: number, state: string, period = '2020-S1'): NewVersion {
  const document = {
    ...{ rule, ruleVersion: 1, kind: 'growth-above', series: DIMENSIONS, period, state },
    ...{ since: day(version).toISOString(), fired: 1, threshold: '20', comparison: 'GY' },
    said: [
      {
        ...{ member: 'growth.GY.reported', reading: null, value: '26.2', low: '26.15', high: '26.25' },
        version: 1,
      },
    ],
    ...{ against: null, because: { reason: 'reported', causes: [{ source: '/spec', id: 'f1' }] } },
    ...{ backfilled: false, sentence: { en: said('26.2'), zh: said('26.2') } },
  };
  const key = `${rule}/${SERIES}/${period}`;
  return { kind: 'alert', key, version, knownAt: day(version), document: JSON.stringify(document) };
}

/** A version of an alert of the rule that is always there. */
export function silence(version: number, state: string): NewVersion {
  const text = 'GACC was to publish “Trade” at 10:00 on 14 July 2020 (UTC+8). It is late.';
  const told = { text, segments: [{ type: 'text', text }] };
  const document = {
    ...{
      rule: '_late',
      ruleVersion: 0,
      kind: 'silence',
      series: null,
      period: null,
      release: 'GACC-2020-H1',
    },
    ...{ state, since: day(version).toISOString(), fired: 1 },
    said: [{ member: 'missing', series: { indicator: ['CBEC'] }, period: '2020-S1', status: null }],
    against: [
      {
        ...{ member: 'at', publisher: 'GACC', title: 'Trade', at: '2020-07-14T10:00:00+08:00' },
        ...{ zone: 'Asia/Shanghai', graceSeconds: 900 },
      },
    ],
    ...{ because: { reason: 'ticked', causes: [{ source: '/clock', id: 't1' }] }, backfilled: false },
    sentence: { en: told, zh: told },
  };
  const key = '_late/GACC-2020-H1';
  return { kind: 'alert', key, version, knownAt: day(version), document: JSON.stringify(document) };
}
