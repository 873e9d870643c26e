import type { AlertStateCode, Language, Side } from '@silkgauge/codelists';
import type { PrintedSentence, PrintedUse } from '@silkgauge/contract';
import type { FigureIdentity } from '@silkgauge/growth';
import { isRate, powerOfTen, printedScaled, scaledOf } from '@silkgauge/words';
import { plainValue } from '../number/plain-value.ts';
import type { Both, Segment } from '../segment.ts';
import { anyOf, besideOf, whenOf, withReadings } from '../tell/clauses.ts';
import { tellFigure } from '../tell/figure.ts';
import { subjectOf } from '../tell/names-in-sentences.ts';
import { numbersOf, sidesAt, type Numeral, type ToldNumber } from '../tell/numbers.ts';
import { saidBy } from '../tell/source.ts';
import { inBoth, type Telling } from '../tell/telling.ts';
import { mark, NOTHING, say } from '../words/say.ts';
import type { ToldState, World } from '../world.ts';
import { absentSegments } from './tell-alert.ts';
import { sentenceOf, type ToldSentence } from './told-sentence.ts';

/** Numbers that a printed sentence has of one figure, of which one is wrong, or may be. */
export interface PrintedFigure {
  /** Series key and period of the state, joined by a slash. */
  readonly key: string;
  readonly figure: string;
  /** Sides that say what the figure is now, such as `growth.GY.reported`. */
  readonly members: readonly string[];
  readonly uses: readonly {
    readonly use: PrintedUse;
    /** Plain units; null for a range. */
    readonly value: string | null;
    readonly isSurely: boolean;
  }[];
}

/** What is known against a printed sentence, before it is told. */
export interface PrintedFacts {
  readonly order: FigureIdentity & {
    readonly version: number;
    readonly sentence: Pick<PrintedSentence, 'printed' | 'where'>;
  };
  readonly state: AlertStateCode;
  readonly ending: 'dropped' | null;
  readonly figures: readonly PrintedFigure[];
}

/** Figures that a sentence tells of; there may be more. */
const MOST_TOLD = 10;

/** Tells what is wrong with a printed sentence, and a correction of what surely is, in both languages. */
export function tellPrinted(
  world: World,
  facts: PrintedFacts,
): { readonly sentence: Both<ToldSentence>; readonly correction: Both<ToldSentence> | null } {
  const isSure = ({ uses }: PrintedFigure): boolean => uses.some(({ isSurely }) => isSurely);
  const surely = facts.figures.filter(isSure);
  // What is surely wrong comes first: there may be too many figures to tell all.
  const told = [...surely, ...facts.figures.filter((one) => !isSure(one))].slice(0, MOST_TOLD);
  const moreThan = (figures: readonly PrintedFigure[], language: Language): readonly Segment[] =>
    figures.length > MOST_TOLD ? say(language, 'printed-more') : NOTHING;
  const sentence = inBoth((language) => [
    ...openingSegments(facts, language),
    ...told.flatMap((one) => [
      ...figureSegments(world, one, language),
      ...printedSegments(world, facts, one, language),
    ]),
    ...moreThan(facts.figures, language),
  ]);
  const correction = inBoth((language) => [
    ...surely
      .slice(0, MOST_TOLD)
      .flatMap((one, at) => [
        ...(at > 0 ? GAP[language] : NOTHING),
        ...correctionSegments(world, facts, one, language),
      ]),
    ...moreThan(surely, language),
  ]);
  return {
    sentence: { en: sentenceOf(sentence.en), zh: sentenceOf(sentence.zh) },
    correction: surely.length > 0 ? { en: sentenceOf(correction.en), zh: sentenceOf(correction.zh) } : null,
  };
}

function openingSegments({ order, state, ending }: PrintedFacts, language: Language): readonly Segment[] {
  const { printed } = order.sentence;
  const name: readonly Segment[] = [{ type: 'name', text: printed, code: printed }];
  return ending === null
    ? say(language, 'printed-opening', { name, state })
    : say(language, 'printed-dropped', { name });
}

/** The figure as it is now, as a bulletin tells it; that there is none. */
function figureSegments(
  world: World,
  { key, figure, members }: PrintedFigure,
  language: Language,
): readonly Segment[] {
  const state = world.state(key);
  if (!state) return say(language, 'printed-unknown', { key: [{ type: 'name', text: key, code: key }] });
  const telling: Telling = { world, tone: 'wire', seen: new Set(), firstPeriod: null };
  const [name = '', comparison] = figure.split('.');
  const tell = name === 'other' ? comparison : name;
  const outcome = tellFigure(telling, {
    ...{ say: 'figure', id: 'printed', of: key, comparison: name === 'growth' ? (comparison ?? null) : null },
    tell: TELLS.filter((one) => one === tell),
  });
  const told =
    members.length > 0 && 'told' in outcome ? outcome.told[language] : absentSegments(world, state, language);
  return [...GAP[language], ...told];
}

