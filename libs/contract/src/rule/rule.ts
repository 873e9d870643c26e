import { NOT_STATED, OVER_YEAR, periodBounds } from '@silkgauge/growth';
import type { Static } from 'typebox';
import { SERIES_FILTERS, VERSION_FILTERS } from '../filter/table.ts';
import { inWords } from '../filter/told.ts';
import { readerOfOrder } from '../terms/body.ts';
import {
  comparisonTerm,
  decimalTerm,
  filtersTerm,
  graceTerm,
  orderName,
  statedPeriod,
  unsignedTerm,
  wholeTerm,
} from '../terms/order-terms.ts';
import type { Place } from '../terms/place.ts';
import {
  isObject,
  mapped,
  optional,
  record,
  term,
  variants,
  wordsOf,
  type Read,
  type Term,
} from '../terms/term.ts';
import { code, oneOf } from '../vocabulary.ts';

/** What a number is held against: what its side said before it last changed, what it said first, or the period before. */
export const AGAINST = ['last', 'first', 'period-before'] as const;
export type Against = (typeof AGAINST)[number];

/** Other periods that a record has to be beyond, where the rule names no number. */
const LEAST_OTHERS = 4;
/** The most other periods that a record may have to be beyond. */
const MOST_OTHERS = 1000;

const series = filtersTerm(
  SERIES_FILTERS,
  { title: 'SeriesFilters', rule: 'rule-filter' },
  `Filters of /v1/growth by series, at least one: ${inWords(SERIES_FILTERS)}.`,
);

const periods = record(
  {
    from: optional(statedPeriod('The first period, included.'), null),
    to: optional(statedPeriod('The last period, included.'), null),
  },
  {
    about: 'Which periods; one of the two may be absent.',
    title: 'RulePeriods',
    check({ from, to }, at, found) {
      if (!Object.hasOwn(found, 'from') && !Object.hasOwn(found, 'to'))
        at.wrong(found, {
          rule: 'schema',
          must: '{ "from": "2020", "to": "2021" }, or one of the two',
          example: '',
        });
      const [begin, end] = [from, to].map((period) => (period ? periodBounds(period) : null));
      if (begin && end && end.end < begin.start)
        at.member('to').wrong(to, {
          rule: 'ends-before-it-begins',
          must: `a period that ends after ${String(from)} begins`,
          example: '',
        });
    },
  },
);

const ofEachKind = {
  since: optional(
    term(
      oneOf(
        ['now', 'beginning'],
        'now: changes behind the rule; beginning: all present states once, too. Absent: now.',
      ),
    ),
    'now' as const,
  ),
};

const named = { rule: term(orderName('Name of the rule.', 'cbec-over-20')) };
const ofStates = {
  series: aboutSeries(series),
  periods: optional(periods, null),
  ...ofEachKind,
};

/** Growth without a stated comparison is not judged. */
const comparison = optional(
  mapped(comparisonTerm('GY, G1 or a period; absent: GY.'), (found, at) =>
    found === NOT_STATED
      ? at.wrong(found, { rule: 'comparison', must: 'GY, G1 or a period', example: 'GY' })
      : found,
  ),
  OVER_YEAR,
);

const kindOf = <const Kinds extends string[]>(...kinds: Kinds) =>
  term(oneOf<Kinds>(kinds as readonly [...Kinds], 'What it looks for.'));

const threshold = record(
  {
    ...named,
    kind: kindOf('growth-above', 'growth-below'),
    ...ofStates,
    threshold: decimalTerm('A decimal, in percent.'),
    comparison,
  },
  { about: 'Growth beyond a threshold.', title: 'ThresholdRule' },
);

const signFlip = record(
  {
    ...named,
    kind: kindOf('sign-flip'),
    ...ofStates,
    against: term(oneOf(['last', 'first', 'period-before'], 'What growth is held against.')),
    comparison,
  },
  { about: 'Growth that turned to decline, or the other way.', title: 'SignFlipRule' },
);

const revision = mapped(
  record(
    {
      ...named,
      kind: kindOf('revision'),
      ...ofStates,
      member: term(oneOf(['growth', 'level'], 'What was revised.')),
      than: unsignedTerm('Points of growth; of a level percent of what was.'),
      against: term(oneOf(['last', 'first'], 'What it is held against.')),
      comparison,
    },
    {
      about: 'A number that was revised by more than so much.',
      title: 'RevisionRule',
      check({ member }, at, found) {
        if (member === 'level' && Object.hasOwn(found, 'comparison'))
          at.member('comparison').wrong((found as { comparison?: unknown }).comparison, {
            rule: 'level-compares-nothing',
            must: 'nothing: a level has no comparison',
            example: '',
          });
      },
    },
  ),
  ({ member, comparison: given, ...rest }) =>
    member === 'level' ? { ...rest, member, comparison: null } : { ...rest, member, comparison: given },
);

