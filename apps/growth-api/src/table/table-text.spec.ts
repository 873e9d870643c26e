import type { JoinedState, ServedState } from '@silkgauge/contract';
import { COLUMNS } from './columns.ts';
import { csvLine } from './csv.ts';
import { measurementRows, type MeasurementRow } from './measurement-rows.ts';
import { linesText, OF_THE_SERIES, OF_THE_STATE, tableText } from './table-text.ts';

const measured = (value: string) =>
  ({ value, unit: 'CNY', low: value, high: value, status: 'P', formula: 'reported@1' }) as const;

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
    level: { reported: measured('1'), computed: measured('2'), verdict: 'agrees', gap: '-1' },
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
        ...rows.map((row) => columns.map(({ cell }) => cell(row, language))),
      ];
      expect(await textOf(tableText(lots(STATES), columns, language))).toBe(expected.map(csvLine).join(''));
    }
  });

  it('takes the cells of a series from its dimensions, and those of a state from the state', () => {
    const named = (names: ReadonlySet<string>) => COLUMNS.filter(({ name }) => names.has(name));
    expect(named(OF_THE_SERIES)).toHaveLength(OF_THE_SERIES.size);
    expect(named(OF_THE_STATE)).toHaveLength(OF_THE_STATE.size);
    const [state] = STATES;
    for (const { cell } of named(OF_THE_STATE))
      expect(() => cell({ state } as MeasurementRow, 'en')).not.toThrow();
    const { series } = state ?? {};
    for (const { cell } of named(OF_THE_SERIES))
      expect(() => cell({ state: { series } } as MeasurementRow, 'en')).not.toThrow();
  });
});

it('lines are one state each', async () => {
  expect(await textOf(linesText(lots(STATES)))).toBe(
    STATES.map((state) => `${JSON.stringify(state)}\n`).join(''),
  );
});
