import { globSync, readFileSync } from 'node:fs';
import { asyncApi, growthApiOpenApi, type DraftFindings } from '@silkgauge/contract';
import { isObject } from '../http/bounded.ts';
import { heldAgainst, schemaOf, words, type Served } from './check.ts';
import { readContract, type Use } from './consumer-contract.ts';
import type { Schema } from './schema-at.ts';
import { agreed, isServed, misunderstood, reliedOn } from './witnesses.fixture.ts';

const root = new URL('../../../../', import.meta.url);
const plain = (document: unknown) => JSON.parse(JSON.stringify(document)) as Schema;
const served: Served = { openApi: plain(growthApiOpenApi()), asyncApi: plain(asyncApi()) };
const files = globSync('contracts/consumers/*.json', { cwd: root });
const contracts = files.map((file) => {
  const contract = readContract(JSON.parse(readFileSync(new URL(file, root), 'utf8')));
  return [file, contract] as const;
});

const { messages } = served.asyncApi['components'] as { messages: Record<string, Schema> };
const examplesOf = (message: string | undefined): readonly unknown[] => {
  const found = Object.values(messages).find(({ name }) => name === message);
  return ((found?.['examples'] ?? []) as { payload: unknown }[]).map(({ payload }) => payload);
};
const CHECKED: DraftFindings = {
  ...{ sequence: '7', lang: 'en', periods: [], searched: { states: 1, left: 0 } },
  findings: [
    {
      ...{ start: 0, end: 12, text: '26.2 percent', kind: 'number', verdict: 'agrees', reason: null },
      ...{ marks: ['carried'], number: null, prints: [] },
      sentence: { en: 'Agrees with what is printed: 26.2 percent.', zh: '与已公布数据一致：26.2%。' },
      known: [
        {
          ...{
            key: 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1',
            member: 'growth.GY.reported',
            version: 1,
          },
          ...{ sequence: '7', value: '26.2', low: '26.15', high: '26.25', unit: 'percent', readings: [] },
          from: {
            source: '/seed',
            id: 'one',
            document: 'https://example.org/article',
            publishedAt: '2020-07-16',
            quote: 'up 26.2 percent',
          },
          ...{ unnamed: [], explain: '/v1/growth/GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1/explain' },
        },
      ],
    },
  ],
};

/** Examples of what a use speaks of: those of AsyncAPI, for lists of states a list of them, a checked draft. */
const examples = ({ message, call }: Use): readonly unknown[] => {
  if (call === undefined) return examplesOf(message);
  if (call.endsWith('/v1/drafts/check')) return [CHECKED];
  const notices = [{ notice: 'GACC-2020-75', scope: 'part', period: 'whole' }];
  const items = examplesOf('silkgauge.growth.updated.v1').map((state) => ({ ...(state as object), notices }));
  return [{ items, next: null }];
};

it('the page, the client and the examples each say what they rely on', () => {
  expect(contracts.map(([, { consumer }]) => consumer).sort()).toEqual([
    '@silkgauge/client',
    'examples',
    'page',
  ]);
});

describe.each(contracts)('%s', (_file, contract) => {
  it('holds against the served schemas', () => {
    expect(words(contract, heldAgainst(contract, served))).toBe('');
  });

  const named = contract.uses.map((use) => [`${use.message ?? use.call ?? ''} ${use.pointer}`, use] as const);

  it.each(named)('%s: no value that is served is misunderstood, say TypeBox and ajv', (_name, use) => {
    const found = schemaOf(use, served);
    const some = examples(use);
    expect(some.length).toBeGreaterThan(0);
    for (const example of some) {
      expect(isServed(found?.schema, found?.document ?? {}, example)).toBe(true);
      expect(agreed(reliedOn(use))(example)).toBe(true);
      expect(misunderstood(use, found?.schema, found?.document ?? {}, example)).toEqual([]);
    }
  });
});

/** A change of the schema of states in AsyncAPI. */
const mutated = (change: (schemas: Record<string, any>) => void): Served => {
  const document = structuredClone(served.asyncApi) as { components: { schemas: Record<string, any> } };
  change(document.components.schemas);
  return { ...served, asyncApi: document as unknown as Schema };
};

