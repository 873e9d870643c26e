import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from './run.ts';
import { DATA_FOLDER } from '../../../harness/fixtures/bundled.ts';
import { openDoor, type StandInDoor } from './stand-in-door.fixture.ts';

describe('run', () => {
  let customs: StandInDoor;
  let platform: StandInDoor;
  let policy: StandInDoor;
  let root: string;

  beforeEach(async () => {
    [customs, platform, policy] = await Promise.all([openDoor(), openDoor(), openDoor()]);
    root = await mkdtemp(join(tmpdir(), 'silkgauge-loader-'));
  });

  afterEach(async () => {
    await Promise.all([customs.close(), platform.close(), policy.close(), rm(root, { recursive: true })]);
  });

  async function loader(...argv: string[]): Promise<{ code: number; text: string }> {
    let text = '';
    const output = { write: (piece: string | Uint8Array) => ((text += piece.toString()), true) };
    const env = {
      CUSTOMS_FEED_URL: customs.url,
      PLATFORM_SALES_URL: platform.url,
      POLICY_NOTICE_URL: `${policy.url}/`,
      SILKGAUGE_DATA: DATA_FOLDER,
      SILKGAUGE_STATE: 'state',
      PUSH_BATCH: '10',
    };
    return { code: await run({ argv, env, root, output }), text };
  }

  it('pushes the article through three doors, each event to its own', async () => {
    const { code, text } = await loader('seed');
    expect(code).toBe(0);
    expect(text).toMatch(/^seed: 17 accepted, 0 refused, .* events\/s$/m);
    expect(customs.taken).toHaveLength(8);
    expect(platform.taken.map(({ id }) => id).sort()).toEqual([
      'aliexpress-consumer-electronics',
      'aliexpress-home-appliances',
      'aliexpress-household-items',
      'aliexpress-stores',
      'aliexpress-toys',
      'spain-refrigerators',
    ]);
    expect(policy.taken.map(({ id }) => id)).toEqual(['bai-ming', 'GACC-2020-75', 'plan-cbec-2020-h1']);
  });

  it('sends platform figures to platform-sales and all others to customs-feed', async () => {
    await loader('cbec');
    const reporters = (door: StandInDoor) =>
      new Set(door.taken.map(({ data }) => (data['series'] as { reporter: string }).reporter));
    expect([...reporters(platform)].sort()).toEqual([
      'AIDC',
      'ALIBABA',
      'ALIBABA-COM',
      'ALIEXPRESS',
      'TMALL-GLOBAL',
      '_U',
    ]);
    expect([...reporters(customs)].filter((reporter) => /^(AL|TMALL|AIDC)/.test(reporter))).toEqual([]);
    expect(customs.taken.length + platform.taken.length).toBe(493);
  });

  it('skips sets pushed through the same doors, unless told to push again', async () => {
    await loader('seed');
    expect(await loader('seed')).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^seed: 17 events, pushed before/),
    });
    expect(customs.taken).toHaveLength(8);
    await loader('seed', '--again');
    expect(customs.taken).toHaveLength(16);
  });

  it('pushes again through other doors, and when the marks are lost or broken', async () => {
    await loader('seed');
    await policy.close();
    policy = await openDoor();
    await loader('seed');
    expect(policy.taken).toHaveLength(3);
    const marks = JSON.parse(await readFile(join(root, 'state/pushed.json'), 'utf8')) as object;
    expect(Object.keys(marks)).toHaveLength(2);
    await writeFile(join(root, 'state/pushed.json'), '{"half');
    await loader('seed');
    expect(policy.taken).toHaveLength(6);
  });

  it('does not mark a set with a refused event', async () => {
    policy.next({ status: 413 }, { status: 413 }, { status: 413 });
    expect(await loader('seed')).toMatchObject({
      code: 1,
      text: expect.stringContaining('16 accepted, 1 refused'),
    });
    expect(await loader('seed')).toMatchObject({ code: 0, text: expect.stringContaining('17 accepted') });
  });

  it('pushes a file of CloudEvents unchanged, packed or not, and lists the refused events', async () => {
    const [first = ''] = (await readFile(join(DATA_FOLDER, 'seed/events.jsonl'), 'utf8')).split('\n');
    const named = (id: string) => first.replace('"id":"cbec-against-the-trend"', `"id":"${id}"`);
    const lines = [
      named('one').replace('{', '{ '),
      '',
      'not json',
      '[]',
      named('two').replace('"up"', '"upward"'),
      named('three').replace('claim.reported', 'claim.reprted'),
      named('four'),
    ];
    await writeFile(join(root, 'events.jsonl'), lines.join('\r\n'));
    const { code, text } = await loader(join(root, 'events.jsonl'));
    expect(code).toBe(1);
    expect(customs.taken.map(({ id }) => id)).toEqual(['one', 'four']);
    expect(text).toContain('2 accepted, 4 refused');
    expect(text).toContain('refused line 3\n    Not a JSON object on one line.');
    expect(text).toContain('refused line 4\n');
    expect(text).toMatch(/refused line 6 \S+ three\n {4}No feed takes the type .* meant\?/);
    expect(text).toMatch(/refused \S+ two\n {4}\/data\/direction: .*up, down, flat/);

    await writeFile(join(root, 'events.jsonl.gz'), gzipSync(`${named('five')}\n${named('six')}\n`));
    expect(await loader(join(root, 'events.jsonl.gz'))).toMatchObject({ code: 0 });
    expect(customs.taken.slice(2).map(({ id }) => id)).toEqual(['five', 'six']);
  });

  it('goes on where a push of the same file broke off, and sends nothing again that was acknowledged', async () => {
    const [first = ''] = (await readFile(join(DATA_FOLDER, 'seed/events.jsonl'), 'utf8')).split('\n');
    const named = (id: string) => first.replace('"id":"cbec-against-the-trend"', `"id":"${id}"`);
    const lines = Array.from({ length: 25 }, (_, index) => named(`e${String(index)}`));
    lines[3] = named('e3').replace('"up"', '"upward"');
    const path = join(root, 'events.jsonl');
    await writeFile(path, lines.join('\n'));
    const sent = () => customs.taken.map(({ id }) => id);

    customs.next('take', 'take', 'take', { status: 418 });
    await expect(loader(path)).rejects.toMatchObject({ code: 'not-a-door' });
    // The first batch was refused for one event and sent again without it.
    const taken = Array.from({ length: 20 }, (_, index) => `e${String(index)}`).filter((id) => id !== 'e3');
    expect(sent()).toEqual(taken);

    const { code, text } = await loader(path);
    expect(code).toBe(1);
    expect(text).toContain('goes on after 20 events');
    expect(text).toContain('24 accepted, 1 refused');
    expect(text).toMatch(/refused \S+ e3\n/);
    expect(new Set(sent()).size).toBe(24);
    expect(sent()).toHaveLength(24);

    // Nothing is left to go on with, and other content is another push.
    await loader(path);
    expect(sent()).toHaveLength(48);
    customs.next('take', 'take', { status: 418 });
    await expect(loader(path)).rejects.toMatchObject({ code: 'not-a-door' });
    const before = sent().length;
    await writeFile(path, `${lines.join('\n')}\n${named('more')}`);
    await loader(path);
    expect(sent().slice(before)).toHaveLength(25);
  });

  it('goes on with a set that broke off, and marks it at its end', async () => {
    policy.next({ status: 418 });
    await expect(loader('seed')).rejects.toMatchObject({ code: 'not-a-door' });
    const before = customs.taken.length + platform.taken.length;
    const { code, text } = await loader('seed');
    expect(code).toBe(0);
    const left = /goes on after (\d+) events/.exec(text)?.[1] ?? '0';
    expect(Number(left)).toBeLessThanOrEqual(before);
    expect(text).toContain('17 accepted, 0 refused');
    expect((await loader('seed')).text).toContain('pushed before');
  });

  it('stops at a damaged file after its readable events', async () => {
    const path = join(root, 'broken.jsonl');
    await writeFile(path, Buffer.concat([Buffer.from('{}\n'), Buffer.from([0xff])]));
    await expect(loader(path)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('broken.jsonl cannot be read after line 0'),
    });
  });

  it('sends a file to a given feed', async () => {
    const path = join(DATA_FOLDER, 'seed/events.jsonl');
    await loader(path, '--feed', 'platform-sales');
    expect([customs.taken.length, platform.taken.length, policy.taken.length]).toEqual([0, 16, 0]);
  });

  it('lists the bundled sets', async () => {
    const { text } = await loader('--list');
    expect(text.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'seed',
      'cbec',
      'policies',
      'us-census',
      'online-retail',
      'japan-customs',
      '',
    ]);
    expect(text).toContain(' 541,909 ');
    expect(text).toMatch(/^japan-customs +322,812 .*only by name$/m);
  });

  it('prints its usage without arguments', async () => {
    expect(await loader()).toMatchObject({ code: 0, text: expect.stringContaining('--bundled') });
  });

  it.each([
    [['onlin-retail'], 'No set and no file onlin-retail. Is the set online-retail meant?'],
    [['--agian'], "Unknown option '--agian'"],
    [['seed', '--feed', 'custom-feed'], 'No feed custom-feed. Is customs-feed meant?'],
  ])('refuses %j before anything is pushed', async (argv, message) => {
    await expect(loader(...argv)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
    });
    expect(customs.taken).toEqual([]);
  });
});
