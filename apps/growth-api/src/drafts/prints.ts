import type { FigurePrint, KnownState } from '@silkgauge/draft';
import type { PrintSource } from '@silkgauge/growth';
import { chainOfPrint, publisherOfPrint, readPrints } from '@silkgauge/known';
import { TooMuchWork, Turns, type AsOf, type Queryable } from '@silkgauge/read-model';
import type { ReadAnswers, ReadState } from './answers.ts';

/** States whose prints are read, for one number and for one draft: each is recomputed from its evidence. */
const MOST_OF_NUMBER = 6;
const MOST_OF_DRAFT = 60;
/** Milliseconds after which a state is told with the print that stands alone. */
const MOST_MS = 1_000;

export interface PrintSources {
  readonly db: Queryable;
  readonly asOf: AsOf | null;
  readonly smallBases: Readonly<Record<string, string>>;
  readonly turns: Turns;
}

/** The answers with the prints of the states that may decide; of the others those that the state names. */
export async function withPrints(
  { answers, read }: Pick<ReadAnswers, 'answers' | 'read'>,
  sources: PrintSources,
): Promise<ReadAnswers['answers']> {
  const states = new Map<string, KnownState>();
  let looks = 0;
  for (const { states: own } of answers.values())
    for (const [place, { key }] of own.entries()) {
      const found = read.get(key);
      if (!found || (states.get(key)?.prints?.length ?? 0) > 0) continue;
      const isRead = place < MOST_OF_NUMBER && looks < MOST_OF_DRAFT && !sources.turns.areLate;
      if (isRead) looks += 1;
      const prints = isRead ? await printsOf(found, sources) : namedPrints(found.state);
      states.set(key, { ...found.state, prints });
    }
  return new Map(
    [...answers].map(([number, { wanted, states: own }]) => [
      number,
      { wanted, states: own.map((state) => states.get(state.key) ?? state) },
    ]),
  );
}

async function printsOf(
  { row, state }: ReadState,
  { db, asOf, smallBases }: PrintSources,
): Promise<readonly FigurePrint[]> {
  try {
    const prints = await readPrints(db, row, asOf, { smallBases, turns: new Turns(MOST_MS) });
    if (prints.length > 0) return prints;
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
  }
  return namedPrints(state);
}

/** The prints that a state itself names, where those beside them were not read: what stands, and what says otherwise. */
function namedPrints({ key, level, growth, other }: KnownState): readonly FigurePrint[] {
  const places = [
    ['level', level] as const,
    ...Object.entries(growth).map(([name, sides]) => [`growth.${name}`, sides] as const),
    ...Object.entries(other).map(([name, sides]) => [`other.${name}`, sides] as const),
  ];
  return places.flatMap(([path, { reported }]): readonly FigurePrint[] => {
    if (!reported?.from) return [];
    const { from, excluded, contradictedBy } = reported;
    const side = `${path}.reported`;
    return [
      { ...print(key, side, from, reported.printed), standing: 'chosen', ...(excluded && { excluded }) },
      ...(contradictedBy
        ? [
            {
              ...print(key, side, contradictedBy.from, contradictedBy.printed),
              standing: contradictedBy.excluded ? ('excluded' as const) : ('conflict' as const),
            },
          ]
        : []),
    ];
  });
}

const print = (
  key: string,
  side: string,
  from: PrintSource,
  printed: FigurePrint['printed'],
): Omit<FigurePrint, 'standing'> => ({
  ...{ source: from.source, id: from.id, key, side, status: 'unspecified', kind: from.kind ?? null },
  ...{ publishedAt: from.publishedAt, publisher: publisherOfPrint(from), chain: chainOfPrint(key, from) },
  ...{ step: null, document: from.document, quote: null, ...(printed && { printed }) },
});
