import { CALLS, liesIn, readInput } from '@silkgauge/contract';
import { CODE_GRAPHS } from '@silkgauge/known';

it('a list takes the areas within a place by the graph of codes', () => {
  const reading = readInput(CALLS.growth, {}, { within: 'CN-HA,GB' });
  if (!('value' in reading)) throw new Error('refused');
  const { within = [] } = reading.value.filter;
  const areas = ['CN-HA', 'CN-41', 'CN-Z-ZAEZ', 'CN-C-4117', 'GB', 'GB-SCT', 'CN', 'CN-HE', 'CN-D46'];
  expect(areas.filter((area) => liesIn(within, area, CODE_GRAPHS.areas))).toEqual(areas.slice(0, 6));
});
