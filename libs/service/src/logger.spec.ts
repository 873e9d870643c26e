import { spawnSync } from 'node:child_process';
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

it('a warning of Node is one line of JSON, that of timers of kafkajs none, and standard error stays empty', () => {
  const module = new URL('../dist/logger.js', import.meta.url).href;
  const script = `import { createLogger, logWarnings } from '${module}';
    logWarnings(createLogger('spec', 'info'));
    setTimeout(() => undefined, -1);
    process.emitWarning('a certificate could not be read', 'CertificateWarning');`;
  // Without the options of the tests, which may silence warnings.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env,
  });
  expect(run.stderr).toBe('');
  expect(
    run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  ).toMatchObject([{ name: 'spec', level: 40, warning: 'CertificateWarning' }]);
});
