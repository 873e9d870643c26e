import type { ExplainedPrint } from '@silkgauge/contract';
import type { Words } from '../words/words-of.ts';
import { whyMessages } from './messages.ts';

type WhyMessageId = keyof typeof whyMessages;

/** The standing of a print with the rule that decided: `superseded: the later publication goes first`. */
export function standingText(
  { standing, step }: Pick<ExplainedPrint, 'standing' | 'step'>,
  t: Words['t'],
): string {
  if (standing === null) return '';
  const stands = t(`standing.${standing}` as WhyMessageId);
  return step === null ? stands : t('standing.by', { stands, step: t(`step.${step}` as WhyMessageId) });
}
