import { Type, type Static } from 'typebox';
import { ORDER_FILTERS } from '../filter/table.ts';
import { inWords } from '../filter/told.ts';
import { SAYS, TONES } from '../plan/plan.ts';
import { MOST_SENTENCES, readPlan } from '../plan/read-plan.ts';
import { object, oneOf, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { open, ORDER_PREFIX, orderName, readBy } from './order.ts';

const bulletinName = orderName('Name of the bulletin.', 'cbec-2020-h1');

/** Members by `say` are checked by `readPlan`, which tells the faults of all sentences at once. */
const PlannedSentence = object(
  {
    id: Type.Unknown({ description: 'Its name in the bulletin.', examples: ['zaez'] }),
    say: Type.Unknown({ description: `What it tells: ${SAYS.join(', ')}.`, examples: ['figure'] }),
    of: open('Series key/period; of compare a list of 2 to 10.'),
    tell: open('Of figure and each: some of level, growth, base, share and contribution.'),
    comparison: open('GY, G1, a period or _U; absent: over the year, else the only one there.'),
    total: open('Of flows: the key of the series.'),
    exports: open('Of flows: the key of the series.'),
    imports: open('Of flows: the key of the series.'),
    period: open('Of flows and each.'),
    query: open(`Of each: filters of /v1/growth, at least one: ${inWords(ORDER_FILTERS)}.`),
    limit: open('Of each: at most so many figures; absent: 20.'),
    by: open('Of compare: growth or level.'),
    member: open('Of revision: level or growth.'),
    event: open('Of claim and opinion: source and id of the event; cause may name one, too.'),
    notice: open('Of policy: the name of the notice; cause may name one, too.'),
    beside: open('Of policy: keys whose periods it is told beside.'),
  },
  'A sentence to tell; a cause is always refused.',
  'PlannedSentence',
);

const sentences = Type.Array(
  Type.Array(PlannedSentence, { description: 'A paragraph.', terms: listed('{}') }),
  {
    minItems: 1,
    description: `Paragraphs, at most ${String(MOST_SENTENCES)} sentences in all.`,
    terms: listed('[[{ "id": "zaez", "say": "figure", "of": "..." }]]'),
  },
);

function listed(example: string) {
  return { rule: 'list', must: 'a list of paragraphs, each a list of sentences', example } as const;
}

const title = (language: string, example: string) => text(200, `In ${language}, without digits.`, example);

export const BulletinPlanData = object(
  {
    bulletin: bulletinName,
    title: object(
      { en: title('English', 'Cross-border e-commerce'), zh: title('Chinese', '跨境电商') },
      'Its title in both languages.',
    ),
    tone: oneOf(TONES, 'plain: who says it first; wire: the number first.'),
    publish: Type.Unknown({
      description: 'at-once, or { "release": NAME }: nothing of it is served before that release is lifted.',
      examples: ['at-once'],
    }),
    paragraphs: sentences,
  },
  'A bulletin to tell: what, in which order and tone, never the text.',
  'BulletinPlannedData',
);

export type BulletinPlanData = Static<typeof BulletinPlanData>;

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
  schema: BulletinPlanData,
  rules: [readBy(readPlan)],
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
