import type { DraftReason, FindingPrint, KnownFigure } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import type { FigurePrint } from '../verdict/held-figure.ts';
import type { Wanted } from './fit.ts';
import type { KnownState } from './known-state.ts';
import type { Member } from './members.ts';

/** A print that a verdict rests on, of the figure with this key. */
export function findingPrint(role: FindingPrint['role'], key: string, print: FigurePrint): FindingPrint {
  const { source, id, standing, printed, publishedAt, kind, publisher, chain, document, quote } = print;
  return {
    ...{ role, source, id, key, standing: standing ?? '', ...(printed && { printed }) },
    ...{ publishedAt, kind, publisher, chain, document, quote },
    ...(print.excluded && { excluded: print.excluded }),
  };
}

/** A figure by the side that a text was held against. */
export function knownFigure(
  state: KnownState,
  { path, prints }: Pick<Member, 'path' | 'prints'>,
  [name, side]: readonly [string, Measurement],
  unnamed: readonly string[],
): KnownFigure {
  const slash = state.key.indexOf('/');
  const address = [state.key.slice(0, slash), state.key.slice(slash + 1)].map(encodeURIComponent).join('/');
  const print = prints.find(({ source, id }) => side.from?.source === source && side.from.id === id);
  return {
    ...{ key: state.key, member: `${path}.${name}`, version: state.version, sequence: state.sequence },
    ...{ value: side.value, low: side.low, high: side.high, unit: side.unit },
    ...{ readings: (side.readings ?? []).flatMap(({ value }) => value ?? []), unnamed },
    from: side.from
      ? { ...side.from, quote: print?.quote ?? null, ...(print && { chain: print.chain }) }
      : null,
    explain: `/v1/growth/${address}/explain`,
  };
}

/** Why nothing is known of what a text names. */
export function unknownReason({ own, earlier, period }: Wanted): DraftReason {
  const isNamed = [own.reporter, own.area, earlier.reporter, earlier.area].some(({ length }) => length > 0);
  if (!isNamed) return 'nothing-named';
  return period === null ? 'no-period' : 'no-figure';
}
