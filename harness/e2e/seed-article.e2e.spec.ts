import type { DraftFindings, GrowthState, ServedBulletin } from '@silkgauge/contract';
import { SEED_DRAFT, SEED_VERDICTS, SEED_VERDICTS_BESIDE_CBEC } from '../fixtures/seed-article.ts';
import { eventually } from '../services/index.ts';
import { asReviewed, readReviewed } from './reviewed-bulletin.ts';
import {
  bundledEvents,
  caughtUp,
  dealtWith,
  get,
  load,
  push,
  startStack,
  stateUrl,
  type Stack,
} from './stack.ts';

const CHINA = (flow: string) => `GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY`;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await load(stack, 'seed');
  await caughtUp(stack);
});

afterAll(async () => {
  await stack?.stop();
});

const check = async (body: string): Promise<DraftFindings> => {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  const answer = await fetch(`${stack.api.url}/v1/drafts/check`, { method: 'POST', body, headers });
  return (await answer.json()) as DraftFindings;
};

const seriesOf = (id: string): string => {
  const { series } = bundledEvents('data/seed/events.jsonl').find((e) => e.id === id).data;
  return Object.values(series).join('.');
};
const seeds = bundledEvents('data/seed/events.jsonl').filter(
  (e) => e.type === 'silkgauge.figure.reported.v1',
);

