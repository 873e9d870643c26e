import { Readiness } from './readiness.ts';

describe('Readiness', () => {
  it('is ready when every check says so, and names those that do not', async () => {
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

  it('is not ready once it stops, whatever the checks say', async () => {
    const readiness = new Readiness();
    readiness.add('fine', () => ({ ok: true }));
    readiness.stop();
    expect((await readiness.report()).status).toBe('stopping');
  });

  it('has each name once', () => {
    const readiness = new Readiness();
    readiness.add('kafka', () => ({ ok: true }));
    expect(() => {
      readiness.add('kafka', () => ({ ok: true }));
    }).toThrow('"kafka"');
  });
});
