import type { ExplainedPrint } from '@silkgauge/contract';
import type { MessageId } from '../words/messages.ts';
import type { Words } from '../words/words-of.ts';

/** The standing of a print with the rule that decided: `superseded: the later publication goes first`. */
export function standingText(
  { standing, step }: Pick<ExplainedPrint, 'standing' | 'step'>,
  t: Words['t'],
): string {
  if (standing === null) return '';
  const stands = t(`standing.${standing}` as MessageId);
  return step === null ? stands : t('standing.by', { stands, step: t(`step.${step}` as MessageId) });
}
