import { familyFigures, FLOWS } from './family-figures.ts';

const figures = familyFigures(1_000, ['level', 'growth']);

it('gives each of the three series the requested figures, or up to a year more, each with its own name', () => {
  for (const flow of FLOWS) {
    const own = figures.filter((one) => one.flow === flow);
    expect(own.length).toBeGreaterThanOrEqual(1_000);
    expect(own.length).toBeLessThan(1_200);
  }
  expect(new Set(figures.map(({ figure }) => figure.id)).size).toBe(figures.length);
  expect(familyFigures(1_000, ['level']).every(({ figure }) => figure.measure === 'level')).toBe(true);
});

it('is reproducible, with exports and imports that add up to their total', () => {
  expect(familyFigures(1_000, ['level', 'growth'])).toEqual(figures);
  const levels = new Map(
    figures
      .filter(({ figure }) => figure.measure === 'level')
      .map(({ flow, figure }) => [`${flow} ${figure.period}`, Number(figure.value)]),
  );
  for (const [name, value] of levels) {
    const period = name.slice(name.indexOf(' ') + 1);
    if (name.startsWith('_T'))
      expect((levels.get(`X ${period}`) ?? 0) + (levels.get(`M ${period}`) ?? 0)).toBe(value);
  }
  expect(levels.has('_T 2025-01-01/P11M') && levels.has('_T 2025-S2') && levels.has('_T 2025')).toBe(true);
});
