import type { Language } from '@silkgauge/codelists';
import { scaledOf } from '@silkgauge/words';
import type { Segment } from '../segment.ts';
import { capitalised, listed, mark, NOTHING, say } from '../words/say.ts';
import type { World } from '../world.ts';
import type { FigureFacts } from './figure-facts.ts';
import { numberSegments } from './number-text.ts';
import { actualOf, numbersOf, type ToldNumber } from './numbers.ts';
import { orderOf, type Order } from './order.ts';

/** Which of two flows grew faster and which added more; null where that is not known. */
export interface Meaning {
  readonly rate: Order | null;
  readonly added: Order | null;
  /** Whether both add, both subtract, or one adds what the other subtracts; null where a sign is not known. */
  readonly signs: 'add' | 'subtract' | 'mixed' | null;
  readonly parts: { readonly exports: ToldNumber; readonly imports: ToldNumber } | null;
  /** Whether both rose, so that "faster" is a word for the higher rate. */
  readonly isRise: boolean;
}

export function meaningOf(world: World, exports: FigureFacts, imports: FigureFacts): Meaning {
  const contribution = ({ state, figure }: FigureFacts): ToldNumber | null => {
    const side = figure === 'growth.GY' ? actualOf(state.other.contribution) : undefined;
    const found = side ? numbersOf(state, 'other.contribution', side, world.evidence(state.key)) : [];
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  const [x, m] = [contribution(exports), contribution(imports)];
  const hasBreak = [exports, imports].some(({ state }) => state.flags.includes('coverage-break'));
  const single = ({ growth, conflicts, comparedWith }: FigureFacts): ToldNumber | null =>
    growth.length === 1 && conflicts.length === 0 && comparedWith !== null && !hasBreak
      ? (growth[0] ?? null)
      : null;
  const [a, b] = [single(exports), single(imports)];
  const isComparable = exports.comparedWith === imports.comparedWith;
  const signs = x && m && signsOf(x, m);
  return {
    rate: a && b && isComparable ? orderOf(a, b) : null,
    added: x && m && a && b && signs ? orderOf(x, m) : null,
    signs,
    parts: x && m && { exports: x, imports: m },
    isRise: [a, b].every((one) => one?.low !== null && !one?.low.startsWith('-')),
  };
}

function signsOf(x: ToldNumber, m: ToldNumber): Meaning['signs'] {
  const sign = ({ low, high }: ToldNumber): number => {
    if (low === null || high === null) return 0;
    return scaledOf(low).digits >= 0n ? 1 : scaledOf(high).digits <= 0n ? -1 : 0;
  };
  const [a, b] = [sign(x), sign(m)];
  if (a === 0 || b === 0) return null;
  return a !== b ? 'mixed' : a > 0 ? 'add' : 'subtract';
}

/** The sentence of the meaning; nothing where neither an order nor a contribution is known. */
export function meaningSegments(meaning: Meaning, language: Language): readonly Segment[] {
  const { rate, added, signs, parts } = meaning;
  const kind = kindOf(meaning);
  // What subtracts more is named first, as what adds more is.
  const order = !isDecided(added) ? rate : signs === 'subtract' ? turned(added) : added;
  const [larger, smaller] =
    order === 'below' ? (['imports', 'exports'] as const) : (['exports', 'imports'] as const);
  const names = { larger: say(language, larger), smaller: say(language, smaller) };
  const tied = { mark: mark(language, 'tied') };
  const items = [
    ...(parts
      ? [
          say(language, 'meaning-parts', {
            ...names,
            signs: signs ?? 'mixed',
            first: numberSegments(parts[larger], language),
            second: numberSegments(parts[smaller], language),
          }),
        ]
      : []),
    ...(rate === 'meets' ? [say(language, 'meaning-tied-rate', tied)] : []),
    ...(added === 'meets' ? [say(language, 'meaning-tied-parts', tied)] : []),
  ];
  const told = listed(language, items, 'semicolon');
  if (kind === null && items.length === 0) return NOTHING;
  const between = items.length === 0 ? NOTHING : say(language, parts ? 'colon' : 'semicolon');
  const blank: readonly Segment[] = language === 'en' ? [{ type: 'text', text: ' ' }] : NOTHING;
  return [
    ...(kind === null
      ? [...blank, ...capitalised(told)]
      : [...capitalisedBehindBlank(say(language, 'meaning', { ...names, kind })), ...between, ...told]),
    ...say(language, 'stop'),
  ];
}

/** The variant of the message; null where no order is told. */
function kindOf({ rate, added, signs, isRise }: Meaning): string | null {
  if (!isDecided(added)) return isDecided(rate) ? 'faster-only' : null;
  if (signs === 'mixed') return 'mixed';
  if (!isDecided(rate)) return signs === 'add' ? 'more-only' : 'less-only';
  const isSame = rate === added;
  if (signs === 'subtract') return isSame ? 'less-below' : 'less-above';
  if (isRise) return isSame ? 'more-faster' : 'more-slower';
  return isSame ? 'rate-above' : 'rate-below';
}

const isDecided = (order: Order | null): order is 'above' | 'below' => order === 'above' || order === 'below';
const turned = (order: 'above' | 'below'): Order => (order === 'above' ? 'below' : 'above');

/** A sentence that follows another begins with a blank in English. */
function capitalisedBehindBlank(segments: readonly Segment[]): readonly Segment[] {
  const [first, ...rest] = segments;
  if (first?.type !== 'text') return segments;
  const text = first.text.replace(/^ ?[a-z]/, (start) => start.toUpperCase());
  return [{ ...first, text }, ...rest];
}
