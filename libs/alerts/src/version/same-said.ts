import type { Said } from '../judge/heard.ts';

/** Whether two lists say the same numbers of the same members and keys, whatever the versions of their states. */
export function isSameSaid(
  a: readonly (Said & { readonly key?: string })[] | null,
  b: readonly (Said & { readonly key?: string })[] | null,
): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((one, at) => nameOf(one) === nameOf(b[at]));
}

const nameOf = (said: (Said & { readonly key?: string }) | undefined): string =>
  JSON.stringify(said && [said.key, said.member, said.reading, said.value, said.low, said.high]);
