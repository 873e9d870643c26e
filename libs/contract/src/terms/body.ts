import type { TSchema } from 'typebox';
import type { RefusalRule } from '../codes/refusal-rules.ts';
import { FaultList, type Fault } from '../fault.ts';
import { bytesOf } from './bytes.ts';
import { Place } from './place.ts';
import type { Term } from './term.ts';

/** What a body says, or all its faults, at most 100. */
export type Reading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads a body from parsed JSON. `root` is the pointer to it in its event. */
export type Reader<Value> = (found: unknown, root?: string) => Reading<Value>;

/** Reads a body by its term: what it says, or all its faults. `root` is the pointer to it. */
export function readBody<Value>(term: Term<Value>, found: unknown, root = ''): Reading<Value> {
  const faults = new FaultList();
  const value = term.read(found, new Place(root, faults));
  return value !== undefined && faults.faults.length === 0
    ? { ok: true, value }
    : { ok: false, faults: faults.faults };
}

/** The most bytes of an order. */
export const LARGEST_ORDER = 64 * 1024;

/** The reader of an order; `name` is its noun, and `rule` that of one that is too large. */
export const readerOfOrder =
  <Value>(term: Term<Value, TSchema>, name: string, rule: RefusalRule & `${string}-size`): Reader<Value> =>
  (found, root = '') => {
    if (bytesOf(found) <= LARGEST_ORDER) return readBody(term, found, root);
    const faults = new FaultList();
    new Place(root, faults).report(
      rule,
      `The ${name} is too large.`,
      `Write at most ${String(LARGEST_ORDER)} bytes; make it two ${name}s.`,
    );
    return { ok: false, faults: faults.faults };
  };
