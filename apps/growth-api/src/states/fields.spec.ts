import { CALLS, readInput, type Fields } from '@silkgauge/contract';
import { withFields } from './fields.ts';

const STATE = JSON.stringify({
  key: 'A/2020',
  series: { reporter: 'A', area: 'CN' },
  level: { reported: { value: '10', unit: 'CNY' }, verdict: 'unchecked', gap: null },
  growth: {
    GY: {
      comparedWith: '2019',
      reported: { value: '5', readings: [{ reading: 'x', value: '5', low: '4' }] },
    },
    G1: { comparedWith: '2019', verdict: 'agrees' },
  },
  flags: ['small-base'],
  change: null,
});

const chosen = (text: string): Fields => {
  const reading = readInput(CALLS.growth, {}, { fields: text });
  if (!('value' in reading) || !reading.value.fields) throw new Error(JSON.stringify(reading));
  return reading.value.fields;
};
const shown = (text: string) => JSON.parse(withFields(STATE, chosen(text))) as unknown;

it.each([
  ['flags', { key: 'A/2020', flags: ['small-base'] }],
  ['key', { key: 'A/2020' }],
  ['flags,series.area', { key: 'A/2020', series: { area: 'CN' }, flags: ['small-base'] }],
  ['growth.G1', { key: 'A/2020', growth: { G1: { comparedWith: '2019', verdict: 'agrees' } } }],
  [
    'growth.GY.reported.readings.value',
    { key: 'A/2020', growth: { GY: { reported: { readings: [{ value: '5' }] } } } },
  ],
  // A whole member holds its parts, in whichever order they are named.
  [
    'level.gap,level',
    { key: 'A/2020', level: { reported: { value: '10', unit: 'CNY' }, verdict: 'unchecked', gap: null } },
  ],
  [
    'level,level.gap',
    { key: 'A/2020', level: { reported: { value: '10', unit: 'CNY' }, verdict: 'unchecked', gap: null } },
  ],
  // What a state lacks is left out, as without fields.
  ['growth.2018.reported,change.reason', { key: 'A/2020', growth: {}, change: null }],
])('fields=%s are the key and these members', (text, state) => {
  expect(shown(text)).toEqual(state);
});

it('without fields a state is as it was, and with them its members keep their order', () => {
  expect(withFields(STATE, null)).toBe(STATE);
  expect(withFields(STATE, chosen('change,flags,key'))).toBe(
    '{"key":"A/2020","flags":["small-base"],"change":null}',
  );
});

it.each([
  ['level.reportd', 'a state has no member "level.reportd"', 'did you mean level.reported?'],
  ['flags,growht', 'a state has no member "growht"', 'did you mean growth?'],
])('fields=%s are refused, with the nearest', (text, message, fix) => {
  expect(readInput(CALLS.growth, {}, { fields: text })).toEqual({
    faults: [{ parameter: 'fields', rule: 'field', message, fix }],
  });
});

it('a spare comma is refused', () => {
  expect(readInput(CALLS.growth, {}, { fields: 'flags,' })).toMatchObject({ faults: [{ rule: 'empty' }] });
});