const page = contracts.find(([file]) => file.endsWith('page.json'))?.[1];
if (!page) throw new Error('contracts/consumers/page.json is missing');
const bounded = readContract({
  ...{ consumer: 'bounds', contact: 'a team' },
  uses: [{ message: 'silkgauge.growth.updated.v1', pointer: '/version', exclusiveMinimum: 0 }],
});
const DECIMAL = String.raw`^-?\d+(\.\d+)?$`;

describe('each kind of breaking change is found', () => {
  it.each<[string, (schemas: Record<string, any>) => void, string, string, string]>([
    [
      'a used member is removed',
      ({ Measurement }) => {
        delete Measurement.properties.low;
        Measurement.required = Measurement.required.filter((name: string) => name !== 'low');
      },
      ...([
        '/growth/GY/reported/low',
        'before: a member',
        'after:  none; there are value, unit, high',
      ] as const),
    ],
    [
      'a used member is renamed',
      ({ GrowthState }) => {
        GrowthState.properties.time = GrowthState.properties.period;
        delete GrowthState.properties.period;
        GrowthState.required = GrowthState.required.map((name: string) =>
          name === 'period' ? 'time' : name,
        );
      },
      ...(['/period', 'before: a member', 'after:  none; there are key, series'] as const),
    ],
    [
      'a used member has another type',
      ({ GrowthState }) =>
        (GrowthState.properties.period = { anyOf: [{ type: 'string' }, { type: 'integer' }] }),
      ...(['/period', 'before: type string', 'after:  type string or integer'] as const),
    ],
    [
      'a used member may be null',
      ({ GrowthState }) => (GrowthState.properties.key = { anyOf: [{ type: 'string' }, { type: 'null' }] }),
      ...(['/key', 'before: type string', 'after:  type string or null'] as const),
    ],
    [
      'a member is no longer always there',
      ({ GrowthState }) =>
        (GrowthState.required = GrowthState.required.filter((name: string) => name !== 'sequence')),
      ...(['/sequence', 'before: always there', 'after:  may be absent'] as const),
    ],
    [
      'a pattern is loosened',
      ({ Measurement }) => (Measurement.properties.high.anyOf[0].pattern = String.raw`^-?\d+([.,]\d+)?$`),
      ...([
        '/growth/GY/reported/high',
        `before: texts like ${DECIMAL}`,
        String.raw`after:  texts like ^-?\d+([.,]\d+)?$`,
      ] as const),
    ],
    [
      'a pattern is gone',
      ({ GrowthState }) => delete GrowthState.properties.sequence.pattern,
      ...(['/sequence', String.raw`before: texts like ^\d+$`, 'after:  any text'] as const),
    ],
    [
      'there is another code',
      ({ Verdict }) => Verdict.enum.push('disputed'),
      ...(['/growth/GY/verdict', 'before: one of agrees', 'after:  also disputed'] as const),
    ],
    [
      'a list of codes is open now',
      ({ MeasurementStatus }) => delete MeasurementStatus.enum,
      ...(['/growth/GY/reported/status', 'before: one of A, R, P, F, _U', 'after:  any text'] as const),
    ],
    [
      'a bound moves',
      ({ GrowthState }) => (GrowthState.properties.version.minimum = 0),
      ...(['/version', 'before: minimum 1', 'after:  minimum 0'] as const),
    ],
  ])('%s', (_name, change, pointer, before, after) => {
    const now = mutated(change);
    const found = heldAgainst(page, now);
    const text = words(page, found);
    expect(text).toContain(`page (apps/dashboard) relies on silkgauge.growth.updated.v1 ${pointer}\n`);
    expect(text).toContain(before);
    expect(text).toContain(after);
    expect(text).toMatch(/^ {2}fix: {4}keep the /m);
    // Values say the same: some that are served now are not understood.
    const use = found.map((one) => one.use).find((one) => one.pointer === pointer);
    const { schema, document = {} } = schemaOf(use!, now) ?? {};
    const [example] = examplesOf(use!.message) as [Schema];
    const renamed = { ...example, time: example['period'] };
    expect(misunderstood(use!, schema, document, renamed)).not.toEqual([]);
  });

  it('an exclusive bound moves', () => {
    expect(
      heldAgainst(
        bounded,
        mutated(({ GrowthState }) => swap(GrowthState, { exclusiveMinimum: 0 })),
      ),
    ).toEqual([]);
    const found = heldAgainst(
      bounded,
      mutated(({ GrowthState }) => swap(GrowthState, { exclusiveMinimum: -1 })),
    );
    expect(words(bounded, found)).toBe(
      'bounds (a team) relies on silkgauge.growth.updated.v1 /version\n' +
        '  before: exclusiveMinimum 0\n  after:  exclusiveMinimum -1\n  fix:    keep the bound',
    );
    const inclusive = heldAgainst(
      bounded,
      mutated(({ GrowthState }) => swap(GrowthState, { minimum: 0 })),
    );
    expect(inclusive).toMatchObject([{ after: 'minimum 0' }]);
  });

  it('a message or a call is no longer served', () => {
    const { components, ...others } = served.asyncApi;
    const gone = {
      ...served,
      asyncApi: { ...others, components: { ...(components as object), messages: {} } },
    };
    expect(words(page, heldAgainst(page, gone))).toContain('after:  not served');
    expect(words(page, heldAgainst(page, { ...served, openApi: {} }))).toContain('GET /v1/growth /items\n');
  });
});

