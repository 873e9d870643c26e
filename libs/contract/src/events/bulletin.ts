import type { Static } from 'typebox';
import { bulletinPlan, readPlan, type BulletinPlanData } from '../plan/plan.ts';
import { orderName } from '../terms/order-terms.ts';
import { object, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { ORDER_PREFIX } from './order.ts';

const bulletinName = orderName('Name of the bulletin.', 'cbec-2020-h1');

export interface BulletinPlanned extends EventOf<'silkgauge.bulletin.planned.v1', BulletinPlanData> {
  readonly bulletin: string;
}

const keyOf = (bulletin: string): string => ORDER_PREFIX.bulletin + bulletin;

const EXAMPLE_SENTENCE = {
  ...{ id: 'zaez', say: 'figure', of: 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1' },
  tell: ['level', 'growth', 'base'],
};

export const bulletinPlanned = family({
  type: 'silkgauge.bulletin.planned.v1',
  title: 'A bulletin was planned',
  schema: bulletinPlan.schema,
  read: readPlan,
  rules: [],
  parse: (attributes, data): BulletinPlanned => ({
    ...attributes,
    type: 'silkgauge.bulletin.planned.v1',
    data,
    bulletin: data.bulletin,
  }),
  recordKey: (event) => keyOf(event.bulletin),
  example: {
    bulletin: 'zaez-2020-h1',
    title: { en: 'Cross-border e-commerce of the zone, first half', zh: '上半年航空港跨境电商' },
    tone: 'wire',
    publish: 'at-once',
    paragraphs: [[EXAMPLE_SENTENCE]],
  },
});

export const BulletinDroppedData = object(
  { bulletin: bulletinName, reason: text(4096, 'Why it is dropped.', 'Replaced') },
  'A bulletin is told no more.',
  'BulletinDroppedData',
);

export type BulletinDroppedData = Static<typeof BulletinDroppedData>;

export interface BulletinDropped extends EventOf<'silkgauge.bulletin.dropped.v1', BulletinDroppedData> {
  readonly bulletin: string;
}

export const bulletinDropped = family({
  type: 'silkgauge.bulletin.dropped.v1',
  title: 'A bulletin was dropped',
  schema: BulletinDroppedData,
  rules: [],
  parse: (attributes, data): BulletinDropped => ({
    ...attributes,
    type: 'silkgauge.bulletin.dropped.v1',
    data,
    bulletin: data.bulletin,
  }),
  recordKey: (event) => keyOf(event.bulletin),
  example: { bulletin: 'zaez-2020-h1', reason: 'Replaced by zaez-2020' },
});
