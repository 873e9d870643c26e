import { ORDER_NAME_PATTERN } from '@silkgauge/contract';
import type { ProblemError } from '@silkgauge/service';

const NAME = new RegExp(ORDER_NAME_PATTERN);

/** Whether a text is the name of an order. */
export const isOrderName = (text: string): boolean => NAME.test(text);

/** @throws ProblemError for a text that is no name of an order, which the database might not even take */
export function requireOrderName(name: string, unknown: () => ProblemError): void {
  if (!isOrderName(name)) throw unknown();
}
