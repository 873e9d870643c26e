import { parseSeriesKey } from '@silkgauge/contract';
import { planOf } from './seed-plan.fixture.ts';
import { fileWorld } from './event-world.fixture.ts';
import { tell } from '../tell.ts';
import type { Telling } from '../bulletin.ts';
import type { World } from '../world.ts';

export const ZONE = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
export const gacc = (flow: string): string => `GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY`;

let count = 0;
const envelope = (type: string, id: string, data: object) => ({
  ...{ specversion: '1.0', id, source: '/spec', type, datacontenttype: 'application/json' },
  data,
});

/** A reported figure of a series, by default a growth rate of the zone over the year. */
export function print(members: Readonly<Record<string, unknown>> = {}, series: string = ZONE) {
  count += 1;
  const { id = `print-${String(count)}`, quote = 'as printed', ...rest } = members;
  const isLevel = rest['measure'] === 'level';
  return envelope('silkgauge.figure.reported.v1', String(id), {
    ...{ series: parseSeriesKey(series), period: '2020-S1', measure: 'growth', value: '26.2' },
    ...(isLevel
      ? { unit: 'CNY', multiplier: '1000000000' }
      : { unit: 'percent', comparison: 'GY', wording: 'percent' }),
    publishedAt: '2020-07-16',
    evidence: { document: `https://example.org/${String(id)}`, quote, kind: 'official', language: 'en' },
    ...rest,
  });
}

export const level = (value: string, members: object = {}, series?: string) =>
  print({ measure: 'level', value, ...members }, series);

export const withdrawal = (type: string, data: object) => {
  count += 1;
  return envelope(`silkgauge.${type}.withdrawn.v1`, `withdrawal-${String(count)}`, data);
};

export const event = (type: string, id: string, data: object) => envelope(`silkgauge.${type}.v1`, id, data);

/** Tells paragraphs of sentences in the tone of a wire. */
export function told(world: World, ...paragraphs: readonly (readonly object[])[]): Telling {
  const title = { en: 'Trade', zh: '贸易' };
  return tell(planOf({ bulletin: 'spec', title, tone: 'wire', publish: 'at-once', paragraphs }), world);
}

/** Tells one sentence, named `one`, from events. */
export const toldOf = (sentence: object, ...events: readonly object[]): Telling =>
  told(fileWorld(events), [{ id: 'one', ...sentence }]);

export const FIGURE = { say: 'figure', of: `${ZONE}/2020-S1` };
export const GROWTH = { ...FIGURE, tell: ['growth'] };
export const LEVEL = { ...FIGURE, tell: ['level'] };

/** The flows of customs in the first half of 2020. */
export const FLOWS = {
  say: 'flows',
  total: gacc('_T'),
  exports: gacc('X'),
  imports: gacc('M'),
  period: '2020-S1',
};
