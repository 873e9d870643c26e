import { CALLS, readInput } from '@silkgauge/contract';
import { badRequest } from './failure.ts';

it.each([{ period: '2020-H1' }, { page: '1' }, { fields: 'x' }, { domain: 'custms' }, { area: 'UK' }])(
  'the refusal of %j has one full stop at its end',
  (query) => {
    const reading = readInput(CALLS.growth, {}, query);
    if (!('faults' in reading)) throw new Error('taken');
    expect(badRequest(reading.faults).problem.detail).toMatch(/[^.?][.?]$/);
  },
);
