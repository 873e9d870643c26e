import { Type } from 'typebox';
import { ORDER_FILTERS } from '../filter/table.ts';
import { inWords } from '../filter/told.ts';
import { parseSeriesKey, seriesKey } from '../series-key.ts';
import {
  comparisonIn,
  comparisonTerm,
  eventTerm,
  filtersTerm,
  orderName,
  periodOfKey,
  periodTerm,
  seriesKeyTerm,
  stateKeyTerm,
  wholeTerm,
} from '../terms/order-terms.ts';
import type { Place } from '../terms/place.ts';
import { listOf, mapped, optional, record, term, variants, wordsOf, type Read } from '../terms/term.ts';
import { oneOf, text } from '../vocabulary.ts';

/** Default and largest number of matches of `each`. */
const MOST_EACH = 20;
const MOST_COMPARED = 10;
const MOST_BESIDE = 10;

const TELLS = ['level', 'growth', 'base', 'share', 'contribution'] as const;
export type Tell = (typeof TELLS)[number];

const named = { id: term(orderName('Its name in the bulletin.', 'zaez')) };

const sayOf = <const Says extends string[]>(...says: Says) =>
  term(oneOf<Says>(says as readonly [...Says], 'What it tells.'));

const comparison = optional(
  comparisonTerm('GY, G1, a period or _U; absent: over the year, else the only one there.'),
  null,
);

/** In the order in which they are told. */
const tell = optional(
  term(
    Type.Array(oneOf([...TELLS], 'A member of the figure.'), {
      minItems: 1,
      maxItems: TELLS.length,
      description: 'What is told; absent: level and growth.',
      terms: { rule: 'schema', must: `a list of ${TELLS.join(', ')}`, example: '' },
    }),
    (found): readonly Tell[] => TELLS.filter((one) => found.includes(one)),
  ),
  ['level', 'growth'] as readonly Tell[],
);

const keys = (least: number, most: number, about: string) =>
  listOf(
    stateKeyTerm('Series key/period.'),
    {
      rule: 'schema',
      must: `${String(least)} to ${String(most)} keys, such as ["ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1"]`,
      example: '',
    },
    { about, least, most },
  );

/** The key of a comparison in the states of a period. */
const keyIn = (period: string, given: string | null): string | null =>
  given === null ? null : comparisonIn(period, given);

const figure = mapped(
  record(
    { ...named, say: sayOf('figure'), of: stateKeyTerm('Series key/period.'), tell, comparison },
    { about: 'A figure.', title: 'FigureSentence' },
  ),
  (told) => ({ ...told, comparison: keyIn(periodOfKey(told.of), told.comparison) }),
);

const FLOW_CODES = { total: '_T', exports: 'X', imports: 'M' } as const;

const flows = mapped(
  record(
    {
      ...named,
      say: sayOf('flows'),
      total: seriesKeyTerm('The key of the series.'),
      exports: seriesKeyTerm('The key of the series.'),
      imports: seriesKeyTerm('The key of the series.'),
      period: periodTerm('The period.'),
      comparison,
    },
    {
      about: 'Three series that differ in their flow alone, each in its place.',
      title: 'FlowsSentence',
      check: checkFlows,
    },
  ),
  (told) => ({ ...told, comparison: keyIn(told.period, told.comparison) }),
);

function checkFlows(read: { readonly [Name in keyof typeof FLOW_CODES]?: string }, at: Place): void {
  const total = parseSeriesKey(read.total ?? '');
  if (!total) return;
  for (const name of ['total', 'exports', 'imports'] as const) {
    const [key, flow] = [read[name], FLOW_CODES[name]];
    const must = seriesKey({ ...total, flow });
    if (key !== undefined && key !== must)
      at.member(name).wrong(key, {
        rule: 'schema',
        must: `"${must}", a series of the flow ${flow} and else as the total`,
        example: '',
      });
  }
}