const recordRule = record(
  {
    ...named,
    kind: kindOf('record-high', 'record-low'),
    ...ofStates,
    atLeast: optional(
      wholeTerm(1, MOST_OTHERS, `How many other periods at least; absent: ${String(LEAST_OTHERS)}.`),
      LEAST_OTHERS,
    ),
    comparison,
  },
  { about: 'Growth beyond that of all other periods.', title: 'RecordRule' },
);

const conflict = record(
  { ...named, kind: kindOf('conflict'), ...ofStates },
  { about: 'A state whose numbers conflict.', title: 'ConflictRule' },
);

const coverageBreak = record(
  { ...named, kind: kindOf('coverage-break'), ...ofStates },
  { about: 'A state whose coverage changed.', title: 'CoverageBreakRule' },
);

const silence = mapped(
  record(
    {
      ...named,
      kind: kindOf('silence'),
      ...ofEachKind,
      publisher: optional(
        term(code('The publisher whose releases it is about; absent: every one.', 'GACC')),
        null,
      ),
      grace: optional(
        graceTerm(
          'From when on a release is late, a duration of at most 31 days after its instant; absent: as the release has it.',
        ),
        null,
      ),
    },
    { about: 'What is promised and does not come.', title: 'SilenceRule' },
  ),
  ({ grace, ...rest }) => ({ ...rest, graceMs: grace }),
);

const KINDS = [threshold, signFlip, revision, conflict, recordRule, coverageBreak, silence] as const;

/** A condition over states or releases. */
export const alertRule = withoutOtherKinds(
  variants('kind', KINDS, {
    about: 'A condition over states or releases.',
    title: 'AlertDefinedData',
    rule: 'unknown-kind',
    called: 'kind of rule',
    else: record({ ...named, ...ofStates }, { about: '' }),
  }),
);

export const readRule = readerOfOrder(alertRule, 'rule', 'rule-size');

export type AlertRuleData = Static<typeof alertRule.schema>;
export type AlertRule = Read<typeof alertRule>;
/** `threshold` in percent; `comparison` is a key or a period. */
export type ThresholdRule = Read<typeof threshold>;
export type SignFlipRule = Read<typeof signFlip>;
/** `than` in points of growth; of a level in percent of what was. */
export type RevisionRule = Read<typeof revision>;
export type RecordRule = Read<typeof recordRule>;
export type FlagRule = Read<typeof conflict> | Read<typeof coverageBreak>;
/** `publisher` null: of each; `graceMs` null: as the release has it. */
export type SilenceRule = Read<typeof silence>;
/** A condition over states. */
export type StateRule = Exclude<AlertRule, SilenceRule>;
export type RuleKind = AlertRule['kind'];

export const RULE_KINDS = KINDS.flatMap((one) => wordsOf(one, 'kind')) as readonly RuleKind[];

/** What alerts are of: the kinds of rules, and printed sentences. */
export const ALERT_KINDS: readonly (RuleKind | 'printed-wrong')[] = [...RULE_KINDS, 'printed-wrong'];

/** The rule that is always there: silence of every publisher. No event defines it, as none has such a name. */
export const LATE_RULE = '_late';

/** A rule judges what a state says, by its kind: its filters say which series. */
function aboutSeries<Value>(of: Term<Value>): Term<Value> {
  return {
    ...of,
    read(found, at) {
      const ofVersions = VERSION_FILTERS.filter((name) => isObject(found) && Object.hasOwn(found, name));
      for (const name of ofVersions)
        at.member(name).report(
          'rule-filter',
          `A rule is about series, whatever their states say: it has no filter ${name}.`,
          `Leave ${name} out; the kinds conflict and coverage-break look for such states.`,
        );
      return ofVersions.length > 0 ? undefined : of.read(found, at);
    },
  };
}

/** Unknown members are ignored, those of another kind are not. */
function withoutOtherKinds<Of extends Term<unknown>>(of: Of): Of {
  return {
    ...of,
    read(found: unknown, at: Place) {
      const read = of.read(found, at);
      const own =
        isObject(found) && KINDS.find((one) => wordsOf(one, 'kind').includes(String(found['kind'])));
      if (own) reportOtherKinds(found as Readonly<Record<string, unknown>>, own, at);
      return read;
    },
  };
}

function reportOtherKinds(
  found: Readonly<Record<string, unknown>>,
  own: (typeof KINDS)[number],
  at: Place,
): void {
  const all = new Set(KINDS.flatMap(({ schema }) => Object.keys(schema.properties)));
  for (const name of all) {
    if (!Object.hasOwn(found, name) || Object.hasOwn(own.schema.properties, name)) continue;
    const owners = KINDS.filter(({ schema }) => Object.hasOwn(schema.properties, name));
    at.member(name).report(
      'other-kind',
      `A rule of the kind ${String(found['kind'])} has no ${name}.`,
      `Leave ${name} out, or write a kind that has it: ${owners.flatMap((one) => wordsOf(one, 'kind')).join(', ')}.`,
    );
  }
}