describe('the seed article', () => {
  it('its bulletin tells the figures of the article in English and Chinese, and refuses what no event says', async () => {
    // The desk follows the figures step by step.
    let told = await get<ServedBulletin>(stack, '/v1/bulletins/cbec-2020-h1');
    await eventually(async () => {
      told = await get<ServedBulletin>(stack, '/v1/bulletins/cbec-2020-h1');
      return told.refused.length === 4 && told.lead?.id === 'flows';
    });
    const sentences = (language: 'en' | 'zh') =>
      new Map(told[language]?.paragraphs.flatMap((one) => one.sentences).map((one) => [one.id, one]));
    const [en, zh] = [sentences('en'), sentences('zh')];
    expect(told.lead?.id).toBe('flows');
    expect(en.get('flows')?.text).toContain('rose 26.2 percent');
    expect(en.get('flows')?.text).toContain('imports make up 14.2 percentage points');
    expect(en.get('zaez')?.text).toContain('4.72 billion yuan');
    expect(en.get('zaez')?.text).toContain('2.15 billion yuan (implied, not published, rounded)');
    expect(zh.get('zaez')?.text).toContain('47.2亿元');
    expect(en.get('ningbo')?.text).toContain(
      '“up 4.5 times”, open to more than one reading: 450 percent or 350 percent',
    );
    expect(zh.get('spain')?.text).toContain('增长700%');
    expect(told.refused.map(({ id, rule }) => `${id} ${rule}`)).toEqual([
      ...['rank unequal-periods', 'pandemic no-event', 'enterprises no-event', 'cause no-causal-claim'],
    ]);
    const refs = ({ segments }: NonNullable<ReturnType<typeof en.get>>) =>
      segments
        .flatMap(({ type, value, ref }) => (type === 'numeral' ? [JSON.stringify([value, ref])] : []))
        .sort();
    for (const [id, sentence] of en) expect([id, refs(sentence)]).toEqual([id, refs(zh.get(id)!)]);
    // Each numeral leads to a state that has it.
    const { ref } = en.get('zaez')!.segments.find(({ type }) => type === 'numeral')!;
    const [series = '', period = ''] = ref!.key.split('/');
    expect(await get<GrowthState>(stack, stateUrl(series, period))).toMatchObject({
      level: { reported: { value: '4720000000' } },
    });
  });

  it('its bulletin is the one that was reviewed, docs/bulletins/01-seed-article.md', async () => {
    const reviewed = readReviewed('docs/bulletins/01-seed-article.md');
    expect(reviewed.sets).toEqual(['seed']);
    const told = async (language: 'en' | 'zh') => {
      const answer = await fetch(`${stack.api.url}/v1/bulletins/cbec-2020-h1.md?lang=${language}`);
      return asReviewed(await answer.text(), language);
    };
    // Told on request, a bulletin is whole before the desk has followed to the last figure.
    await eventually(async () => (await told('en')) === reviewed.en);
    expect(await told('zh')).toBe(reviewed.zh);
  });

  it('its own text is checked: it is the only source of its figures, "4.5 times" is ambiguous, the opinion is not judged', async () => {
    const { findings } = await check(SEED_DRAFT);
    expect(findings.map(({ text, verdict }) => [text, verdict])).toEqual(SEED_VERDICTS);
    for (const { known, kind, verdict } of findings) {
      if (kind !== 'number' || verdict === 'unread') continue;
      expect(known[0]?.from?.document).toBe('https://en.imsilkroad.com/p/314906.html');
      expect(SEED_DRAFT).toContain(known[0]?.from?.quote);
      expect((await fetch(stack.api.url + String(known[0]?.explain))).status).toBe(200);
    }
    const changed = await check(SEED_DRAFT.replace('26.2 percent', '27.2 percent'));
    expect(changed.findings.find(({ text }) => text === '27.2 percent')).toMatchObject({
      verdict: 'conflicts',
      known: [{ value: '26.2', from: { id: 'cbec-total' } }],
    });
  });

  it("its seven numbers are served with their intervals and wording: the customs' three", async () => {
    for (const [flow, value, low, high] of [
      ['_T', '26.2', '26.15', '26.25'],
      ['X', '28.7', '28.65', '28.75'],
      ['M', '24.4', '24.35', '24.45'],
    ] as const) {
      const state = await get<GrowthState>(stack, stateUrl(CHINA(flow), '2020-S1'));
      expect(state.growth['GY']?.reported).toMatchObject({
        value,
        low,
        high,
        unit: 'percent',
        printed: { value, wording: 'percent', qualifier: 'exact' },
      });
    }
  });

  it('Zhengzhou: a level and a rate, and at 2019-S1 the level they imply, 2.15103 bn [2.14870, 2.15336]', async () => {
    const zone = seeds.find((e) => e.data.value === '119.43');
    const series = seriesOf(zone.id);
    const now = await get<GrowthState>(stack, stateUrl(series, '2020-S1'));
    expect(now.level.reported).toMatchObject({ value: '4720000000', low: '4715000000', high: '4725000000' });
    expect(now.growth['GY']?.reported).toMatchObject({ value: '119.43', low: '119.425', high: '119.435' });
    const base = (await get<GrowthState>(stack, stateUrl(series, '2019-S1'))).level.implied;
    const billions = (text: string | null | undefined) => (Number(text) / 1e9).toFixed(5);
    expect([base?.value, base?.low, base?.high].map(billions)).toEqual(['2.15103', '2.14870', '2.15336']);
  });

  it('Ningbo: "up 4.5 times" has no single value but the readings 450 and 350', async () => {
    const series = seriesOf(seeds.find((e) => e.data.value === '4.5').id);
    const state = await get<GrowthState>(stack, stateUrl(series, '2020-01-01/P5M'));
    const reported = state.growth['GY']?.reported;
    expect(reported).toMatchObject({ value: null, low: null, high: null });
    expect(reported?.readings?.map(({ reading, value }) => [reading, value])).toEqual([
      ['up-by-times', '450'],
      ['to-times', '350'],
    ]);
    expect(state.flags).toContain('ambiguous-wording');
    expect(state.level.reported?.value).toBe('135000000');
  });

  it('AliExpress: stores opened in March up 132 percent on the month before', async () => {
    const series = seriesOf(seeds.find((e) => e.data.value === '132').id);
    const state = await get<GrowthState>(stack, stateUrl(series, '2020-03'));
    expect(state.growth['G1']?.reported).toMatchObject({ value: '132', low: '131.5', high: '132.5' });
    expect(state.growth['G1']?.comparedWith).toBe('2020-02');
  });

  it("Spain's refrigerators have `_U` period and comparison", async () => {
    const series = seriesOf(seeds.find((e) => e.data.value === '700').id);
    const state = await get<GrowthState>(stack, stateUrl(series, '_U'));
    expect(state.growth['_U']).toMatchObject({
      comparedWith: null,
      reported: { value: '700', low: '699.5', high: '700.5' },
    });
    expect(state.flags).toEqual(expect.arrayContaining(['unknown-period', 'unknown-comparison']));
  });

  it('the notice, the claim and the quotation are in their registers', async () => {
    const notices = await get<{ items: { notice: string }[] }>(stack, '/v1/notices');
    expect(notices.items.map((n) => n.notice)).toEqual(['GACC-2020-75']);
    expect((await get<{ items: unknown[] }>(stack, '/v1/claims')).items.length).toBeGreaterThanOrEqual(1);
    const statements = await get<{ items: unknown[] }>(stack, '/v1/statements');
    expect(JSON.stringify(statements.items)).toContain('Bai Ming');
  });

  it('every figure is explained by the event, its document and its quote', async () => {
    const explained = JSON.stringify(await get(stack, stateUrl(CHINA('_T'), '2020-S1', '/explain')));
    const event = seeds.find((e) => e.data.value === '26.2');
    expect(explained).toContain(event.id);
    expect(explained).toContain(JSON.stringify(event.data.evidence.quote).slice(1, -1));
    expect(explained).toContain(event.data.evidence.document);
  });

  it('a second push changes no state', async () => {
    const before = await get<{ items: unknown[] }>(stack, '/v1/changes?after=0&limit=1000');
    await load(stack, 'seed', '--again');
    await caughtUp(stack);
    expect(await get(stack, '/v1/changes?after=0&limit=1000')).toEqual(before);
    const event = bundledEvents('data/seed/events.jsonl')[0];
    const query = new URLSearchParams({ source: event.source, id: event.id });
    const { outcomes } = await get<{ outcomes: { outcome: string }[] }>(
      stack,
      `/v1/outcomes?${String(query)}`,
    );
    expect(outcomes.map((o) => o.outcome)).toEqual(['applied', 'duplicate']);
  });
});