const each = record(
  {
    ...named,
    say: sayOf('each'),
    query: filtersTerm(
      ORDER_FILTERS,
      { title: 'StateFilters', rule: 'schema' },
      `Filters of /v1/growth, at least one: ${inWords(ORDER_FILTERS)}.`,
    ),
    period: periodTerm('The period.'),
    tell,
    limit: optional(
      wholeTerm(1, MOST_EACH, `At most so many figures; absent: ${String(MOST_EACH)}.`),
      MOST_EACH,
    ),
  },
  { about: 'Each figure that the filters take.', title: 'EachSentence' },
);

const compare = mapped(
  record(
    {
      ...named,
      say: sayOf('compare'),
      of: keys(2, MOST_COMPARED, 'What is compared.'),
      by: term(oneOf(['growth', 'level'], 'What it is compared by.')),
      comparison,
    },
    {
      about: 'Figures beside each other.',
      title: 'CompareSentence',
      check({ of = [], comparison: given = null }, at) {
        const own = new Set(of.map((key) => keyIn(periodOfKey(key), given)));
        if (own.size > 1)
          at.member('comparison').wrong(given, {
            rule: 'comparison',
            must: 'one comparison for all keys',
            example: 'GY',
          });
      },
    },
  ),
  (told) => ({ ...told, comparison: keyIn(periodOfKey(told.of[0] ?? ''), told.comparison) }),
);

const revision = mapped(
  record(
    {
      ...named,
      say: sayOf('revision'),
      of: stateKeyTerm('Series key/period.'),
      member: term(oneOf(['growth', 'level'], 'What was revised.')),
      comparison,
    },
    { about: 'How a figure was revised.', title: 'RevisionSentence' },
  ),
  (told) => ({ ...told, comparison: keyIn(periodOfKey(told.of), told.comparison) }),
);

const event = record(
  { ...named, say: sayOf('claim', 'opinion'), event: eventTerm('The event by its identity.') },
  { about: 'What somebody claimed, or expects.', title: 'EventSentence' },
);

const notice = text(1024, 'The name of a notice.', 'HGZ-2020-92');

const policy = record(
  {
    ...named,
    say: sayOf('policy'),
    notice: term(notice),
    beside: optional(keys(0, MOST_BESIDE, 'Keys whose periods it is told beside.'), []),
  },
  { about: 'A notice, beside figures.', title: 'PolicySentence' },
);

const cause = mapped(
  record(
    {
      ...named,
      say: sayOf('cause'),
      notice: optional(term(notice), null),
      event: optional(eventTerm('The event that is said to be the cause, where no notice is.'), null),
      of: stateKeyTerm('Series key/period.'),
    },
    {
      about: 'Why a figure is what it is: no cause is told.',
      title: 'CauseSentence',
      check(_, at, found) {
        if (!Object.hasOwn(found, 'notice') && !Object.hasOwn(found, 'event')) at.missing('event', {}, found);
      },
    },
  ),
  ({ notice: by, event: other, ...told }) => ({
    ...told,
    by: other && by === null ? { event: other } : { notice: by ?? '' },
  }),
);

const KINDS = [figure, flows, each, compare, revision, event, policy, cause] as const;

export const sentence = variants('say', KINDS, {
  about: 'A sentence to tell; a cause is always refused.',
  title: 'PlannedSentence',
  rule: 'unknown-say',
  called: 'say',
  else: record(named, { about: '' }),
});

/** `of` is a key of a state: `<series key>/<period>`. */
export type FigurePlan = Read<typeof figure>;
export type FlowsPlan = Read<typeof flows>;
export type EachPlan = Read<typeof each>;
export type ComparePlan = Read<typeof compare>;
export type RevisionPlan = Read<typeof revision>;
export type EventPlan = Read<typeof event>;
export type PolicyPlan = Read<typeof policy>;
/** It exists to be refused. */
export type CausePlan = Read<typeof cause>;
export type SentencePlan = Read<typeof sentence>;
export type SayName = SentencePlan['say'];

export const SAYS = KINDS.flatMap((one) => wordsOf(one, 'say')) as readonly SayName[];
