import { EVIDENCE_KINDS } from '@silkgauge/codelists';
import type { ExplainedPrint } from '@silkgauge/contract';
import type { MessageId } from '../words/messages.ts';
import { dateText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';

type Standing = Pick<ExplainedPrint, 'key' | 'side' | 'standing' | 'step' | 'kind' | 'publishedAt'>;

/**
 * The standing of a print with what decided, of prints of other kinds or days which beat which:
 * `stands: a news agency goes before a repost`.
 */
export function standingText(print: Standing, prints: readonly Standing[], words: Words): string {
  const { standing, step } = print;
  const { t } = words;
  if (standing === null) return '';
  const stands = t(`standing.${standing}` as MessageId);
  if (step === null) return stands;
  const between = rivalsOf(print, prints).map((pair) => betweenText(step, pair, words));
  return t('standing.by', {
    stands,
    step: between.find((told) => told !== null) ?? t(`step.${step}` as MessageId),
  });
}

type Pair = readonly [first: Standing, second: Standing];

/** The chosen print before each other one that the same step put behind it, best first; or it before this one. */
function rivalsOf(print: Standing, prints: readonly Standing[]): readonly Pair[] {
  const ofSide = prints.filter(({ key, side }) => key === print.key && side === print.side);
  if (print.standing !== 'chosen')
    return ofSide.flatMap((one): Pair[] => (one.standing === 'chosen' ? [[one, print]] : []));
  return ofSide
    .filter((one) => one !== print && one.step === print.step)
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.publishedAt < b.publishedAt ? 1 : -1))
    .map((other): Pair => [print, other]);
}

function betweenText(step: Standing['step'], [first, second]: Pair, { t, language }: Words): string | null {
  if (step === 'kind' && rankOf(first) < rankOf(second))
    return t('step.kind-between', { first: t(kindOf(first)), second: t(kindOf(second)) });
  if (step === 'publication' && [first, second].every(({ publishedAt }) => publishedAt !== '_U')) {
    const [day, before] = [first, second].map(({ publishedAt }) => dateText(publishedAt, language));
    if (day !== undefined && before !== undefined && day !== before)
      return t('step.publication-between', { first: day, second: before });
  }
  return null;
}

const kindOf = ({ kind }: Standing): MessageId => `kind.${kind ?? 'unstated'}`;

const KINDS = Object.keys(EVIDENCE_KINDS.entries);

/** The place of a kind in the order of prints; one that is not stated comes last. */
const rankOf = ({ kind }: Standing): number => (kind === null ? KINDS.length : KINDS.indexOf(kind));
