import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem, type Rehearsal } from '@silkgauge/contract';
import { run } from './run.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';
const both = (text: string) => ({ en: text, zh: text });

const FOUND: Rehearsal = {
  snapshot: '41',
  outcomes: [
    { index: 0, source: '/spec', id: 'a', outcome: 'applied' },
    {
      index: 1,
      source: '/spec',
      id: 'b',
      outcome: 'rejected',
      rule: 'identity-conflict',
      reason: 'Not again.',
    },
  ],
  states: [],
  verdicts: [{ key: KEY, member: 'growth.GY', before: 'unchecked', after: 'conflicts', gap: '0.4' }],
  conflicts: [
    {
      ...{ key: KEY, rule: 'growth.GY' },
      prints: [
        { source: '/spec', id: 'a', key: KEY, document: 'https://example.org', value: '5', unit: 'percent' },
      ],
    },
  ],
  alerts: [{ key: `over/${KEY}`, rule: 'over', before: null, after: 'firing', said: [] }],
  bulletins: [
    {
      ...{ bulletin: 'b-one', kind: 'correction', refused: [] },
      sentences: [{ id: 'one', before: both('It rose.'), after: both('It fell.') }],
    },
  ],
};

describe('npm run push -- --rehearse', () => {
  let server: Server;
  let root: string;
  let asked: { path: string; events: unknown[]; authorization: string | undefined }[];
  let answer: { status: number; body: unknown };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'silkgauge-rehearse-'));
    asked = [];
    answer = { status: 200, body: FOUND };
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (piece: Buffer) => (text += piece.toString()));
      request.on('end', () => {
        const { authorization } = request.headers;
        asked.push({ path: request.url ?? '', events: JSON.parse(text) as unknown[], authorization });
        response.writeHead(answer.status).end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.close();
    await rm(root, { recursive: true });
  });

  async function loader(events: readonly (object | string)[], ...more: readonly string[]) {
    const file = join(root, 'some.jsonl');
    const lineOf = (event: object | string) => (typeof event === 'string' ? event : JSON.stringify(event));
    await writeFile(file, events.map((event) => `${lineOf(event)}\n`).join(''));
    let text = '';
    const output = { write: (piece: string | Uint8Array) => ((text += piece.toString()), true) };
    const port = String((server.address() as AddressInfo).port);
    const env = {
      GROWTH_API_URL: `http://127.0.0.1:${port}/`,
      SILKGAUGE_KEY: 'a-key',
      SILKGAUGE_STATE: 'state',
    };
    const code = await run({ argv: ['--rehearse', file, ...more], env, root, output });
    return { code, text: text.replaceAll(file, 'FILE') };
  }
  const claim = (id: string) => ({ type: 'silkgauge.claim.reported.v1', source: '/spec', id, data: {} });
  const statement = { type: 'silkgauge.statement.attributed.v1', source: '/spec', id: 's', data: {} };

  it('sends the events of each door as one push, and prints what they would change', async () => {
    const { code, text } = await loader([claim('a'), claim('b')]);
    expect(asked).toMatchObject([
      {
        path: '/v1/rehearsals?feed=customs-feed',
        authorization: 'Bearer a-key',
        events: [{ id: 'a' }, { id: 'b' }],
      },
    ]);
    expect(text).toBe(`FILE: 2 events to customs-feed, as of 41: 1 applied, 1 rejected
  rejected line 2 /spec b (identity-conflict)
    Not again.
  0 states would change
  verdict ${KEY} growth.GY: unchecked -> conflicts, gap 0.4
  conflict ${KEY} (growth.GY)
    5 percent  /spec a  https://example.org
  alert over/${KEY}: none -> firing
  bulletin b-one (correction)
    one
      - It rose.
      + It fell.
`);
    expect(code).toBe(1);
  });

  it('is 0 where nothing would be rejected, and JSON lines with --json', async () => {
    answer.body = { ...FOUND, outcomes: FOUND.outcomes.slice(0, 1) };
    const { code, text } = await loader([claim('a'), statement], '--json');
    expect(code).toBe(0);
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { file: 'FILE', feed: 'customs-feed', without: ['policy-notice'], rehearsal: answer.body },
      { file: 'FILE', feed: 'policy-notice', without: ['customs-feed'], rehearsal: answer.body },
    ]);
  });

  it('says of a file for several doors that each is rehearsed by itself, also where one refuses', async () => {
    const alone = (other: string) => `\n  without its events to ${other}: each door is rehearsed by itself\n`;
    const { text } = await loader([claim('a'), claim('b'), statement]);
    expect(text).toContain(
      `2 events to customs-feed, as of 41: 1 applied, 1 rejected${alone('policy-notice')}`,
    );
    expect(text).toContain(
      `1 event to policy-notice, as of 41: 1 applied, 1 rejected${alone('customs-feed')}`,
    );
    answer = { status: 422, body: problem('invalid-event', { detail: 'One is bad.' }) };
    expect((await loader([claim('a'), statement])).text).toContain(`One is bad.${alone('policy-notice')}`);
  });

  it('prints the faults that the door would find, each at its line', async () => {
    const errors = [
      { index: 1, pointer: '/data', rule: 'required', message: 'It is missing.', fix: 'Add it.' },
    ];
    answer = { status: 422, body: problem('invalid-event', { detail: 'One is bad.', errors }) };
    expect(await loader([claim('a'), claim('b')])).toEqual({
      code: 1,
      text: 'FILE: 2 events to customs-feed, refused: One is bad.\n  line 2 /spec b: It is missing. Add it.\n',
    });
  });

  it('tells the lines that no door takes by number and reason, and rehearses the rest', async () => {
    answer.body = { ...FOUND, outcomes: [], verdicts: [], conflicts: [], alerts: [], bulletins: [] };
    const events = [claim('a'), '{"half":', { type: 'nothing' }, claim('b')];
    const { code, text } = await loader(events);
    expect(asked).toMatchObject([{ events: [{ id: 'a' }, { id: 'b' }] }]);
    expect(text).toContain('FILE: 2 events to customs-feed, as of 41');
    expect(text).toMatch(
      /FILE: 2 refused\n {2}refused line 2\n {4}Not a JSON object on one line\.\n {2}refused line 3 .*\n {4}.*nothing/,
    );
    expect(code).toBe(1);
    const json = await loader(events, '--json');
    expect(json.code).toBe(1);
    const told = json.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(told).toMatchObject([
      { file: 'FILE', feed: 'customs-feed' },
      {
        file: 'FILE',
        refused: 2,
        refusals: [
          { line: 2, name: 'line 2', rule: 'event-object', reasons: ['Not a JSON object on one line.'] },
          { line: 3, rule: 'event-type' },
        ],
      },
    ]);
  });

  it('keeps few of very many lines that no door takes', async () => {
    const { code, text } = await loader(Array.from({ length: 5_000 }, () => 'x'));
    expect(code).toBe(1);
    expect(asked).toEqual([]);
    expect(text).toContain('FILE: 5,000 refused');
    expect(text.split('\n')).toHaveLength(1 + 2 * 20 + 1 + 1);
    expect(text).toContain('  and 4,980 more');
  });

  it('rehearses nothing of a file with more events than a batch has', async () => {
    const many = Array.from({ length: 1_001 }, (_, at) => claim(String(at)));
    await expect(loader(many)).rejects.toThrow('more than 1000 events for customs-feed');
    expect(asked).toEqual([]);
  });

  it('asks nothing where a file is missing', async () => {
    const missing = loader([claim('a')], 'nowhere.jsonl');
    await expect(missing).rejects.toThrow('No file nowhere.jsonl. --rehearse takes files');
    await expect(missing).rejects.toMatchObject({ code: 'usage' });
    expect(asked).toEqual([]);
  });

  it('says what growth-api answered where it is no answer of a rehearsal', async () => {
    answer = {
      status: 403,
      body: problem('forbidden', { detail: 'The credential does not have the scope read.' }),
    };
    await expect(loader([claim('a')])).rejects.toThrow(
      /answered 403: The credential does not have the scope read/,
    );
  });
});
