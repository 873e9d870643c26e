import { isStateField, nearestStateField, STATE_FIELDS } from './state-fields.ts';

it('fields of a state are the paths of its members, by name of a comparison too', () => {
  for (const path of [
    ...['key', 'series.area', 'level', 'level.reported.from.publishedAt', 'flags', 'notices.scope'],
    ...['growth', 'growth.GY', 'growth.2019-S1.computed.value', 'growth.GY.verdict', 'other.growth-gap.gap'],
    ...['change.previous.growth.GY', 'change.causes.offset', 'publishedBy', 'level.reported.readings.value'],
  ])
    expect([path, isStateField(path)]).toEqual([path, true]);
});

it.each([
  ['kee', 'key'],
  ['level.reportd', 'level.reported'],
  ['growth.GY.reported.valu', 'growth.GY.reported.value'],
  ['growth.G1.verdikt', 'growth.G1.verdict'],
  ['series.areas', 'series.area'],
])('%s is none, and is most like %s', (path, near) => {
  expect(isStateField(path)).toBe(false);
  expect(nearestStateField(path)).toBe(near);
});

it.each([
  '',
  '.',
  'key.',
  '.key',
  'growth.',
  'growth.*',
  'growth..value',
  '__proto__',
  'constructor',
  'key.key',
])('%j is none', (path) => {
  expect(isStateField(path)).toBe(false);
});

it('there is each path once', () => {
  expect(new Set(STATE_FIELDS).size).toBe(STATE_FIELDS.length);
});
