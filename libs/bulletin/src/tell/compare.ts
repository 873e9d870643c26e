import type { Language } from '@silkgauge/codelists';
import { havePeriodsEqualLength } from '@silkgauge/growth';
import type { RefusalName } from '../bulletin.ts';
import type { ComparePlan } from '@silkgauge/contract';
import { textOf, type Segment } from '../segment.ts';
import { capitalised, listed, mark, NOTHING, say } from '../words/say.ts';
import type { MessageName } from '../words/words.ts';
import type { ToldState, World } from '../world.ts';
import { besideOf, whenOf } from './clauses.ts';
import { factsOf, type FigureFacts } from './figure-facts.ts';
import { missing } from './missing.ts';
import { subjectOf } from './names-in-sentences.ts';
import { numberSegments } from './number-text.ts';
import type { ToldNumber } from './numbers.ts';
import { orderOf } from './order.ts';
import { saidBy, sourceOf, type Said } from './source.ts';
import { inBoth, isFirstUse, isOtherPeriod, seriesOf, type Outcome, type Telling } from './telling.ts';

/** A figure of a comparison, by its place. */
interface Item {
  readonly facts: FigureFacts;
  readonly number: ToldNumber;
  /** Whether its series is told of for the first time. */
  readonly isFirst: boolean;
}

/** Figures that are compared, the largest first. What all have in common is told once. */
interface Comparison {
  readonly world: World;
  readonly by: 'growth' | 'level';
  readonly items: readonly Item[];
  readonly oneSource: boolean;
  readonly onePeriod: boolean;
  readonly oneBase: boolean;
}

/** Tells which of several figures is larger, where that is decided; else it is refused. */
export function tellCompare(telling: Telling, plan: ComparePlan): Outcome {
  const { world } = telling;
  const { id, of, by, comparison } = plan;
  const all: FigureFacts[] = [];
  for (const key of of) {
    const state = world.state(key);
    if (!state) return { id, plan, refused: 'no-state', keys: [key] };
    const facts = factsOf(world, state, [by], comparison);
    if (facts[by].length === 0 && facts.forecasts[by].length === 0)
      return { id, plan, refused: missing(world, state, [by], comparison), keys: [key] };
    all.push(facts);
  }
  const rule = refusalOf(all, by);
  if (rule) return { id, plan, refused: rule, keys: of };
  const items = all
    .flatMap((facts) => facts[by].map((number) => ({ facts, number })))
    .sort((a, b) => byMiddle(b.number, a.number))
    .map((item): Item => ({ ...item, isFirst: isFirstUse(telling, seriesOf(item.facts.state.key)) }));
  const isOther = items.some(({ facts }) => isOtherPeriod(telling, facts.state.period));
  const compared: Comparison = {
    ...{ world, by, items },
    oneSource: !differ(items, (item) => sourceName(world, item)),
    onePeriod: !differ(all, ({ state }) => state.period),
    oneBase: !differ(all, ({ comparedWith }) => comparedWith ?? ''),
  };
  return {
    id,
    plan,
    told: inBoth((language) => [
      ...capitalised(sentenceOf(compared, all, language)),
      ...(isOther ? say(language, 'notes', { items: mark(language, 'other-period') }) : NOTHING),
    ]),
    candidate: null,
  };
}

const saidOf = ({ facts: { state }, number, isFirst }: Item): Said => ({ state, numbers: [number], isFirst });

/** Who says a number, by which items are held against each other. */
function sourceName(world: World, item: Item): string {
  const { reporter, coverage } = item.facts.state.series;
  return `${reporter} ${coverage} ${textOf(saidBy(world, { ...saidOf(item), isFirst: false }, 'en'))}`;
}

const spoken = (world: World, said: Said, message: MessageName, language: Language): readonly Segment[] =>
  say(language, message, {
    source: sourceOf(world, said, language),
    said: saidBy(world, said, language),
  });

const againstOf = (
  { by }: Comparison,
  { comparedWith }: FigureFacts,
  language: Language,
): readonly Segment[] => (by === 'growth' ? besideOf(comparedWith, language) : NOTHING);

