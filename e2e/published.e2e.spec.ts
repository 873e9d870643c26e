import { caughtUp, get, load, startStack, stateUrl, type Stack } from './stack.ts';
import { writeFileSync } from 'node:fs';

let stack: Stack;
const out: string[] = []; // tmp

beforeAll(async () => {
  stack = await startStack();
  const t = Date.now();
  out.push(await load(stack, 'us-census'));
  await caughtUp(stack);
  out.push(`loaded ${Date.now() - t}`);
}, 220_000);
afterAll(async () => {
  await stack?.stop();
});

it('x', async () => {
  const timed = async (path: string) => { const t = Date.now(); const r: any = await get(stack, path).catch(e => ({ e: String(e) })); out.push(`${Date.now() - t} ms ${path} items=${r.items?.length} next=${r.next != null} ${r.e ?? ''}`); return r; };
  for (let i = 0; i < 2; i++) {
  await timed('/v1/growth?publishedBy=9999&limit=1000');
  await timed('/v1/growth?publishedBy=9999');
  await timed('/v1/growth?publishedBy=9999&period=2020-12&limit=1000');
  await timed('/v1/growth?publishedBy=2018&limit=1000');
  await timed('/v1/growth?period=2020-12&limit=1000');
  const { items } = await timed('/v1/growth?counterpart=CN&product=HS85&period=2020-12');
  const key = items[0].key.split('/')[0];
  const v = await timed(stateUrl(key, '2020-12', '/vintages'));
  out.push(JSON.stringify(v.items.map((x: any) => [x.publishedBy, x.level.reported?.value, x.growth.GY?.computed?.value, x.prints.map((p: any) => p.key.split('/')[1])])));
  await timed(stateUrl(key, '2020-12', '?publishedBy=2021'));
  await timed('/v1/revisions');
  await timed('/v1/revisions?limit=1000');
  const r = await timed('/v1/revisions?by=reporter');
  out.push(JSON.stringify(r));
  }
  out.push(stack.api.output());
  writeFileSync('/tmp/pub3.txt', out.join('\n'));
}, 300_000);
