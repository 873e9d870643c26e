import fc from 'fast-check';
import { assembleState } from './assemble.ts';
import { addFigure, removeFigure } from './corrections.ts';
import { printedSides } from './printed-sides.ts';
import { figure, growth } from '../spec/figures.ts';
import { contestedFigures, graphOf, type Member, type MemberFigure } from '../spec/graph.ts';
import { KNOWN } from '../spec/series.ts';
import { meets } from '../number/interval.ts';
import { parsePrint } from '../observation/parsed-print.ts';
import { sumOfParts } from '../rules/sum-of-parts.ts';

const rate = (flow: Member, value: string, members = {}): MemberFigure => ({
  flow,
  print: growth(value, { period: '2020-S1', ...members }),
});
const level = (flow: Member, value: string, members = {}): MemberFigure => ({
  flow,
  print: figure({ period: '2020-S1', value, ...members }),
});

function readAll(figures: readonly MemberFigure[], period = '2020-S1') {
  const { seriesOf } = graphOf(figures);
  const total = seriesOf('_T');
  const standing = (side: string) =>
    printedSides(total, period)
      .find((one) => one.side === side)
      ?.prints.map(({ figure: { value }, standing: what, step, excluded }) => ({
        ...{ value, standing: what, step, proof: excluded?.proof },
      }));
  return { state: assembleState(total, period, KNOWN), standing };
}

/** First half of 2020, as customs told it in July, and as a journal did later. */
const AGENCY = { kind: 'agency', publishedAt: '2020-07-16' } as const;
const HALF = [rate('X', '28.7', AGENCY), rate('M', '24.4', AGENCY)];
const PROOF = {
  en: 'with exports at 28.7 percent and imports at 24.4 percent the total lies between 24.4 and 28.7 percent; 28.7 percent would need imports of 0',
  zh: '出口为28.7%、进口为24.4%时，合计在24.4%与28.7%之间；若为28.7%，进口须为零',
};

