import { createLogger } from './logger.ts';

it('an error beside a message is told by its type, message, code, cause and stack, and nothing that a driver has put on it', () => {
  const lines: string[] = [];
  const logger = createLogger('spec', 'info', { write: (line) => void lines.push(line) });
  const error = Object.assign(new RangeError('out of range', { cause: new Error('a broker') }), {
    ...{ code: '42P01' },
    answer: { rows: [1n] },
  });
  logger.error({ error, partition: 2 }, 'Trying again');
  const [entry] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entry).toMatchObject({
    ...{ name: 'spec', msg: 'Trying again', partition: 2 },
    error: {
      type: 'RangeError',
      message: 'out of range',
      code: '42P01',
      cause: 'a broker',
      stack: error.stack,
    },
  });
  expect(entry?.['error']).not.toHaveProperty('answer');
});
