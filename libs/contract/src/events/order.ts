import { Type } from 'typebox';
import type { Fault } from '../fault.ts';
import { ORDER_NAME_PATTERN } from '../plan/members.ts';
import type { DataRule } from './family.ts';

/** Record keys of orders begin with what the order is of; its name follows. */
export const ORDER_PREFIX = {
  alert: 'alert/',
  bulletin: 'bulletin/',
  printed: 'printed/',
  release: 'release/',
} as const;

/** Keys of the uses of the early access to releases, in the register of orders; their records have that of the release. */
export const OPENED_PREFIX = 'opened/';

/** Name of an order of the newsroom. */
export const orderName = (description: string, example: string) =>
  Type.String({
    pattern: ORDER_NAME_PATTERN,
    description,
    examples: [example],
    terms: {
      rule: 'order-name',
      must: 'a name of 1 to 64 letters, digits, _ and -, the first a letter or digit',
      example,
    },
  });

/** A member that the reader of the order checks, as what it may be depends on other members. */
export const open = (description: string) => Type.Optional(Type.Unknown({ description }));

type Reading = { readonly ok: true } | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * The rule that the reader of an order takes its data: each of its faults is one of the event, but for those of
 * members that the schema has found wrong.
 */
export const readBy = <Data>(read: (data: unknown, pointer: string) => Reading): DataRule<Data> => ({
  needs: [],
  check(data, report, _, touches) {
    const reading = read(data, '/data');
    const faults = reading.ok ? [] : reading.faults.filter(({ pointer }) => !touches(pointer));
    for (const { pointer, rule, message, fix } of faults) report(pointer, rule, message, fix);
  },
});