describe('the contract with clients', () => {
  it('a misspelt query parameter is 400 and names the right one', async () => {
    const response = await fetch(`${stack.api.url}/v1/growth?reporte=GACC`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify(await response.json())).toContain('reporter');
  });

  it('a bad event is 422 with every fault, and leaves no trace', async () => {
    const [good] = seeds;
    const bad = {
      ...good,
      id: 'bad',
      data: { ...good.data, period: '2020-13', multiplier: '0', unit: 'points', publishedAt: 'yesterday' },
    };
    const { status, body } = await push(stack.customs, [good, bad]);
    expect(status).toBe(422);
    const pointers = body.errors.map(
      (e: { index: number; pointer: string }) => `${String(e.index)} ${e.pointer}`,
    );
    expect(pointers).toEqual(
      expect.arrayContaining(['1 /data/period', '1 /data/multiplier', '1 /data/unit', '1 /data/publishedAt']),
    );
    const { outcomes } = await get<{ outcomes: unknown[] }>(
      stack,
      `/v1/outcomes?${String(new URLSearchParams({ source: bad.source, id: 'bad' }))}`,
    );
    expect(outcomes).toEqual([]);
  });

  it('a source is described through either door, and the newest description stands in its register', async () => {
    const said = (id: string, name: string) =>
      event(id, 'reporter.described', {
        ...{ reporter: 'HAINAN', name: { en: name, zh: '海南' }, kind: 'government', licence: 'CC BY 4.0' },
      });
    const first = await push(stack.customs, [said('hainan-1', 'Hainan')]);
    await dealtWith(stack, first.body.receipts);
    const second = await push(stack.platform, [said('hainan-2', 'Hainan Province')]);
    expect([first.status, second.status]).toEqual([202, 202]);
    await dealtWith(stack, second.body.receipts);
    const { items } = await get<{ items: unknown[] }>(stack, '/v1/reporters?reporter=HAINAN,ZAEZ');
    expect(items).toMatchObject([
      {
        ...{ reporter: 'HAINAN', name: { en: 'Hainan Province' }, licence: 'CC BY 4.0', registered: null },
        described: { id: 'hainan-2', topic: `${stack.prefix}platform.figures` },
      },
      { reporter: 'ZAEZ', kind: 'zone', described: null, registered: { kind: 'zone' } },
    ]);
    const refused = await push(stack.customs, [said('hainan-3', '')]);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/data/name/en']);
  });

  it('a statement is withdrawn by its own kind; a withdrawal of another kind is rejected, even before its event', async () => {
    const ref = { source: '/datasets/seed-article', id: 'bai-ming' };
    const outcomesOf = async (id: string): Promise<string[]> =>
      (
        await get<{ outcomes: { outcome: string; rule?: string }[] }>(
          stack,
          `/v1/outcomes?source=/spec&id=${id}`,
        )
      ).outcomes.map(({ outcome, rule = '' }) => `${outcome} ${rule}`.trim());
    const gone = (feed: { url: string }, id: string, type: string, of: object) =>
      push(feed, [event(id, type, { ref: of, reason: 'a mistake' })]);
    const later = { source: '/spec', id: 'said-later' };
    const sent = [
      await gone(stack.customs, 'gone-1', 'figure.withdrawn', ref),
      await gone(stack.policy, 'gone-2', 'statement.withdrawn', ref),
      await gone(stack.customs, 'gone-3', 'figure.withdrawn', later),
    ];
    for (const { body } of sent) await dealtWith(stack, body.receipts);
    expect(await Promise.all(['gone-1', 'gone-2', 'gone-3'].map(outcomesOf))).toEqual([
      ['rejected withdrawal-kind'],
      ['applied'],
      ['applied'],
    ]);
    const statement = bundledEvents('data/seed/events.jsonl').find((e) => e.id === 'bai-ming');
    const { body } = await push(stack.policy, [{ ...statement, ...later }]);
    await dealtWith(stack, body.receipts);
    expect(await outcomesOf('gone-3')).toEqual(['rejected withdrawal-kind']);
    const { items } = await get<{ items: { id: string; withdrawn: boolean }[] }>(stack, '/v1/statements');
    expect(items.map(({ id, withdrawn }) => [id, withdrawn])).toEqual([
      ['bai-ming', true],
      ['said-later', false],
    ]);
  });
});

