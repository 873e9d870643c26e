import { createElement } from 'react';
import type { Measurement } from '@silkgauge/growth';
import { renderToStaticMarkup } from 'react-dom/server';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Answer } from '../answer/answer.tsx';
import { meaningOf } from '../answer/meaning.ts';
import { drawnAt } from '../charts/drawn.fixture.ts';
import { DivergingBars } from '../charts/bars/diverging-bars.tsx';
import { IndexLines } from '../charts/lines/index-lines.tsx';
import { OverTime } from '../charts/lines/over-time.tsx';
import { Speaking } from '../words/language.tsx';
import { wordsOf } from '../words/words-of.ts';
import { tableOf } from './chart-data/chart-table.ts';
import { indexChart, indexGround } from './chart-data/index-chart.ts';
import { overTimeChart } from './chart-data/over-time-chart.ts';
import { rankingsOf } from './chart-data/rankings.ts';
import { measured, shownState } from './chart-data/shown-state.fixture.ts';

const worked = (value: string, low: string, high: string, unit = 'percent'): Measurement => ({
  ...measured(value, unit),
  ...{ low, high, formula: 'ratio@1' },
});

/** Figures with more digits than anybody reads, of a whole and of both its flows. */
const STATES = ['2020', '2021'].flatMap((period) => [
  shownState({
    period,
    level: measured('32699941054', 'USD'),
    growth: worked('170.0807', '170.0806', '170.0808'),
  }),
  shownState({
    ...{ period, flow: 'X', level: measured('22699941053.25', 'USD') },
    growth: worked('200.123456', '199.87654', '201.23456'),
    contribution: worked('111.12345', '110.98765', '111.98765', 'points'),
  }),
  shownState({
    ...{ period, flow: 'M', level: worked('10000000001', '9999999999', '10000000002', 'USD') },
    growth: worked('-42.5579', '-42.5580', '-42.5578'),
    contribution: worked('58.95725', '57.12345', '59.98765', 'points'),
  }),
]);

/** Numbers with more than four significant digits; zeros at the end of a whole number are none. */
const longIn = (text: string): readonly string[] =>
  (text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).filter((number) => {
    const plain = number.replaceAll(',', '');
    const isLong = plain.includes('.') && plain.replace('.', '').replace(/^0+/, '').length > 4;
    return isLong || Number(plain) !== Number(Number(plain).toPrecision(4));
  });

describe.each(['en', 'zh'] as const)('numbers have four significant digits at most, in %s', (language) => {
  const words = wordsOf(language);
  const textsOf = (chart: Parameters<typeof drawnAt>[0]) =>
    drawnAt(chart, language, 900).flatMap(({ text, attributes }) => [text, attributes['aria-label'] ?? '']);
  const onOpen = () => undefined;

  it('in charts and in what is said of their marks', () => {
    const given = { frequency: null, allPolicies: false, revisions: [], notices: [], words };
    const { levels, growth, levelUnit } = overTimeChart({ ...given, family: STATES });
    const drawn = textsOf(
      createElement(OverTime, { label: 'x', levels, growth, levelUnit, rules: [], onOpen }),
    );
    const [ranking] = rankingsOf(STATES, { by: 'area', measure: 'level', words });
    const bars = textsOf(
      createElement(DivergingBars, { label: 'x', marks: ranking?.marks ?? [], unit: 'USD', onOpen }),
    );
    const points = STATES.map(({ key, period }) => {
      const series = key.slice(0, key.indexOf('/'));
      return { series, period, value: '132.8461', low: '132.8460', high: '132.8462', flags: [] };
    });
    const { lines, table } = indexChart(points, indexGround(STATES, { frequency: null, base: null }), words);
    const index = textsOf(createElement(IndexLines, { label: 'x', lines, baseTitle: '2020', onOpen }));
    const cells = table.rows.flatMap((row) => row.map(({ text }) => text));
    expect([...drawn, ...bars, ...index, ...cells].flatMap(longIn)).toEqual([]);
    const told = [...drawn, ...bars, ...index].join(' ').replaceAll('\u00a0', ' ');
    for (const one of ['170.1%', language === 'en' ? '32.70 bn' : '327.0亿', '132.8'])
      expect(told).toContain(one);
  });

  it('in cards and their sentence', () => {
    const client = new QueryClient();
    const card = renderToStaticMarkup(
      createElement(
        QueryClientProvider,
        { client },
        createElement(Speaking, {
          ...{ language, names: {} },
          children: createElement(Answer, { states: STATES, period: '2021', clock: null }),
        }),
      ),
    );
    const [total, exports, imports] = STATES.filter(({ period }) => period === '2021');
    if (!total || !exports || !imports) throw new Error('no figures');
    const sentence = meaningOf({ total, exports, imports }, words) ?? '';
    const text = card.replace(/<[^<>]*>/g, ' ');
    expect([text, sentence].flatMap(longIn)).toEqual([]);
    expect(text).toContain('170.1%');
    expect(sentence).toContain('170.1');
  });

  it('in tables, whose files have all', () => {
    const cells = tableOf(STATES, ['level', 'growth', 'contribution'], words).rows.flat();
    expect(cells.map(({ text }) => text).flatMap(longIn)).toEqual([]);
    expect(cells.map(({ raw }) => raw)).toContain('32699941054');
  });

  it('but a rate that is told as printed has the digits of its print', () => {
    const state = shownState({ growth: { ...measured('119.43'), low: '119.425', high: '119.435' } });
    const texts = tableOf([state], ['growth'], words).rows.flat();
    expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['+119.43%', '119.425', '119.435']));
  });
});
