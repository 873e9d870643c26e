import type { TInteger, TString } from 'typebox';
import type { RefusalRule } from '../codes/refusal-rules.ts';
import { truth } from '../shapes/shape.ts';
import { readAs } from './term.ts';

/*
 * Terms of bodies that configure: subscriptions and keys.
 */

export const truthTerm = (description: string) =>
  readAs(truth(description), { rule: 'truth', must: 'true or false', example: '' }, (found) =>
    typeof found === 'boolean' ? found : undefined,
  );

interface Bounds {
  readonly rule?: RefusalRule;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
}

/** A whole number of something that a caller may ask for. */
export const boundedTerm = (schema: TInteger, { rule = 'bounds', unit, least, most }: Bounds) =>
  readAs(
    schema,
    { rule, must: `a whole number of ${unit} from ${String(least)} to ${String(most)}`, example: '' },
    (found) => (isWhole(found, least, most) ? found : undefined),
  );

export const isWhole = (found: unknown, least: number, most: number): found is number =>
  Number.isInteger(found) && Number(found) >= least && Number(found) <= most;

/** A text without control characters, NUL among them, and without halves of surrogate pairs. */
export const printableTerm = (schema: TString, rule: RefusalRule, most: number) =>
  readAs(
    schema,
    { rule, must: `a text of 1 to ${String(most)} printable characters`, example: '' },
    (found) =>
      typeof found === 'string' && found !== '' && found.length <= most && isPrintable(found)
        ? found
        : undefined,
  );

const isPrintable = (found: string): boolean =>
  found.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(found);
