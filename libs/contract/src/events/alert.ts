import type { Static } from 'typebox';
import { alertRule, readRule, type AlertRuleData } from '../rule/rule.ts';
import { orderName } from '../terms/order-terms.ts';
import { object, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { ORDER_PREFIX } from './order.ts';

const ruleName = orderName('Name of the rule.', 'cbec-over-20');

export interface AlertDefined extends EventOf<'silkgauge.alert.defined.v1', AlertRuleData> {
  readonly rule: string;
}

const keyOf = (rule: string): string => ORDER_PREFIX.alert + rule;

export const alertDefined = family({
  type: 'silkgauge.alert.defined.v1',
  title: 'A rule for alerts was defined',
  schema: alertRule.schema,
  read: readRule,
  rules: [],
  parse: (attributes, data): AlertDefined => ({
    ...attributes,
    type: 'silkgauge.alert.defined.v1',
    data,
    rule: data.rule,
  }),
  recordKey: (event) => keyOf(event.rule),
  example: {
    ...{ rule: 'cbec-over-20', kind: 'growth-above', threshold: '20', comparison: 'GY' },
    series: { indicator: ['CBEC'], area: ['CN'] },
    periods: { from: '2020', to: '2021' },
    since: 'now',
  },
});

export const AlertDroppedData = object(
  { rule: ruleName, reason: text(4096, 'Why it is dropped.', 'Replaced') },
  'A rule holds no more, and its alerts are resolved.',
  'AlertDroppedData',
);

export type AlertDroppedData = Static<typeof AlertDroppedData>;

export interface AlertDropped extends EventOf<'silkgauge.alert.dropped.v1', AlertDroppedData> {
  readonly rule: string;
}

export const alertDropped = family({
  type: 'silkgauge.alert.dropped.v1',
  title: 'A rule for alerts was dropped',
  schema: AlertDroppedData,
  rules: [],
  parse: (attributes, data): AlertDropped => ({
    ...attributes,
    type: 'silkgauge.alert.dropped.v1',
    data,
    rule: data.rule,
  }),
  recordKey: (event) => keyOf(event.rule),
  example: { rule: 'cbec-over-20', reason: 'Replaced by cbec-over-25' },
});
