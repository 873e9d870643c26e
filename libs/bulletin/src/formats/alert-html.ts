import type { Segment } from '../segment.ts';
import { element } from './html.ts';
import { htmlText } from './safe-text.ts';

/**
 * A sentence of an alert as a fragment of HTML; every text is escaped. `sequence` is the place in the log that its
 * numbers are explained as of; numbers of the rule lead to the rules, and those of a printed
 * sentence to the sentence. `origin` begins its addresses.
 */
export const alertHtml = (segments: readonly Segment[], sequence: string, origin = ''): string =>
  segments
    .map((one) =>
      one.type === 'numeral' && isOfOrder(one.ref.key)
        ? `<a href="${htmlText(origin + orderPath(one.ref.key))}"><data value="${htmlText(one.value)}">${htmlText(one.text)}</data></a>`
        : element(one, { told: sequence }, origin),
    )
    .join('')
    .trim();

const isOfOrder = (key: string): boolean => key.startsWith('alert/') || key.startsWith('printed/');

/** Where an order is served; names have no characters that an address escapes. */
const orderPath = (key: string): string => (key.startsWith('printed/') ? `/v1/${key}` : '/v1/rules');
