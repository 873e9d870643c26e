import type { Language, BothNames } from '@silkgauge/codelists';
import { codeLabel, dimensionLabel } from './cube-words.ts';
import { FIGURE_DIMENSIONS, STATISTICS, type CompleteCube } from './cube.ts';
import type { ReadCube } from './read-cube.ts';

const LABEL: BothNames = {
  en: 'Silkgauge: growth of trade',
  zh: 'Silkgauge：贸易增长',
};

/** What a dataset says of itself. */
export interface DatasetFacts {
  readonly language: Language;
  /** Query of the states, without the question mark. */
  readonly query: string;
  readonly sequence: string;
}

/** Cells of a part of the text. */
const CELLS_AT_A_TIME = 10_000;

/** A cube as JSON-stat 2.0, class dataset, in parts; `value` is sparse, its numbers have all their digits. */
export async function* jsonStatText(
  reading: () => Promise<ReadCube>,
  facts: DatasetFacts,
): AsyncGenerator<string, void> {
  const { cube, updated } = await reading();
  yield `${headText(cube, updated, facts)},"value":{`;
  yield* cellsText(cube.values(), jsonNumber);
  yield '},"status":{';
  yield* cellsText(cube.statuses(), JSON.stringify);
  yield `},${extensionText(cube, facts)},"evidenceOf":{`;
  yield* cellsText(cube.printed(), String);
  yield '}}}';
}

/** The extension as far as it is not by cell, without the closing brace. */
function extensionText({ evidence }: CompleteCube, { language, query, sequence }: DatasetFacts): string {
  const printers = evidence.map(({ publisher, kind }) => ({
    publisher: publisher.name[language],
    ...(kind && { kind }),
  }));
  return `"extension":${JSON.stringify({ query, sequence, evidence: printers }).slice(0, -1)}`;
}

/** All members before the cells, without the closing brace. */
function headText(cube: CompleteCube, updated: string, { language }: DatasetFacts): string {
  const dimensions = [...FIGURE_DIMENSIONS, 'statistic'] as const;
  const codesOf = (name: (typeof dimensions)[number]): readonly string[] =>
    name === 'statistic' ? STATISTICS : (cube.codes.get(name) ?? []);
  const head = {
    version: '2.0',
    class: 'dataset',
    label: LABEL[language],
    source: 'Silkgauge',
    updated,
    id: dimensions,
    size: dimensions.map((name) => codesOf(name).length),
    role: { time: ['period'], geo: ['area'], metric: ['statistic'] },
    dimension: Object.fromEntries(
      dimensions.map((name) => [
        name,
        {
          label: dimensionLabel(name, language),
          category: {
            index: codesOf(name),
            label: Object.fromEntries(
              codesOf(name).map((code) => [code, codeLabel(name, code, cube, language)]),
            ),
          },
        },
      ]),
    ),
  };
  return JSON.stringify(head).slice(0, -1);
}

function* cellsText<Held>(
  cells: Iterable<readonly [cell: number, held: Held]>,
  json: (held: Held) => string,
): Generator<string, void> {
  let part: string[] = [];
  let comma = '';
  for (const [cell, held] of cells) {
    part.push(`"${String(cell)}":${json(held)}`);
    if (part.length < CELLS_AT_A_TIME) continue;
    yield comma + part.join(',');
    comma = ',';
    part = [];
  }
  if (part.length > 0) yield comma + part.join(',');
}

/** A decimal as a JSON number, which begins with no spare zero. */
const jsonNumber = (digits: string): string => digits.replace(/^(-?)0+(?=\d)/, '$1');
