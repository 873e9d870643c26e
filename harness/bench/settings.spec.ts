import { HELP, readSettings } from './settings.ts';

it('measures everything at a million events by default', () => {
  expect(readSettings([])).toMatchObject({
    parts: [
      ...[
        'drain',
        'steady',
        'stages',
        'facts',
        'family',
        'hot',
        'readers',
        'page',
        'webhooks',
        'sdmx',
        'newsroom',
      ],
      ...['keys', 'traces'],
    ],
    events: [1_000_000],
    processes: 1,
    seed: 42,
    rate: 5_000,
    profile: false,
  });
});

it('accepts several sizes and some parts', () => {
  const settings = readSettings(['--only', 'drain,stages', '--events', '1000000,5_000_000', '--seed', '0']);
  expect(settings).toMatchObject({ parts: ['drain', 'stages'], events: [1_000_000, 5_000_000], seed: 0 });
});

it.each([
  ['--only', 'drains'],
  ['--events', '1e6x'],
  ['--processes', '0'],
  ['--rate', '150'],
])('refuses %s %s by name', (option, value) => {
  expect(() => readSettings([option, value])).toThrow(option);
});

it('describes every option', () => {
  for (const option of HELP.match(/--[a-z-]+/g) ?? []) {
    expect(() => readSettings([option])).not.toThrow(/Unknown option/);
  }
});