const swap = (state: any, bound: object) => (state.properties.version = { type: 'integer', ...bound });

describe('what breaks nobody passes', () => {
  it.each<[string, (schemas: Record<string, any>) => void]>([
    ['an added member', ({ GrowthState }) => (GrowthState.properties.colour = { type: 'string' })],
    ['an added member that is always there', ({ Measurement }) => Measurement.required.push('printed')],
    ['another description', ({ GrowthState }) => (GrowthState.properties.key.description = 'Another.')],
    ['a code that no longer comes', ({ Verdict }) => Verdict.enum.pop()],
    [
      'a member that is no longer null',
      ({ Measurement }) => (Measurement.properties.value = { type: 'string', pattern: DECIMAL }),
    ],
    ['a bound that is tighter', ({ GrowthState }) => (GrowthState.properties.version.minimum = 2)],
    ['a member that nobody uses is gone', ({ Change }) => delete Change.properties.folded],
  ])('%s', (_name, change) => {
    expect(contracts.map(([, contract]) => words(contract, heldAgainst(contract, mutated(change))))).toEqual([
      '',
      '',
      '',
    ]);
  });
});

describe('a contract that is none', () => {
  it('is refused with all of its faults', () => {
    const uses = [
      {
        pointer: 'key',
        message: 'a',
        call: 'GET /',
        type: 'text',
        pattern: '[',
        values: [],
        required: 1,
        minimum: '1',
      },
      { message: 'a', pointer: '/key', typ: 'string' },
    ];
    expect(() => readContract({ consumer: '', uses })).toThrow(
      [
        ...['no consumer contract:', '  /consumer: a name is needed', '  /contact: who is asked is needed'],
        ...[
          '  /uses/0: message or call is needed, one of both',
          '  /uses/0: pointer: a JSON Pointer is needed',
        ],
        '  /uses/0: type: one of string, number, integer, boolean, object, array, null',
        ...[
          '  /uses/0: pattern: a regular expression is needed',
          '  /uses/0: values: a list of texts is needed',
        ],
        ...['  /uses/0: required: true or false', '  /uses/0: minimum: a number is needed'],
        '  /uses/1: typ is not known: one of message, call, pointer, type, pattern, values, required, minimum, exclusiveMinimum, maximum, exclusiveMaximum',
      ].join('\n'),
    );
    expect(() => readContract([])).toThrow('/uses: at least one is needed');
  });
});

it('a page of a description is a schema with references, unions and lists', () => {
  expect(isObject(schemaOf({ call: 'GET /v1/growth', pointer: '' }, served)?.schema)).toBe(true);
  expect(schemaOf({ call: 'GET /v1/nothing', pointer: '' }, served)).toBeUndefined();
});
