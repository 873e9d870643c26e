import { nearestFirst, type FigurePrint, type KnownState, type Past } from '@silkgauge/draft';
import { figuresOf, type PrintSource } from '@silkgauge/growth';
import { chainOfPrint, PrintReader, publisherOfPrint } from '@silkgauge/known';
import { TooMuchWork, Turns, type AsOf, type Queryable } from '@silkgauge/read-model';
import type { ReadAnswers, ReadState } from './answers.ts';

/** States whose prints are read, for one number and for one draft: each is recomputed from its evidence. */
const MOST_OF_NUMBER = 12;
const MOST_OF_DRAFT = 60;
/** Milliseconds after which a state is told with the print that stands alone. */
const MOST_MS = 1_000;

export interface PrintSources {
  readonly db: Queryable;
  readonly asOf: AsOf | null;
  readonly smallBases: Readonly<Record<string, string>>;
  readonly turns: Turns;
}

/** The answers with the prints of the states that may decide; of the others, and of records, those that the state names. */
export async function withPrints(
  { answers, read }: Pick<ReadAnswers, 'answers' | 'read'>,
  sources: PrintSources,
): Promise<ReadAnswers['answers']> {
  const deciding = new Set(
    [...answers].flatMap(([claim, { states }]) =>
      claim.measure === 'record'
        ? []
        : nearestFirst(claim, states)
            .slice(0, MOST_OF_NUMBER)
            .map(({ key }) => key),
    ),
  );
  const prints = new Map<string, readonly FigurePrint[]>();
  const reader = new PrintReader(sources.db, sources.asOf);
  // States of one series one behind the other, as the reader asks for.
  for (const key of [...deciding].slice(0, MOST_OF_DRAFT).sort()) {
    const found = read.get(key);
    if (!found || sources.turns.areLate) continue;
    const all = await printsOf(found, reader, sources.smallBases);
    if (all.length > 0) prints.set(key, all);
  }
  const printed = (state: KnownState): KnownState => ({
    ...state,
    prints: prints.get(state.key) ?? namedPrints(state),
  });
  const printedLevel = (level: Past<KnownState>['surest']) =>
    level && { ...level, state: printed(level.state) };
  const printedPast = ({ surest, furthest, ...past }: Past<KnownState>): Past<KnownState> => ({
    ...{ ...past, surest: printedLevel(surest), furthest: printedLevel(furthest) },
  });
  return new Map(
    [...answers].map(([claim, { pastOf, wanted, states }]) => [
      claim,
      {
        ...{ wanted, states: states.map(printed) },
        ...(pastOf && {
          pastOf: (state: KnownState) => {
            const past = pastOf(state);
            return past && printedPast(past);
          },
        }),
      },
    ]),
  );
}

/** The prints of a state; none where they take too long. */
async function printsOf(
  { row }: ReadState,
  reader: PrintReader,
  smallBases: PrintSources['smallBases'],
): Promise<readonly FigurePrint[]> {
  try {
    return await reader.of(row, { smallBases, turns: new Turns(MOST_MS) });
  } catch (error) {
    if (error instanceof TooMuchWork) return [];
    throw error;
  }
}

/** The prints that a state itself names, where those beside them were not read: what stands, and what says otherwise. */
function namedPrints(state: KnownState): readonly FigurePrint[] {
  const { key } = state;
  return figuresOf(state).flatMap(({ name, sides: { reported } }): readonly FigurePrint[] => {
    if (!reported?.from) return [];
    const { from, excluded, contradictedBy } = reported;
    const side = `${name}.reported`;
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