/** Between two sentences. */
const GAP: Both<readonly Segment[]> = { en: [{ type: 'text', text: ' ' }], zh: NOTHING };

const TELLS = ['level', 'growth', 'share', 'contribution'] as const;

/** What was printed of a figure, and whether that is left open. */
function printedSegments(
  world: World,
  facts: PrintedFacts,
  figure: PrintedFigure,
  language: Language,
): readonly Segment[] {
  const state = figure.uses.some(({ isSurely }) => isSurely) ? 'firing' : 'pending';
  const was = anyOf(
    figure.uses.map((use) => wasNumber(world, facts, figure, use)),
    language,
  );
  return say(language, 'printed-was', { was, state });
}

function correctionSegments(
  world: World,
  facts: PrintedFacts,
  figure: PrintedFigure,
  language: Language,
): readonly Segment[] {
  const state = world.state(figure.key);
  const wrong = figure.uses.filter(({ isSurely }) => isSurely);
  const was = anyOf(
    wrong.map((use) => wasNumber(world, facts, figure, use)),
    language,
  );
  const numbers = state ? nowNumbers(world, state, figure) : [];
  const told = figure.members.length > 1 ? inConflict(numbers, language) : withReadings(numbers, language);
  const now =
    state && numbers.length > 0
      ? say(language, 'printed-now', {
          numbers: told,
          said: saidBy(world, { state, numbers, isFirst: false }, language),
        })
      : say(language, 'printed-gone');
  const [name = '', member = ''] = figure.figure.split('.');
  const kind = name === 'other' ? member : name;
  return say(language, 'printed-correction', {
    ...{ figure: kind, what: say(language, 'printed-what', { figure: kind }), was, now },
    subject: state ? subjectOf(world, state.series, language) : NOTHING,
    when: state ? whenOf(state.period, language) : NOTHING,
    beside: name === 'growth' ? besideOf(state?.growth[member]?.comparedWith ?? null, language) : NOTHING,
  });
}

/** Sides that do not meet are no readings of one print. */
const inConflict = (numbers: readonly ToldNumber[], language: Language): readonly Segment[] =>
  say(language, 'note', { number: anyOf(numbers, language), items: mark(language, 'conflict') });

const nowNumbers = (world: World, state: ToldState, { key, figure, members }: PrintedFigure) =>
  members.flatMap((member) => {
    const side = member.slice(member.lastIndexOf('.') + 1) as Side;
    return numbersOf(state, figure, side, world.evidence(key));
  });

/** A printed number, with the way back to the event that registered it. */
function wasNumber(
  world: World,
  { order }: PrintedFacts,
  { key, figure }: PrintedFigure,
  { use, value }: PrintedFigure['uses'][number],
): ToldNumber {
  const unit = unitOf(world.state(key), figure, key);
  const numeral = (digits: string, end = ''): Numeral => {
    const shown = printedScaled(digits, use.multiplier) ?? scaledOf(digits);
    const plain = plainValue(digits, { multiplier: use.multiplier });
    return {
      ...{ value: value ?? plain, shown, isFull: isRate(unit) || use.multiplier === '1' },
      ...{ own: powerOfTen(use.multiplier), unit, isRounded: false },
      ref: {
        ...{ key: `printed/${order.sentence.printed}`, version: order.version, member: use.member + end },
        ...{ reading: null, source: order.source, id: order.id, printed: digits, multiplier: use.multiplier },
        ...{ quote: use.as, document: order.sentence.where ?? '', chain: null },
      },
    };
  };
  return {
    point: use.to === null ? numeral(use.digits) : null,
    ends: use.to === null ? null : [numeral(use.digits, '.low'), numeral(use.to, '.high')],
    qualifier: use.to === null ? null : 'range',
    ...{ marks: [], quote: null, settledBy: null, low: null, high: null, prints: [] },
  };
}

/** The unit of a figure: that of a number of its state, else what the figure has. */
function unitOf(state: ToldState | undefined, figure: string, key: string): string {
  const sides = state && sidesAt(state, figure);
  const known = sides && (sides.reported ?? sides.computed ?? sides.implied ?? sides.forecast);
  if (known) return known.unit;
  if (figure === 'other.contribution') return 'points';
  if (figure !== 'level') return 'percent';
  return key.slice(0, key.indexOf('/')).split('.').at(-1) ?? '';
}
