import {
  COMMIT_POINTS,
  KINDS,
  POINTS,
  PRODUCE_POINTS,
  SESSION_SECONDS,
  describe as textOf,
} from './faults.ts';
import { ROUND_SECONDS, schedule } from './schedule.ts';

const seeds = Array.from({ length: 50 }, (_, seed) => seed);

it('is equal for equal seeds and different for different seeds', () => {
  expect(schedule(7, 600)).toEqual(schedule(7, 600));
  expect(schedule(7, 600)).not.toEqual(schedule(8, 600));
});

it('keeps the faults of a shorter schedule of the same seed', () => {
  const short = schedule(7, 100);
  expect(schedule(7, 900).slice(0, short.length)).toEqual(short);
});

it('has every kind of fault within a round, for any seed', () => {
  for (const seed of seeds) {
    const kinds = new Set(schedule(seed, ROUND_SECONDS).map(({ fault }) => fault.kind));
    expect([...kinds].sort()).toEqual([...KINDS].sort());
  }
});

it('has every kind of fault in ten minutes', () => {
  expect(ROUND_SECONDS).toBeLessThanOrEqual(600);
});

it('reaches every step, commit and produce in time', () => {
  for (const seed of seeds) {
    const faults = schedule(seed, 16 * ROUND_SECONDS).map(({ fault }) => fault);
    const dealt = faults.filter(({ kind }) => kind === 'kill-at-step' || kind === 'cut-at-step').map(textOf);
    for (const { step } of POINTS) expect(dealt.some((text) => text.endsWith(` ${step}`))).toBe(true);
    for (const point of COMMIT_POINTS) expect(faults).toContainEqual({ kind: 'cut-commit', point });
    for (const point of PRODUCE_POINTS) expect(faults).toContainEqual({ kind: 'cut-produce', point });
  }
});

it('keeps to the given kinds', () => {
  const kinds = new Set(schedule(1, 120, ['kill', 'rebalance']).map(({ fault }) => fault.kind));
  expect([...kinds].sort()).toEqual(['kill', 'rebalance']);
  expect(() => schedule(1, 120, [])).toThrow('no kind of fault');
});

it('begins faults in order and in time, with an instance to take over from a frozen one', () => {
  for (const seed of seeds) {
    const planned = schedule(seed, 300);
    expect(planned.map(({ at }) => at)).toEqual(planned.map(({ at }) => at).sort((a, b) => a - b));
    for (const { at, fault, instances } of planned) {
      expect(at).toBeLessThan(300);
      if ('seconds' in fault && fault.kind.startsWith('freeze'))
        expect(instances).toBe(fault.seconds > SESSION_SECONDS ? 2 : 1);
    }
  }
});