describe('a print that the parts leave no place', () => {
  it('is excluded where it equals the growth of one part, and its proof says so', () => {
    const journal = rate('_T', '28.7', { kind: 'repost', publishedAt: '2021-12-17' });
    const { state, standing } = readAll([...HALF, rate('_T', '26.2', AGENCY), journal]);
    expect(state.growth['GY']?.reported).toMatchObject({ value: '26.2' });
    expect(standing('growth.GY.reported')).toEqual([
      { value: '26.2', standing: 'chosen', step: 'alone', proof: undefined },
      { value: '28.7', standing: 'excluded', step: 'place', proof: PROOF },
    ]);
    expect(state.flags).toContain('conflicting-prints');
  });

  it('loses to a print that has a place, also if it is the official one', () => {
    const official = rate('_T', '28.7', { kind: 'official', publishedAt: '2020-07-14' });
    const { state } = readAll([...HALF, rate('_T', '26.2', AGENCY), official]);
    expect(state.growth['GY']?.reported).toMatchObject({
      value: '26.2',
      from: { publishedAt: '2020-07-16' },
    });
    expect(state.flags).toContain('conflicting-prints');
  });

  it('stands where it is alone, where no print has a place, and beside parts that are equal within rounding', () => {
    const two = (one: string, other: string) => [
      rate('_T', one, { kind: 'official', publishedAt: '2020-07-14' }),
      rate('_T', other, AGENCY),
    ];
    const told = (figures: readonly MemberFigure[]) => readAll(figures).state.growth['GY']?.reported?.value;
    expect(told([...HALF, rate('_T', '28.7')])).toBe('28.7');
    expect(told([...HALF, ...two('40.0', '28.7')])).toBe('40.0');
    expect(told([rate('X', '28.7', AGENCY), rate('M', '28.7', AGENCY), ...two('30.0', '28.7')])).toBe('30.0');
  });

  it('is excluded by the levels and growth of the parts together', () => {
    const parts = [
      ...[level('X', '100.0'), rate('X', '40.0'), level('M', '50.00'), rate('M', '10.0')],
      rate('_T', '31.1', { id: 'a' }),
      rate('_T', '28.3', { id: 'b' }),
    ];
    const { state, standing } = readAll(parts);
    expect(state.growth['GY']?.reported?.value).toBe('28.3');
    expect(standing('growth.GY.reported')?.[1]).toEqual({
      ...{ value: '31.1', standing: 'excluded', step: 'place' },
      proof: {
        en: 'the levels and growth of exports and imports leave the total 28.27 to 28.39 percent; 31.1 percent is outside',
        zh: '由出口、进口的金额与增速可知，合计增速在28.27%至28.39%之间；31.1%不在其中',
      },
    });
  });

  it('is excluded by a sum of parts of its rank of status, and not by one of another vintage', () => {
    const prints = (status: 'final' | 'preliminary') => [
      ...[level('X', '60', { status: 'final' }), level('M', '40', { status: 'final' })],
      ...[level('_T', '150', { id: 'a', status }), level('_T', '100', { id: 'b', status })],
    ];
    const { state, standing } = readAll(prints('final'));
    expect(state.level).toMatchObject({ reported: { value: '100' }, verdict: 'agrees' });
    expect(standing('level.reported')?.[1]?.proof).toEqual({
      en: 'its 2 parts add to 100 CNY; 150 CNY is beyond what their digits leave, 99 to 101',
      zh: '其2个部分合计100 CNY；其数字容许99至101，150 CNY不在其中',
    });
    expect(readAll(prints('preliminary')).state.level.reported?.value).toBe('150');
  });

  it('is flagged where it stands alone, further from the sum of its parts than any of them is large', () => {
    const alone = (total: string) =>
      readAll([level('_T', total), level('HS84', '30'), level('HS85', '70')]).state;
    expect(alone('200')).toMatchObject({
      flags: ['excluded-print'],
      level: {
        verdict: 'conflicts',
        reported: {
          value: '200',
          excluded: {
            formula: 'sum-of-declared-parts@1',
            by: [{ source: 'spec' }, { source: 'spec' }],
            proof: {
              en: 'its 2 parts add to 100 CNY; 200 CNY is further from that than any part is large',
              zh: '其2个部分合计100 CNY；200 CNY与之相差超过任一部分',
            },
          },
        },
      },
    });
    // One part may have been left out, or doubled.
    for (const total of ['170', '30', '101']) expect(alone(total).flags).not.toContain('excluded-print');
  });

  it('is told anew when a part changes, and what rests on the whole with it', () => {
    const contested = [level('_T', '150', { id: 'a' }), level('_T', '100', { id: 'b' })];
    const world = graphOf([...contested, level('X', '60'), figure2019(), level('M', '40')]);
    const total = world.seriesOf('_T');
    const growthOf = () => assembleState(total, '2020-S1', KNOWN).growth['GY']?.computed?.value;
    expect(growthOf()).toBe('0.0000');
    const more = level('X', '110', { id: 'more', publishedAt: '2022-01-01' }).print;
    addFigure(world.seriesOf('X'), more);
    expect(growthOf()).toBe('50.0000');
    removeFigure(world.seriesOf('X'), more);
    expect(growthOf()).toBe('0.0000');
  });

  it('meets no solution of the relations that exclude it', () => {
    let excluded = 0;
    fc.assert(
      fc.property(contestedFigures, (figures) => {
        const { seriesOf, graph } = graphOf(figures);
        const printOf = (id: string) => figures.find(({ print }) => print.id === id)?.print;
        for (const facts of graph.series.values())
          for (const period of facts.periods.keys())
            for (const { prints } of printedSides(facts, period))
              for (const { figure: print, standing, excluded: why } of prints) {
                if (standing !== 'excluded' || !why) continue;
                excluded += 1;
                const chosen = prints.find((one) => one.standing === 'chosen');
                expect(chosen?.figure).not.toBe(print);
                const readings = parsePrint(print).readings;
                const parts = why.by.map(({ id }) => parsePrint(printOf(id) ?? print).readings[0]);
                if (why.formula.startsWith('sum-'))
                  expect(
                    readings.some((one) => meets(one, sumOfParts(parts.flatMap((part) => part ?? [])))),
                  ).toBe(false);
                expect(facts).toBe(seriesOf('_T'));
              }
      }),
      { numRuns: 1_500 },
    );
    expect(excluded).toBeGreaterThan(20);
  });
});

const figure2019 = (): MemberFigure => ({ flow: '_T', print: figure({ period: '2019-S1', value: '100' }) });
