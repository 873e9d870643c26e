import type { Said } from '../judge/stated-numbers.ts';

/** A number, of a printed sentence with its state and whether it is wrong. */
type Any = Said & { readonly key?: string; readonly isWrong?: string };

/** Whether two lists say the same numbers of the same members and keys, whatever the versions of their states. */
export function isSameSaid(a: readonly Any[] | null, b: readonly Any[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((one, at) => nameOf(one) === nameOf(b[at]));
}

const nameOf = (said: Any | undefined): string =>
  JSON.stringify(
    said && [said.key, said.member, said.reading, said.value, said.low, said.high, said.isWrong],
  );
