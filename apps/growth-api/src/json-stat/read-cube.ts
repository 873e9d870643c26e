import { failure } from '@silkgauge/calls';
import { type ServedState, measurementRows } from '@silkgauge/contract';
import { Cube, MOST_CELLS, type CompleteCube } from './cube.ts';

/** A cube, and when the last of its figures became known, or by when they had been published (ISO). */
export interface ReadCube {
  readonly cube: CompleteCube;
  readonly updated: string;
}

/**
 * The figures of states, which are JSON texts in lots, as a cube.
 * @throws ProblemError 404 without a figure; 413 as soon as the cube has too many cells
 */
export async function readCube(lots: AsyncIterable<readonly string[]>): Promise<ReadCube> {
  const cube = new Cube();
  let updated = '';
  for await (const lot of lots) {
    for (const text of lot) {
      const state = JSON.parse(text) as ServedState;
      const rows = measurementRows(state);
      cube.add(rows);
      const time = 'publishedBy' in state ? state.publishedBy : state.knownAt;
      if (rows.length > 0 && time > updated) updated = time;
    }
    if (cube.cells > MOST_CELLS) throw tooLarge(cube.cells);
  }
  if (cube.isEmpty) throw failure('not-found', 'No figure passes the filter.');
  return { cube: cube.complete(), updated };
}

const tooLarge = (cells: number) =>
  failure(
    'too-large',
    `The limit of a cube is ${String(MOST_CELLS)} cells, empty ones included, and these figures take ${String(cells)} or more: filter by period, area or reporter, or take /v1/growth.csv, which has no limit.`,
  );