it('waves of a notice are one programme, whatever order they come in; one that extends itself is refused', async () => {
  const { data } = bundledEvents('data/seed/events.jsonl').find((e) => e.id === 'GACC-2020-75');
  const wave = (notice: string, before: string) =>
    event(notice, 'notice.published', { ...data, notice, extends: before });
  const refused = await push(stack.policy, [wave('GACC-2021-47', 'GACC-2021-47')]);
  expect([refused.status, refused.body.errors[0].rule]).toEqual([422, 'extends-itself']);
  const { body } = await push(stack.policy, [
    wave('GACC-2021-47', 'GACC-2020-92'),
    wave('GACC-2020-92', 'GACC-2020-75'),
  ]);
  await dealtWith(stack, body.receipts);
  const { items } = await get<{ items: { notice: string; programme: object }[] }>(
    stack,
    '/v1/notices?programme=GACC-2020-92',
  );
  expect(items.map(({ notice, programme }) => [notice, programme])).toEqual(
    ['GACC-2020-75', 'GACC-2020-92', 'GACC-2021-47'].map((notice) => [
      notice,
      { root: 'GACC-2020-75', waves: 3, circle: false },
    ]),
  );
});

it('beside others its text is told by them, and a number whose print has lost is superseded, by whom and when', async () => {
  await load(stack, 'cbec');
  await caughtUp(stack);
  const { findings } = await check(SEED_DRAFT);
  expect(findings.map(({ text, verdict }) => [text, verdict])).toEqual(SEED_VERDICTS_BESIDE_CBEC);
  const lost = await check(
    "China's cross-border e-commerce trade was 1.98 trillion yuan in 2021, up 15 percent.",
  );
  expect(lost.searched.left).toBe(0);
  expect(lost.findings).toMatchObject([
    {
      ...{ text: '1.98 trillion yuan', verdict: 'superseded' },
      prints: [
        { role: 'met', standing: 'superseded', printed: { value: '1.98' }, publishedAt: '2022-03-09' },
        { role: 'stands', standing: 'chosen', printed: { value: '1.92' }, publishedAt: '2022-07-24' },
      ],
      sentence: {
        en: expect.stringMatching(/^Superseded on 24 July 2022: 1.92 trillion yuan \(General Administration/),
        zh: expect.stringMatching(/^2022年7月24日已被取代：现为1.92万亿元（海关总署/),
      },
    },
    { text: '15 percent', verdict: 'superseded', sentence: { en: expect.stringContaining('18.6 percent') } },
  ]);
});

const event = (id: string, type: string, data: object) => ({
  ...{ specversion: '1.0', source: '/spec', id, type: `silkgauge.${type}.v1`, data },
});
