import { readdir } from 'node:fs/promises';
import { get as request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { accessVariables } from '@silkgauge/access';
import { eventually, madeKey, testDatabase, WrittenTable } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const PERIODS = Array.from({ length: 1_500 }, (_, at) => String(at + 1).padStart(4, '0'));
const MANY = seriesOf({ reporter: 'MANY' });
/** Bytes that keep one of the tables of this spec, but not two. */
const ROOM_FOR_ONE = 1_000_000;

const bearer = ({ token }: { readonly token: string }) => ({ authorization: `Bearer ${token}` });
const greedy = madeKey({ scopes: ['read'], limits: { data: null } });
const modest = madeKey({ scopes: ['read'] });

let api: TestApi;
let last: string;

beforeAll(async () => {
  api = await startApi(
    await testDatabase(),
    {
      ...{ access: accessVariables.read({ ACCESS: 'keys', ANONYMOUS: 'read' }), exportBytes: ROOM_FOR_ONE },
      ...{ exportsPerCaller: 4, exportsAtOnce: 2 },
    },
    new WrittenTable(greedy.record, modest.record),
  );
  for (const reporter of ['REST', 'MANY']) {
    const key = seriesOf({ reporter });
    last = await commit(api.pool, ...PERIODS.map((period) => ({ key, period, value: '1' })));
  }
});
afterAll(() => api.end());

const PLAIN = { 'accept-encoding': 'identity' };
const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await api.get(path, { ...PLAIN, ...headers });
  return { answer, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const head = (path: string) => fetch(api.url + path, { method: 'HEAD', headers: PLAIN });

describe.each(['csv', 'ndjson', 'parquet', 'jsonstat'])('a pinned growth.%s', (form) => {
  const path = () => `/v1/growth.${form}?asOf=${last}&period=0001,0002,0003`;

  it('has a length, a tag, and parts that make the whole', async () => {
    const whole = await get(path());
    const length = Number(whole.headers.get('content-length'));
    expect([whole.answer.status, whole.bytes.length]).toEqual([200, length]);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const told = await head(path());
    expect([told.status, told.headers.get('content-length')]).toEqual([200, String(length)]);
    const tag = whole.headers.get('etag') ?? '';
    expect(told.headers.get('etag')).toBe(tag);
    const first = await get(path(), { range: 'bytes=0-99' });
    const rest = await get(path(), { range: 'bytes=100-', 'if-range': tag });
    expect([first.answer.status, first.headers.get('content-range')]).toEqual([
      206,
      `bytes 0-99/${String(length)}`,
    ]);
    expect([rest.answer.status, rest.headers.get('etag')]).toEqual([206, tag]);
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(whole.bytes)).toBe(true);
  });

  it('has no part behind its end, and the whole where the part is of another file', async () => {
    const length = (await get(path())).bytes.length;
    const behind = await get(path(), { range: `bytes=${String(length)}-` });
    expect([behind.answer.status, behind.headers.get('content-range')]).toEqual([
      416,
      `bytes */${String(length)}`,
    ]);
    expect(behind.headers.get('content-type')).toBe('application/problem+json');
    const other = await get(path(), { range: 'bytes=10-', 'if-range': '"another"' });
    expect([other.answer.status, other.bytes.length]).toEqual([200, length]);
  });

  it('has the bytes that it has unpinned, which come in no parts', async () => {
    const unpinned = await get(path().replace(`asOf=${last}&`, ''), { range: 'bytes=10-' });
    expect([unpinned.answer.status, unpinned.headers.get('accept-ranges')]).toEqual([200, 'none']);
    expect(unpinned.bytes.equals((await get(path())).bytes)).toBe(true);
  });

  it('has a packed form of its own length and tag, and parts of the plain one', async () => {
    const packed = await head(path());
    const zipped = await fetch(api.url + path(), { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('etag')).not.toBe(packed.headers.get('etag'));
    expect(Number(zipped.headers.get('content-length'))).toBeGreaterThan(0);
    const part = await fetch(api.url + path(), {
      headers: { 'accept-encoding': 'gzip', range: 'bytes=0-9' },
    });
    expect([
      part.status,
      part.headers.get('content-encoding'),
      (await part.arrayBuffer()).byteLength,
    ]).toEqual([206, null, 10]);
  });
});

describe('files of exports', () => {
  it('a pinned answer of SDMX has parts, too', async () => {
    const path = `/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/MANY?asOf=${last}`;
    const found = await get(path);
    const part = await get(path, { range: 'bytes=0-9' });
    expect([found.answer.status, part.answer.status]).toEqual([200, 206]);
    expect(part.bytes.equals(found.bytes.subarray(0, 10))).toBe(true);
  });

  it('one that went is made anew with the same bytes', async () => {
    const path = `/v1/growth.csv?asOf=${last}&reporter=MANY`;
    const before = await get(path);
    expect(before.bytes.length).toBeGreaterThan(ROOM_FOR_ONE / 2);
    // Takes the room of the first.
    const other = await get(`/v1/growth.csv?asOf=${last}&reporter=MANY&lang=zh`);
    expect(other.answer.status).toBe(200);
    const after = await get(path, { range: 'bytes=1000-1999', 'if-range': before.headers.get('etag') ?? '' });
    expect(after.answer.status).toBe(206);
    expect(after.bytes.equals(before.bytes.subarray(1_000, 2_000))).toBe(true);
  });

  it('a table without room is 503, and the next one is made', async () => {
    const whole = await get(`/v1/growth.csv?asOf=${last}`);
    expect([whole.answer.status, whole.headers.get('retry-after')]).toEqual([503, '60']);
    expect((await get(`/v1/growth.csv?asOf=${last}&period=0001`)).answer.status).toBe(200);
  });

  it('none has a name in the folder', async () => {
    await get(`/v1/growth.csv?asOf=${last}&period=0001`);
    const names = (await readdir(tmpdir())).filter((name) => name.startsWith('silkgauge-export-'));
    expect(names).toEqual([]);
  });

  it('what a key reads is in no shared cache, and nobody reads it without a right', async () => {
    const path = `/v1/growth.csv?asOf=${last}&period=0001`;
    const mine = await get(path, bearer(modest));
    expect(mine.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect((await get(path, bearer(madeKey()))).answer.status).toBe(401);
    expect((await get(path)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});

/** Begins to read an answer, and takes nothing of its body. */
const begun = (path: string, headers: Record<string, string>) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    request(api.url + path, { headers: { ...PLAIN, ...headers } }, resolve).once('error', reject);
  });

describe('readers of exports', () => {
  const table = (at: number) =>
    `/v1/growth.csv?asOf=${last}&reporter=MANY&to=${String(100 + at).padStart(4, '0')}`;

  it('of 40 at once a key gets as many as it may, and others their reads before the last of them', async () => {
    let isOver = false;
    const exports = Array.from({ length: 40 }, async (_, at) => {
      const { answer, bytes } = await get(`${table(at)}&columns=key,period,value`, bearer(greedy));
      return { answer, text: bytes.toString() };
    });
    const all = Promise.all(exports).finally(() => {
      isOver = true;
    });
    const read: number[] = [];
    while (!isOver) {
      read.push((await get('/v1/growth?limit=1', bearer(modest))).answer.status);
    }
    const answers = await all;
    expect(new Set(read)).toEqual(new Set([200]));
    expect(read.length).toBeGreaterThan(0);
    const made = answers.filter(({ answer }) => answer.status === 200);
    const refused = answers.filter(({ answer }) => answer.status === 429);
    expect([made.length + refused.length, made.length >= 4, refused.length > 0]).toEqual([40, true, true]);
    for (const { answer, text } of refused) {
      expect(JSON.parse(text)).toMatchObject({
        type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
        'violated-policies': ['export'],
      });
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(answer.headers.get('ratelimit-policy')).toBe('"export";q=4;qu="concurrent-requests"');
    }
  });

  it('the same file asked for by many at once is made once', async () => {
    const path = `/v1/growth.csv?asOf=${last}&reporter=MANY&from=0500`;
    const answers = await Promise.all(
      [greedy, modest].flatMap((key) => [1, 2, 3].map(() => get(path, bearer(key)))),
    );
    const points = answers.map(({ headers }) => /"data";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
    expect(answers.map(({ answer }) => answer.status)).toEqual(Array.from({ length: 6 }, () => 200));
    for (const { bytes } of answers) expect(bytes.equals(answers[0]?.bytes ?? Buffer.of())).toBe(true);
    expect(points.filter(Boolean)).toHaveLength(3);
  });

  it('a table that is made counts as 20 reads, one that is kept as one', async () => {
    const counted = madeKey({ scopes: ['read'], limits: { data: { q: 50, w: 3_600 } } });
    const fresh = await startApi(
      await testDatabase(),
      { access: accessVariables.read({ ACCESS: 'keys' }) },
      new WrittenTable(counted.record),
    );
    try {
      const end = await commit(fresh.pool, { key: MANY, period: '2020', value: '1' });
      const ask = async (query: string) => {
        const answer = await fresh.get(`/v1/growth.csv?asOf=${end}${query}`, {
          ...PLAIN,
          ...bearer(counted),
        });
        await answer.arrayBuffer();
        return [answer.status, answer.headers.get('ratelimit')?.replace(/;t=\d+/, '')];
      };
      expect(await ask('')).toEqual([200, '"export";r=3, "data";r=30']);
      expect(await ask('')).toEqual([200, '"data";r=29, "export";r=3']);
      expect(await ask('&lang=zh')).toEqual([200, '"export";r=3, "data";r=9']);
      const [status, left] = await ask('&period=2020');
      expect([status, left]).toEqual([429, '"data";r=0']);
    } finally {
      await fresh.end();
    }
  });

  it('who reads slowly takes no place from others', async () => {
    const slow = await Promise.all([1, 2, 3].map((at) => begun(table(at), bearer(greedy))));
    for (const one of slow) one.pause();
    const { answer } = await get(table(50), bearer(modest));
    expect(answer.status).toBe(200);
    const [first] = slow;
    expect((await buffer(first as IncomingMessage)).length).toBe(Number(first?.headers['content-length']));
    for (const one of slow) one.destroy();
  });

  it('a place is free again once its reader has gone', async () => {
    for (let round = 0; round < 3; round += 1) {
      const left = await Promise.all([1, 2, 3, 4].map((at) => begun(table(at), bearer(greedy))));
      for (const one of left) one.destroy();
      await eventually(async () => {
        return (await get(table(5), bearer(greedy))).answer.status === 200;
      });
    }
  });
});

it('an open service has the limit of exports for each address, too', async () => {
  const open = await startApi(await testDatabase(), { exportsPerCaller: 1 });
  try {
    const answers = await Promise.all(Array.from({ length: 5 }, () => open.get('/v1/growth.csv')));
    const statuses = answers.map(({ status }) => status).sort();
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
    for (const { headers } of answers) expect(headers.get('ratelimit-policy')).toContain('"export";q=1');
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  } finally {
    await open.end();
  }
});