function sentenceOf(
  compared: Comparison,
  [first]: readonly FigureFacts[],
  language: Language,
): readonly Segment[] {
  const { world, by, items, oneSource, onePeriod, oneBase } = compared;
  const [lead] = items;
  const isFirst = items.some((one) => one.isFirst);
  return say(language, 'compare', {
    by,
    when: first && onePeriod ? whenOf(first.state.period, language) : NOTHING,
    against: first && oneBase ? againstOf(compared, first, language) : NOTHING,
    source:
      lead && oneSource ? spoken(world, { ...saidOf(lead), isFirst }, 'compare-source', language) : NOTHING,
    items: listed(
      language,
      items.map((_, at) => itemOf(compared, at, language)),
      'semicolon',
    ),
  });
}

function itemOf(compared: Comparison, at: number, language: Language): readonly Segment[] {
  const { world, by, items, oneSource, onePeriod, oneBase } = compared;
  const item = items[at];
  if (!item) return NOTHING;
  const { facts, number } = item;
  const before = items.slice(0, at).map((one) => one.number);
  return say(language, 'compare-item', {
    by,
    form: oneBase ? 'level' : by,
    subject: subjectOf(world, facts.state.series, language),
    number: numberSegments(number, language),
    when: onePeriod ? NOTHING : whenOf(facts.state.period, language),
    against: oneBase ? NOTHING : againstOf(compared, facts, language),
    source: oneSource ? NOTHING : spoken(world, saidOf(item), 'compare-of', language),
    tied: tiedOf(before, number, language),
  });
}

/** That an item is tied with one before it, the next or one further up; nothing where it is below all. */
function tiedOf(before: readonly ToldNumber[], number: ToldNumber, language: Language): readonly Segment[] {
  const tied = before.map((one) => orderOf(one, number) !== 'above');
  if (!tied.includes(true)) return NOTHING;
  return say(language, 'tied', { mark: mark(language, 'tied'), with: tied.at(-1) ? 'next' : 'other' });
}

type Condition = readonly [
  rule: RefusalName,
  holds: (all: readonly FigureFacts[], by: 'growth' | 'level') => boolean,
];

const hasFlag = ({ state }: FigureFacts, flag: ToldState['flags'][number]): boolean =>
  state.flags.includes(flag);
const differ = <Of>(all: readonly Of[], of: (one: Of) => string): boolean => new Set(all.map(of)).size > 1;

const unitOf = ([number]: readonly ToldNumber[]): string => (number?.point ?? number?.ends?.[0])?.unit ?? '';

/** Why figures are not compared, in the order of the rules. */
const CONDITIONS: readonly Condition[] = [
  ['forecast-beside-actual', (all, by) => all.some((facts) => facts[by].length === 0)],
  ['unknown-period', (all) => all.some(({ state }) => state.period === '_U')],
  [
    'unknown-comparison',
    (all, by) => by === 'growth' && all.some(({ comparedWith }) => comparedWith === null),
  ],
  [
    'unequal-periods',
    (all) => all.some(({ state }) => !havePeriodsEqualLength(state.period, all[0]?.state.period ?? '')),
  ],
  ['other-coverage', (all) => differ(all, ({ state }) => state.series.coverage)],
  [
    'other-unit',
    (all, by) =>
      differ(all, ({ state }) => state.series.indicator) ||
      differ(all, (facts) => unitOf(facts[by])) ||
      (by === 'level' && differ(all, ({ state }) => state.series.currency)) ||
      (by === 'growth' && differ(all, ({ figure }) => figure ?? '')),
  ],
  ['coverage-break', (all, by) => by === 'growth' && all.some((facts) => hasFlag(facts, 'coverage-break'))],
  ['two-readings', (all, by) => all.some((facts) => facts[by].length > 1)],
  ['conflict-open', (all) => all.some(({ conflicts }) => conflicts.length > 0)],
  ['small-base', (all, by) => by === 'growth' && all.some((facts) => hasFlag(facts, 'small-base'))],
];

const refusalOf = (all: readonly FigureFacts[], by: 'growth' | 'level'): RefusalName | undefined =>
  CONDITIONS.find(([, holds]) => holds(all, by))?.[0];

/** By the middle of what is known, which is the value of a point. */
function byMiddle(a: ToldNumber, b: ToldNumber): number {
  const order = orderOf(a, b);
  if (order !== 'meets') return order === 'above' ? 1 : -1;
  return orderOf(valueOf(a), valueOf(b)) === 'below' ? -1 : 1;
}

const valueOf = ({ point, low, high }: ToldNumber) =>
  point ? { low: point.value, high: point.value } : { low, high };
