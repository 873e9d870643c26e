/** A sum of work and what it came to. */
export interface Sample {
  readonly work: readonly number[];
  readonly cost: number;
}

/**
 * The costs for one of each kind of work that explain the samples best, none below zero: least squares of the relative errors. Throws
 * a RangeError when there are fewer samples than kinds.
 */
export function fit(samples: readonly Sample[]): number[] {
  const kinds = samples[0]?.work.length ?? 0;
  if (samples.length < Math.max(1, kinds))
    throw new RangeError(`${String(kinds)} costs cannot be told from ${String(samples.length)} samples`);
  const rows = samples.map(({ work, cost }) => work.map((amount) => amount / cost));
  let best = { error: Infinity, costs: new Array<number>(kinds).fill(0) };
  // Which of them are zero is tried out: there are few.
  for (let subset = 1; subset < 1 << kinds; subset += 1) {
    const used = Array.from({ length: kinds }, (_, kind) => kind).filter((kind) => (subset >> kind) & 1);
    const solved = leastSquares(rows.map((row) => used.map((kind) => row[kind]!)));
    if (!solved || solved.some((cost) => cost < 0)) continue;
    const costs = new Array<number>(kinds).fill(0);
    used.forEach((kind, at) => (costs[kind] = solved[at]!));
    const error = rows.reduce((sum, row) => sum + (dot(row, costs) - 1) ** 2, 0);
    if (error < best.error - 1e-12) best = { error, costs };
  }
  return best.costs;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** Solves rows x = 1 by its normal equations; null when they have no single answer. */
function leastSquares(rows: readonly (readonly number[])[]): number[] | null {
  const size = rows[0]?.length ?? 0;
  const system = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    rows.reduce((sum, row) => sum + row[i]!, 0),
  ]);
  for (let column = 0; column < size; column += 1) {
    const at = system.slice(column).reduce((most, row, i) => {
      return Math.abs(row[column]!) > Math.abs(system[most]![column]!) ? column + i : most;
    }, column);
    [system[column], system[at]] = [system[at]!, system[column]!];
    const pivot = system[column]![column]!;
    if (Math.abs(pivot) < 1e-300) return null;
    for (const [i, row] of system.entries()) {
      if (i === column) continue;
      const factor = row[column]! / pivot;
      row.forEach((value, j) => (row[j] = value - factor * system[column]![j]!));
    }
  }
  return system.map((row, i) => row[size]! / row[i]!);
}
