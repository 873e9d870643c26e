import { Type, type Static } from 'typebox';
import { SERIES_FILTERS } from '../filter/table.ts';
import { inWords } from '../filter/told.ts';
import { readRule } from '../rule/read-rule.ts';
import { AGAINST, LEAST_OTHERS, RULE_KINDS, SINCE } from '../rule/rule.ts';
import { object, oneOf, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { open, ORDER_PREFIX, orderName, readBy } from './order.ts';

const ruleName = orderName('Name of the rule.', 'cbec-over-20');

/** Members by `kind` are checked by `readRule`, which tells the faults of all of them at once. */
export const AlertRuleData = object(
  {
    rule: ruleName,
    kind: Type.Unknown({
      description: `What it looks for: ${RULE_KINDS.join(', ')}.`,
      examples: ['growth-above'],
    }),
    series: open(
      `Filters of /v1/growth by series, at least one: ${inWords(SERIES_FILTERS)}; of every kind but silence.`,
    ),
    periods: open(
      'Of every kind but silence: from and to, the first and the last period, both included; one of them may be absent.',
    ),
    since: Type.Optional(
      oneOf(SINCE, 'now: changes behind the rule; beginning: all present states once, too. Absent: now.'),
    ),
    threshold: open('Of growth-above and growth-below: a decimal, in percent.'),
    comparison: open('Of kinds that look at growth: GY, G1 or a period; absent: GY.'),
    against: open(`Of sign-flip: ${AGAINST.join(', ')}; of revision: last or first.`),
    than: open('Of revision: a decimal; points of growth, of a level percent of what was.'),
    member: open('Of revision: growth or level.'),
    atLeast: open(
      `Of record-high and record-low: how many other periods at least; absent: ${String(LEAST_OTHERS)}.`,
    ),
    publisher: open('Of silence: the publisher whose releases it is about; absent: every one.'),
    grace: open(
      'Of silence: from when on a release is late, a duration of at most 31 days after its instant; absent: as the release has it.',
    ),
  },
  'A condition over states or releases.',
  'AlertDefinedData',
);

export type AlertRuleData = Static<typeof AlertRuleData>;

export interface AlertDefined extends EventOf<'silkgauge.alert.defined.v1', AlertRuleData> {
  readonly rule: string;
}

const keyOf = (rule: string): string => ORDER_PREFIX.alert + rule;

export const alertDefined = family({
  type: 'silkgauge.alert.defined.v1',
  title: 'A rule for alerts was defined',
  schema: AlertRuleData,
  rules: [readBy(readRule)],
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
