import { testDatabase } from '@silkgauge/testing';
import { startApi, type TestApi } from '../growth-api.fixture.ts';
import { MADE, startNotifier, type StubNotifier } from './notifier.fixture.ts';

let notifier: StubNotifier;
let api: TestApi;
beforeAll(async () => {
  notifier = await startNotifier();
  api = await startApi(await testDatabase(), { notifierUrl: notifier.url });
});
afterAll(async () => {
  await api.end();
  notifier.close();
});

const BODY = JSON.stringify({ sink: MADE.sink, protocol: 'HTTP' });
const subscribe = (url = api.url, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/subscriptions`, {
    method: 'POST',
    body: BODY,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('a subscription asked for at the API', () => {
  it('is asked of the notifier with the credential of the caller, and the answer passed on', async () => {
    const { answer } = notifier;
    const made = await subscribe(api.url, { cookie: 'a=b', authorization: 'Basic b3RoZXI6c2NoZW1l' });
    expect(made.status).toBe(401);
    expect(notifier.asked).toEqual([]);
    const anonymous = await subscribe(api.url, { cookie: 'a=b' });
    expect(anonymous.status).toBe(201);
    expect(anonymous.headers.get('location')).toBe(`/v1/subscriptions/${MADE.id}`);
    expect(anonymous.headers.get('cache-control')).toBe('no-store');
    expect(anonymous.headers.get('set-cookie')).toBeNull();
    expect(await anonymous.json()).toEqual(MADE);
    const { headers, body } = notifier.asked.at(-1)!;
    expect(body).toBe(BODY);
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers.cookie).toBeUndefined();
    notifier.answer = (response) => {
      response.writeHead(422, { 'content-type': 'application/problem+json' }).end('{"status":422}');
    };
    const refused = await subscribe();
    expect([refused.status, await refused.text()]).toEqual([422, '{"status":422}']);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    notifier.answer = answer;
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('is 403 for a page of another origin: %j', async (headers) => {
    const { length } = notifier.asked;
    expect((await subscribe(api.url, headers)).status).toBe(403);
    expect(notifier.asked).toHaveLength(length);
  });

  it('is made for the page itself', async () => {
    expect((await subscribe(api.url, { origin: api.url })).status).toBe(201);
    expect((await subscribe(api.url, { origin: api.url, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });

  it('is 503 where the notifier is away, or answers without end', async () => {
    const { answer } = notifier;
    notifier.answer = (response) => response.destroy();
    expect((await subscribe()).status).toBe(503);
    notifier.answer = (response) => {
      response.writeHead(201);
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
        response.once('drain', more);
      };
      more();
    };
    expect((await subscribe()).status).toBe(503);
    notifier.answer = answer;
  });

  it('is 404 where no notifier is named', async () => {
    const alone = await startApi(await testDatabase());
    const answer = await subscribe(alone.url);
    expect(answer.status).toBe(404);
    expect(((await answer.json()) as { detail: string }).detail).toContain('NOTIFIER_URL');
    await alone.end();
  });
});
