import type { Segment } from '../segment.ts';
import { element } from './html.ts';
import { htmlText } from './safe-text.ts';

/**
 * A sentence of an alert as a fragment of HTML; every text is escaped. `sequence` is the place in the log that its
 * numbers are explained as of; numbers of the rule lead to the rules.
 */
export const alertHtml = (segments: readonly Segment[], sequence: string): string =>
  segments
    .map((one) =>
      one.type === 'numeral' && one.ref.key.startsWith('alert/')
        ? `<a href="/v1/rules"><data value="${htmlText(one.value)}">${htmlText(one.text)}</data></a>`
        : element(one, { told: sequence }),
    )
    .join('')
    .trim();
