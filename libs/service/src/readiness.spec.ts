import { Readiness } from './readiness.ts';

describe('Readiness', () => {
  it('is ready if all checks pass, and names failed checks', async () => {
    const readiness = new Readiness();
    expect(await readiness.report()).toEqual({ status: 'ready', checks: {} });
    readiness.add('database', () => ({ ok: true, lag: 3 }));
    expect((await readiness.report()).status).toBe('ready');
    readiness.add('kafka', () => Promise.reject(new Error('connect ECONNREFUSED')));
    expect(await readiness.report()).toEqual({
      status: 'not-ready',
      checks: { database: { ok: true, lag: 3 }, kafka: { ok: false, reason: 'connect ECONNREFUSED' } },
    });
  });

  it('does not wait for a check that never answers', async () => {
    const readiness = new Readiness();
    readiness.add('stuck', () => new Promise(() => undefined));
    expect(await readiness.report()).toMatchObject({ status: 'not-ready', checks: { stuck: { ok: false } } });
  });

  it('is not ready after stop, although all checks pass', async () => {
    const readiness = new Readiness();
    readiness.add('fine', () => ({ ok: true }));
    readiness.stop();
    expect((await readiness.report()).status).toBe('stopping');
  });

  it('refuses a second check of the same name', () => {
    const readiness = new Readiness();
    readiness.add('kafka', () => ({ ok: true }));
    expect(() => {
      readiness.add('kafka', () => ({ ok: true }));
    }).toThrow('"kafka"');
  });
});
