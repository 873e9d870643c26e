import { Webhook } from 'standardwebhooks';
import { consent, inMemory, rawBody, seen, Unverified, verify, type SeenStore } from './webhook.ts';

const secretOf = (letter: string) => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`;
const secret = secretOf('a');
const body = JSON.stringify({
  ...{
    specversion: '1.0',
    id: '1042',
    source: '/silkgauge/aggregation',
    type: 'silkgauge.growth.updated.v1',
  },
  data: { key: 'GACC/2020', version: 1 },
});

function signed(text = body, at = new Date(), by = secret) {
  return {
    'webhook-id': 'sg_1042',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('sg_1042', at, text),
  };
}

describe('verify', () => {
  it('gives the event of a signed delivery, from headers of node:http or fetch, and from bytes', () => {
    const event = verify(body, signed(), secret);
    if (event.type !== 'silkgauge.growth.updated.v1') throw new Error(event.type);
    expect(event.data?.key).toBe('GACC/2020');
    expect(verify(Buffer.from(body), new Headers(signed()), secret)).toEqual(event);
  });

  it('takes any of several secrets, and one of several signatures, while a secret is rotated', () => {
    const [old, young] = [secretOf('o'), secretOf('y')];
    expect(verify(body, signed(body, new Date(), old), [young, old])).toMatchObject({ id: '1042' });
    const both = { ...signed(body, new Date(), young) };
    both['webhook-signature'] += ` ${signed(body, new Date(), old)['webhook-signature']}`;
    expect(verify(body, both, old)).toMatchObject({ id: '1042' });
  });

  it.each<[string, () => unknown]>([
    ['a body that was changed', () => verify(body.replace('1042', '1043'), signed(), secret)],
    ['another id', () => verify(body, { ...signed(), 'webhook-id': 'sg_1043' }, secret)],
    ['another secret', () => verify(body, signed(), secretOf('b'))],
    ['no secret', () => verify(body, signed(), [])],
    [
      'a delivery of ten minutes ago',
      () => verify(body, signed(body, new Date(Date.now() - 600_000)), secret),
    ],
    ['a delivery of the future', () => verify(body, signed(body, new Date(Date.now() + 600_000)), secret)],
    ['no signature', () => verify(body, { ...signed(), 'webhook-signature': undefined }, secret)],
    [
      'a header that came twice',
      () => verify(body, { ...signed(), 'webhook-id': ['sg_1042', 'sg_1042'] }, secret),
    ],
    ['a signed body that is no event', () => verify('{"id":"1"}', signed('{"id":"1"}'), secret)],
    ['a signed body that is no JSON', () => verify('hello', signed('hello'), secret)],
  ])('refuses %s', (_name, call) => {
    expect(call).toThrow(Unverified);
  });
});

describe('consent', () => {
  const asked = (headers: Record<string, string>) => ({ method: 'OPTIONS', headers });

  it('is given to a sender that asks by OPTIONS', () => {
    expect(consent(asked({ 'webhook-request-origin': 'silkgauge.example.org' }), { rate: 600 })).toEqual({
      status: 200,
      headers: {
        ...{ allow: 'POST, OPTIONS' },
        ...{ 'webhook-allowed-origin': 'silkgauge.example.org', 'webhook-allowed-rate': '600' },
      },
    });
  });

  it('is for named senders alone, where some are named', () => {
    const origins = ['silkgauge.example.org'];
    expect(consent(asked({ 'webhook-request-origin': 'other.example.org' }), { origins })).toMatchObject({
      status: 403,
    });
    expect(consent(asked({ 'webhook-request-origin': origins[0] ?? '' }), { origins })).toMatchObject({
      status: 200,
    });
  });

  it('is not for a request without a name, or with a name that would be another header', () => {
    expect(consent(asked({}))).toMatchObject({ status: 400 });
    expect(consent(asked({ 'webhook-request-origin': 'a\r\nx: y' }))).toMatchObject({ status: 400 });
  });

  it('is nothing that another method asks for', () => {
    expect(consent({ method: 'POST', headers: {} })).toBeNull();
  });
});

describe('seen', () => {
  const event = { id: '1042', source: '/silkgauge/aggregation' };

  it('drops repeats, and keeps events of the same id from another source', async () => {
    const once = seen();
    const handled: string[] = [];
    const take = (source: string) => once({ ...event, source }, () => handled.push(source));
    expect([await take('/a'), await take('/a'), await take('/b')]).toEqual([true, false, true]);
    expect(handled).toEqual(['/a', '/b']);
  });

  it('remembers an event only once it was handled: one that failed may come again', async () => {
    const once = seen();
    await expect(
      once(event, () => {
        throw new Error('full');
      }),
    ).rejects.toThrow('full');
    await expect(once(event, () => undefined)).resolves.toBe(true);
  });

  it('a repeat that comes meanwhile waits for the first', async () => {
    const once = seen();
    let handled = 0;
    const slow = () => new Promise<void>((resolve) => setTimeout(() => resolve(void (handled += 1)), 50));
    expect(await Promise.all([once(event, slow), once(event, slow)])).toEqual([true, false]);
    expect(handled).toBe(1);
  });

  it('asks a store of the caller, which may be elsewhere', async () => {
    const kept = new Set(['/silkgauge/aggregation#1042']);
    const store: SeenStore = {
      has: (identity) => Promise.resolve(kept.has(identity)),
      add: (identity) => Promise.resolve(void kept.add(identity)),
    };
    const once = seen(store);
    expect(await once(event, () => undefined)).toBe(false);
    expect(await once({ ...event, id: '1043' }, () => undefined)).toBe(true);
    expect([...kept]).toEqual(['/silkgauge/aggregation#1042', '/silkgauge/aggregation#1043']);
  });

  it('in memory keeps the newest', () => {
    const store = inMemory(2);
    for (const one of ['1', '2', '3']) void store.add(one);
    expect(['1', '2', '3'].map((one) => store.has(one))).toEqual([false, true, true]);
  });
});

describe('rawBody', () => {
  it('reads a body as it came, and no more than it may', async () => {
    const endless = async function* () {
      for (;;) yield await Promise.resolve(Buffer.from('ä'.repeat(1000)));
    };
    await expect(rawBody(endless())).rejects.toBeInstanceOf(Unverified);
    const halves = async function* () {
      yield* await Promise.resolve([Buffer.from([0xc3]), Buffer.from([0xa4])]);
    };
    await expect(rawBody(halves())).resolves.toBe('ä');
  });
});
