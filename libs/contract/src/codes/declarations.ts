import type { Declarations, DeclaredPartition } from '@silkgauge/growth';
import { isArea } from '../code-lists.ts';
import { DIMENSIONS, type Dimension } from '../series-key.ts';
import { tableOf } from './csv.ts';
import { readPublishers } from './publishers.ts';
import { readCodeRegisters, type CodeRegisters, type ReadText } from './registers.ts';

/**
 * Reads what the registers declare: the partitions of the series of reporters, where each is at home, and who
 * publishes at which host.
 * @throws Error with the file and the row of a declaration that names no registered code or has no source
 */
export function readDeclarations(read: ReadText): Declarations {
  const registers = readCodeRegisters(read);
  return {
    partitions: tableOf('partitions.csv', read('partitions.csv'), COLUMNS).map((row) =>
      partitionOf(row, registers),
    ),
    homes: new Map(
      tableOf('reporters.csv', read('reporters.csv'), ['code', 'home', 'home_source']).flatMap(homeOf),
    ),
    publishers: readPublishers(read),
  };
}

const COLUMNS = ['reporter', 'indicator', 'dimension', 'whole', 'parts', 'source'] as const;

function partitionOf(
  row: Record<(typeof COLUMNS)[number], string>,
  registers: CodeRegisters,
): DeclaredPartition {
  const { reporter, indicator, dimension, whole, parts, source } = row;
  const refuse = (why: string): Error =>
    new Error(`partitions.csv, ${reporter} ${indicator} ${dimension} ${whole}: ${why}`);
  if (!isDimension(dimension)) throw refuse(`write one of ${DIMENSIONS.join(', ')} as the dimension`);
  if (source === '') throw refuse('name the source that says that the parts are complete');
  for (const [name, code] of [
    ['reporter', reporter],
    ['indicator', indicator],
    [dimension, whole],
  ] as const)
    if (!registers[name].has(code)) throw refuse(`${code} is in no register of ${name}; add it there`);
  const codes = parts.split(';').flatMap((pattern) => {
    const found = [...registers[dimension].keys()].filter((code) => isMatch(code, pattern));
    if (found.length === 0)
      throw refuse(`no registered ${dimension} is ${pattern}; ? stands for one character`);
    return found;
  });
  if (codes.length < 2 || new Set(codes).size < codes.length || codes.includes(whole))
    throw refuse('name two parts or more, each once, and not the whole');
  return { reporter, indicator, dimension, whole, parts: codes };
}

const isDimension = (name: string): name is Dimension => (DIMENSIONS as readonly string[]).includes(name);

/** Whether a code is a pattern, in which `?` stands for any one character. */
const isMatch = (code: string, pattern: string): boolean =>
  code.length === pattern.length && [...pattern].every((one, at) => one === '?' || one === code[at]);

function homeOf(row: Record<'code' | 'home' | 'home_source', string>): [string, string][] {
  const { code, home, home_source: source } = row;
  if (home === '') return [];
  if (!isArea(home) || home.length !== 2)
    throw new Error(`reporters.csv, ${code}: ${home} is no country; write an ISO 3166-1 code as the home`);
  if (source === '') throw new Error(`reporters.csv, ${code}: name the source of its home in home_source`);
  return [[code, home]];
}
