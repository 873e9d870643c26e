import { join } from 'node:path';
import { CODE_PATTERN, isArea } from '@silkgauge/contract';
import { readTable } from './read-file.ts';
import type { Row } from './read-csv.ts';
import { codeOf, register, REGISTERS, type Registers } from './registers.ts';
import { DATA_FOLDER, eventsOf } from '../../../harness/fixtures/bundled.ts';

const readRegister = (name: string): Promise<Row[]> => readTable(join(DATA_FOLDER, `codes/${name}.csv`));

describe('the registers of codes', () => {
  it.each([...REGISTERS, 'special'])(
    '%s: codes of the contract, each once, with a name in two languages',
    async (name) => {
      const rows = await readRegister(name);
      const codes = rows.map((row) => row['code'] ?? '');
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.filter((code) => !new RegExp(`^${CODE_PATTERN}$`).test(code))).toEqual([]);
      expect(
        rows.filter((row) => row['name_en'] === '' || !/\p{Script=Han}/u.test(row['name_zh'] ?? '')),
      ).toEqual([]);
    },
  );

  it('holds only areas of countries on the list', async () => {
    const areas = await readRegister('areas');
    expect(areas.filter((row) => !isArea(row['code'] ?? ''))).toEqual([]);
    const kinds = Map.groupBy(areas, (row) => row['kind']);
    expect(kinds.get('iso-3166-1')).toHaveLength(250);
    expect(kinds.get('province')).toHaveLength(31);
    expect(kinds.get('district')).toHaveLength(42);
  });

  it('has all 96 chapters of the Harmonized System', async () => {
    const products = (await readRegister('products')).map((row) => row['code'] ?? '');
    const chapters = Array.from({ length: 97 }, (_, index) => `HS${String(index + 1).padStart(2, '0')}`);
    expect(chapters.filter((code) => !products.includes(code))).toEqual(['HS77']);
  });

  it('names every code of every bundled event', async () => {
    const special = ['_T', '_U', '_Z'];
    const codes = new Map<string, Set<string | undefined>>();
    for (const name of REGISTERS) {
      codes.set(name, new Set([...special, ...(await readRegister(name)).map((row) => row['code'])]));
    }
    const unnamed = new Set<string>();
    const need = (name: string, code: string): void => {
      if (!codes.get(name)?.has(code)) unnamed.add(`${name} ${code}`);
    };
    for (const set of ['seed', 'cbec', 'policies', 'us-census']) {
      for (const { data } of await eventsOf(set)) {
        if ('series' in data) {
          const { reporter, area, indicator, coverage, flow, mode, product, counterpart } = data.series;
          need('reporters', reporter);
          need('areas', area);
          need('areas', counterpart);
          need('indicators', indicator);
          need('coverages', coverage);
          need('flows', flow);
          need('modes', mode);
          need('products', product);
        }
        if ('scope' in data) {
          data.scope.areas?.forEach((area) => {
            need('areas', area);
          });
          data.scope.modes?.forEach((mode) => {
            need('modes', mode);
          });
        }
      }
    }
    expect([...unnamed]).toEqual([]);
  });

  it('says who publishes at every host of a document of the bundled data', async () => {
    const registered = new Set((await readRegister('publishers')).map((row) => row['host']));
    const isRegistered = (host: string): boolean =>
      registered.has(host) || (host.includes('.') && isRegistered(host.slice(host.indexOf('.') + 1)));
    const documents = new Set<string>();
    for (const file of ['sources', 'observations', 'policies', 'pilot_zones', 'customs_districts', 'modes'])
      for (const row of await readTable(join(DATA_FOLDER, `cbec/${file}.csv`)))
        for (const [address] of Object.values(row)
          .join(' ')
          .matchAll(/https?:\/\/\S+/g))
          documents.add(address);
    for (const set of ['seed', 'cbec', 'policies', 'us-census'])
      for (const { data } of await eventsOf(set))
        if ('evidence' in data) documents.add(data.evidence.document);
    const hosts = new Set([...documents].flatMap((address) => URL.parse(address)?.hostname ?? []));
    expect(hosts.size).toBeGreaterThan(90);
    expect([...hosts].filter((host) => !isRegistered(host))).toEqual([]);
  });
});

describe('register', () => {
  const lookup = register([
    { code: 'RU', name_en: 'Russian Federation', also: 'Russia;Россия' },
    { code: 'CN-C-3310', name_en: 'Taizhou', also: '' },
    { code: 'CN-C-3212', name_en: 'Taizhou', also: '' },
  ]);

  it('finds a code by its names and itself, the first code if a name is shared', () => {
    expect(['Russian Federation', 'Russia', 'Россия', 'RU', 'Taizhou'].map(lookup)).toEqual([
      'RU',
      'RU',
      'RU',
      'RU',
      'CN-C-3310',
    ]);
    expect([lookup(''), lookup('Atlantis')]).toEqual([undefined, undefined]);
  });

  it('throws for a name that must be known', () => {
    const registers = { areas: lookup } as unknown as Registers;
    expect(() => codeOf(registers, 'areas', 'Atlantis')).toThrow(
      'The register of areas has no code for "Atlantis".',
    );
  });
});
