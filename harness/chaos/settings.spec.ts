import { KINDS } from './plan/faults.ts';
import { callOf, readSettings } from './settings.ts';

it('has every kind of fault by default', () => {
  expect(readSettings([])).toEqual({ seed: 1, seconds: 180, kinds: KINDS, rate: 150, patience: 180 });
});

it('reads back the command of a replay', () => {
  const settings = readSettings([
    '--seed',
    '9',
    '--minutes',
    '0.5',
    '--only',
    'kill,rebalance',
    '--rate',
    '50',
  ]);
  expect(settings).toMatchObject({ seed: 9, seconds: 30, kinds: ['kill', 'rebalance'], rate: 50 });
  const [, options = ''] = callOf(settings).split(' -- ');
  expect(readSettings(options.split(' '))).toEqual(settings);
});

it.each([
  [['--seed', '-1'], '--seed'],
  [['--minutes', '0'], '--minutes'],
  [['--only', 'kil'], 'kill-at-step'],
  [['--rate', '1.5'], '--rate'],
])('refuses %j and names the option', (args, named) => {
  expect(() => readSettings(args)).toThrow(named);
});
