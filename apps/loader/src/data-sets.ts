import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { CloudEvent } from './cloud-event.ts';
import { cbecEvents } from './mapping/cbec-observations.ts';
import { policyEvents } from './mapping/cbec-policies.ts';
import { japanMapping, type JapanLine } from './mapping/japan-customs.ts';
import { onlineRetailMapping } from './mapping/online-retail.ts';
import { censusMapping, type CensusCell } from './mapping/us-census.ts';
import { splitCsvLine } from './read-csv.ts';
import { readLines, readTable } from './read-file.ts';
import { register, REGISTERS, type Registers } from './registers.ts';

/** A bundled set: its files below the data folder, and its events in the order of the push. */
export interface DataSet {
  readonly name: string;
  readonly title: string;
  /** Number of events. */
  readonly count: number;
  /** Rises with a mapping that makes other events of the same files: the set then counts as not pushed. */
  readonly revision: number;
  readonly files: readonly string[];
  /** True for a set that is too large for `--bundled`: its name must be given. */
  readonly byNameOnly?: true;
  events(folder: string): AsyncGenerator<readonly CloudEvent[]>;
}

const REGISTER_FILES = REGISTERS.map((name) => `codes/${name}.csv`);

/** All bundled sets, in the order of `--bundled`. */
export const DATA_SETS: readonly DataSet[] = [
  {
    name: 'seed',
    title:
      'The article of July 2020: nine figures, five claims, a statement, a notice and the plan of its bulletin',
    count: 17,
    revision: 2,
    files: ['seed/events.jsonl', 'seed/plan.jsonl'],
    async *events(folder) {
      for (const file of this.files)
        for await (const lines of readLines(join(folder, file)))
          yield lines.map((line) => JSON.parse(line) as CloudEvent);
    },
  },
  {
    name: 'cbec',
    title: 'Published figures on cross-border e-commerce, 2012 to 2025',
    count: 493,
    revision: 1,
    files: [
      ...['observations', 'readings', 'left-out', 'evidence'].map((name) => `cbec/${name}.csv`),
      ...REGISTER_FILES,
    ],
    async *events(folder) {
      const table = (name: string) => readTable(join(folder, `cbec/${name}.csv`));
      const tables = {
        observations: await table('observations'),
        readings: await table('readings'),
        leftOut: await table('left-out'),
        evidence: await table('evidence'),
      };
      yield cbecEvents(tables, await readRegisters(folder)).events;
    },
  },
  {
    name: 'policies',
    title: 'Policy notices on cross-border e-commerce, 2014 to 2025',
    count: 27,
    revision: 1,
    files: ['cbec/policies.csv', 'cbec/pilot_zones.csv', 'codes/areas.csv'],
    async *events(folder) {
      yield policyEvents({
        policies: await readTable(join(folder, 'cbec/policies.csv')),
        pilotZones: await readTable(join(folder, 'cbec/pilot_zones.csv')),
        areas: await readTable(join(folder, 'codes/areas.csv')),
      });
    },
  },
  {
    name: 'us-census',
    title: 'Imports of the United States from China and the world by month and HS chapter, ten releases',
    count: 27_089,
    revision: 1,
    files: ['releases.csv', 'releases-R1-R9.csv.gz', 'release-R10-revised.csv.gz'].map(
      (name) => `us-census-hs2/${name}`,
    ),
    async *events(folder) {
      const inFolder = (name: string): string => join(folder, 'us-census-hs2', name);
      const mapping = censusMapping(await readTable(inFolder('releases.csv')));
      for await (const lines of readRows(inFolder('releases-R1-R9.csv.gz'))) {
        yield lines.map((line) => {
          const [release = '', op = '', ...cell] = splitCsvLine(line);
          return mapping.release({ release, op, ...cellOf(cell) });
        });
      }
      for await (const lines of readRows(inFolder('release-R10-revised.csv.gz'))) {
        yield lines
          .map((line) => mapping.revised(cellOf(splitCsvLine(line))))
          .filter((event) => event !== null);
      }
    },
  },
  {
    name: 'online-retail',
    title: 'All order lines of a web shop in the United Kingdom, December 2010 to December 2011',
    count: 541_909,
    revision: 1,
    files: ['online-retail/orders.csv.gz', 'online-retail/country-labels.csv'],
    async *events(folder) {
      const saleOf = onlineRetailMapping(await readTable(join(folder, 'online-retail/country-labels.csv')));
      for await (const lines of readRows(join(folder, 'online-retail/orders.csv.gz')))
        yield lines.map(saleOf);
    },
  },
  {
    name: 'japan-customs',
    title: 'Exports and imports of Japan by area and goods, year to date, 47 releases; only by name',
    count: 322_812,
    revision: 1,
    files: ['releases.csv', 'areas.csv', 'goods.csv', 'events.csv.gz'].map((name) => `japan-customs/${name}`),
    byNameOnly: true,
    async *events(folder) {
      const inFolder = (name: string): string => join(folder, 'japan-customs', name);
      const mapping = japanMapping({
        releases: await readTable(inFolder('releases.csv')),
        areas: await readTable(inFolder('areas.csv')),
        goods: await readTable(inFolder('goods.csv')),
      });
      for await (const [release, lines] of readReleases(inFolder('events.csv.gz'))) {
        yield* inPieces(mapping.release(release, lines));
      }
    },
  },
];

/** SHA-256 in hex of the files of a set and the revision of its mapping. */
export async function digestOf({ files, revision }: DataSet, folder: string): Promise<string> {
  const hash = createHash('sha256').update(String(revision));
  for (const file of files) {
    hash.update(`\0${file}\0`);
    for await (const piece of createReadStream(join(folder, file))) hash.update(piece as Buffer);
  }
  return hash.digest('hex');
}

/** Reads the code registers below a data folder. */
export async function readRegisters(folder: string): Promise<Registers> {
  const tables = REGISTERS.map(async (name) => [
    name,
    register(await readTable(join(folder, `codes/${name}.csv`))),
  ]);
  return Object.fromEntries(await Promise.all(tables)) as Registers;
}

/** Streams the lines of a large table, without its header. */
async function* readRows(path: string): AsyncGenerator<string[]> {
  let header = true;
  for await (const lines of readLines(path)) {
    yield header ? lines.slice(1) : lines;
    header = false;
  }
}

/** Groups the lines of the Japanese file by release; lines of a release are adjacent. */
async function* readReleases(path: string): AsyncGenerator<[release: string, lines: JapanLine[]]> {
  let name = '';
  let lines: JapanLine[] = [];
  for await (const rows of readRows(path)) {
    for (const row of rows) {
      const [release = '', op = '', flow = '', area = '', goods = '', year = '', value = ''] =
        splitCsvLine(row);
      if (release !== name && lines.length > 0) {
        yield [name, lines];
        lines = [];
      }
      name = release;
      lines.push({ op, flow, area, goods, year, value });
    }
  }
  yield [name, lines];
}

const PIECE = 1000;

function* inPieces<T>(items: Iterable<T>): Generator<T[]> {
  let piece: T[] = [];
  for (const item of items) {
    piece.push(item);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  yield piece;
}

const cellOf = ([month = '', partner = '', hs2 = '', imports = '']: readonly string[]): CensusCell => ({
  month,
  partner,
  hs2,
  imports,
});
