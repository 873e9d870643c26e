import {
  type JoinedState,
  type ServedState,
  type CellContext,
  type EventIdentity,
  COLUMNS,
  measurementRows,
  type MeasurementRow,
} from '@silkgauge/contract';
import { csvLine } from './csv.ts';
import { CELL_NAMES } from './cell-names.ts';
import { linesText, tableText } from './table-text.ts';

const measured = (value: string) =>
  ({ value, unit: 'CNY', low: value, high: value, status: 'P', formula: 'reported@1' }) as const;

const PRINT = { source: '/gacc', id: 'O1', document: 'https://example.org/1', publishedAt: '2020' };

function stateOf(area: string, period: string, flag: 'small-base' | 'coverage-break'): JoinedState {
  const series = {
    ...{ reporter: 'GACC', area, indicator: 'CBEC', coverage: 'FULL', flow: '_T', mode: '_T' },
    ...{ product: '_T', counterpart: '_T', currency: 'CNY' },
  };
  return {
    key: `${Object.values(series).join('.')}/${period}`,
    series,
    period,
    version: 1,
    sequence: '7',
    knownAt: '2024-01-01T00:00:00.000Z',
    level: {
      reported: { ...measured('1'), from: PRINT },
      computed: measured('2'),
      verdict: 'agrees',
      gap: '-1',
    },
    growth: { GY: { comparedWith: null, reported: measured('3'), verdict: 'unchecked', gap: null } },
    other: {},
    flags: [flag],
    notices: [],
    change: { reason: 'reported', previous: null, causes: [] },
  };
}

const STATES = [
  stateOf('CN', '2020', 'small-base'),
  stateOf('CN', '2020-01-01/P5M', 'coverage-break'),
  stateOf('GB', '2020', 'coverage-break'),
];

const quoteOf = ({ source, id }: EventIdentity) => `${source} says "${id}"`;
const asked: (readonly EventIdentity[])[] = [];
const readQuotes = (prints: readonly EventIdentity[]) => {
  asked.push(prints);
  return Promise.resolve(quoteOf);
};
const NO_CONTEXT: CellContext = { ...CELL_NAMES, language: 'en', quoteOf: () => null };

async function* lots(states: readonly ServedState[]): AsyncGenerator<readonly string[], void> {
  for (const state of states) yield [JSON.stringify(state)];
  yield [];
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

describe('the text of a table', () => {
  it.each([
    ['all columns', COLUMNS],
    ['some in another order', [...COLUMNS].reverse().filter((_, at) => at % 3 !== 0)],
    ['columns of rows alone', COLUMNS.filter(({ name }) => ['value', 'side'].includes(name))],
  ])('is each cell of each row, with %s', async (_name, columns) => {
    for (const language of ['en', 'zh'] as const) {
      const rows = STATES.flatMap((state) => measurementRows(state));
      const expected = [
        columns.map(({ name }) => name),
        ...rows.map((row) => columns.map(({ cell }) => cell(row, { ...CELL_NAMES, language, quoteOf }))),
      ];
      expect(await textOf(tableText(lots(STATES), { columns, language, readQuotes }))).toBe(
        expected.map(csvLine).join(''),
      );
    }
  });

  it('takes the cells of a series from its dimensions, and those of a state from the state', () => {
    const named = (wanted: 'series' | 'state') => COLUMNS.filter(({ of }) => of === wanted);
    const [state] = STATES;
    for (const { cell } of named('state'))
      expect(() => cell({ state } as unknown as MeasurementRow, NO_CONTEXT)).not.toThrow();
    const { series } = state ?? {};
    for (const { cell } of named('series'))
      expect(() => cell({ state: { series } } as unknown as MeasurementRow, NO_CONTEXT)).not.toThrow();
  });
});

it('quotes are read once for each print, and only for a table that has them', async () => {
  asked.length = 0;
  const of = (names: readonly string[]) => COLUMNS.filter(({ name }) => names.includes(name));
  await textOf(tableText(lots(STATES), { columns: of(['value', 'document']), language: 'en', readQuotes }));
  expect(asked).toEqual([]);
  const quoted = { columns: of(['value', 'quote']), language: 'en', readQuotes } as const;
  const lines = (await textOf(tableText(lots(STATES), quoted))).split('\r\n');
  expect(asked.map((prints) => prints.map(({ id }) => id))).toEqual([['O1'], ['O1'], ['O1'], []]);
  expect(lines.slice(0, 3)).toEqual(['value,quote', '1,"/gacc says ""O1"""', '2,']);
});

it.each([
  [
    'rows',
    (lots: AsyncIterable<readonly string[]>) =>
      tableText(lots, { columns: COLUMNS, language: 'en', readQuotes }),
  ],
  ['lines', linesText],
])('%s read a lot once the last one was taken', async (_name, textOfLots) => {
  let read = 0;
  async function* counted() {
    for await (const lot of lots(STATES)) {
      read += 1;
      yield lot;
    }
  }
  const parts = textOfLots(counted());
  while (read === 0) await parts.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(read).toBe(1);
  await parts.next();
  expect(read).toBe(2);
  await parts.return();
});

it('lines are one state each', async () => {
  expect(await textOf(linesText(lots(STATES)))).toBe(
    STATES.map((state) => `${JSON.stringify(state)}\n`).join(''),
  );
});
