import { stream, type Change } from '@silkgauge/client/stream';
import type { AlertState, GrowthState, ListedPrinted, Page, RegisteredPrinted } from '@silkgauge/contract';
import { eventually, startApp, type RunningApp } from '../services/index.ts';
import { rate } from './contradictions/prints.ts';
import type { PushedEvent } from './contradictions/place.ts';
import { dealtWith, get, push, startStack, stateUrl, type Stack } from './stack.ts';

const SERIES = 'SPEC.CN-C-3302.CBEC.LOCAL._T._T._T._T.CNY';

let stack: Stack;
/** An API that knows the door of orders. */
let api: RunningApp;

beforeAll(async () => {
  stack = await startStack();
  api = await startApp('growth-api', stack.env);
});
afterAll(async () => {
  await api?.stop();
  await stack?.stop();
});

async function pushed(...events: readonly PushedEvent[]): Promise<void> {
  const { status, body } = await push(stack.customs, events);
  expect(status).toBe(202);
  await dealtWith(stack, body.receipts);
}

async function register(body: object): Promise<RegisteredPrinted> {
  const answer = await fetch(`${api.url}/v1/printed`, {
    ...{ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
  });
  const made = (await answer.json()) as RegisteredPrinted;
  expect([answer.status, made]).toEqual([202, expect.anything()]);
  await dealtWith(stack, [made.receipt]);
  return made;
}

const alerts = async () => (await get<Page<AlertState>>(stack, '/v1/alerts?rule=_printed')).items;

it('a sentence that was printed from a pinned address is corrected where its figure is revised, and rests once it is dropped; a stream tells each version', async () => {
  const stop = new AbortController();
  const heard: Change<'alert'>[] = [];
  const cursor = { read: () => '0', write: () => undefined };
  const followed = { ...{ api: api.url, kinds: ['alert'] as const, cursor }, signal: stop.signal };
  const following = stream(followed, (change) => heard.push(change));
  await pushed(rate(SERIES, '2020', '26.2'));
  const { sequence } = await get<GrowthState>(stack, stateUrl(SERIES, '2020'));
  const link = `https://silkgauge.example${stateUrl(SERIES, '2020')}?asOf=${sequence}`;
  const wire = { printed: 'wire', printedOn: '2021-01-20', told: { link } };
  const { data } = await register(wire);
  expect(data.uses).toMatchObject([
    { key: `${SERIES}/2020`, member: 'growth.GY.reported', digits: '26.2', as: '26.2 percent' },
  ]);
  expect(await get<ListedPrinted>(stack, '/v1/printed/wire')).toMatchObject({ version: 1, data });
  // A request that is repeated registers nothing twice.
  await register(wire);
  expect(await get<ListedPrinted>(stack, '/v1/printed/wire')).toMatchObject({ version: 1, data });
  await pushed({ ...rate(SERIES, '2020', '25.1', { publishedAt: '2022-06-01' }), id: 'revised' });
  const [alert] = await eventually(async () => {
    const found = await alerts();
    return found.length > 0 ? found : false;
  });
  expect(alert).toMatchObject({
    ...{ key: '_printed/wire', kind: 'printed-wrong', state: 'firing' },
    said: [{ value: '25.1' }],
    against: [{ value: '26.2', digits: '26.2', as: '26.2 percent' }],
    because: { causes: [{ id: 'revised' }] },
  });
  expect(alert?.correction?.en.text).toMatch(
    / at 26\.2 percent; it is now put at 25\.1 percent, according to SPEC\b.*\.$/,
  );
  expect(alert?.correction?.zh.text).toMatch(/26\.2%；现为25\.1%.*SPEC.*。$/);
  const type = 'silkgauge.sentence.dropped.v1';
  const { status } = await push(stack.policy, [
    { specversion: '1.0', type, source: '/spec', id: 'drop', data: { printed: 'wire', reason: 'corrected' } },
  ]);
  expect(status).toBe(202);
  await eventually(async () => (await alerts())[0]?.state === 'resolved');
  const { items } = await get<Page<AlertState>>(stack, '/v1/alerts/history?key=_printed/wire');
  expect(items.map(({ state }) => state)).toEqual(['firing', 'resolved']);
  await eventually(() => heard.length >= items.length);
  expect(heard).toEqual(items.map((data) => ({ type: 'alert-updated', id: data.sequence, data })));
  stop.abort();
  await following;
});
