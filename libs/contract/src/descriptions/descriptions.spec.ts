import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { checkEvent } from '../check-event.ts';
import { EVENT_TYPES, FAMILIES } from '../events/families.ts';
import { CALLS } from '../calls/table.ts';
import { DIMENSIONS } from '../series-key.ts';
import { FEEDS, topics, typesOf } from '../topics.ts';
import { accessOpenApi } from './access-openapi.ts';
import { asyncApi } from './async-api.ts';
import { feedOpenApi } from './feed-openapi.ts';
import { growthApiOpenApi } from './growth-openapi.ts';
import { eventExample, jsonSchemas, schemaName, type Description } from './json-schemas.ts';
import { notifierOpenApi } from './notifier-openapi.ts';

const onTheWire = (document: Description): Record<string, never> =>
  JSON.parse(JSON.stringify(document)) as Record<string, never>;

/** All `$ref` values of a document. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '$ref' && typeof member === 'string' ? [member] : references(member),
  );
}

/** Pointers to the schemas, and other objects, that are `odd`; `name` is the member that has them. */
function places(
  value: unknown,
  odd: (node: Description, name: string) => boolean,
  at = '',
  name = '',
): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => places(item, odd, `${at}/${String(i)}`, name));
  if (typeof value !== 'object' || value === null) return [];
  const found = odd(value as Description, name) ? [at] : [];
  const within = Object.entries(value).filter(([member]) => member !== 'examples');
  return [...found, ...within.flatMap(([member, one]) => places(one, odd, `${at}/${member}`, member))];
}

interface BodyWithExamples {
  readonly schema: { readonly $ref: string };
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Bodies of messages and answers that have examples; parameters have a name. */
function bodiesWithExamples(value: unknown): readonly BodyWithExamples[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('schema' in value && 'examples' in value && !('name' in value)) return [value as BodyWithExamples];
  return Object.values(value).flatMap(bodiesWithExamples);
}

/** Where the figures of examples, which have a day, are from, and the evidence of figures and claims. */
function printsIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const { from, evidence, direction, measure } = value as Description;
  const isPrint = typeof from === 'object' && from !== null && 'publishedAt' in from;
  const isSaid = evidence !== undefined && [direction, measure].some((one) => typeof one === 'string');
  const own = [...(isPrint ? [from] : []), ...(isSaid ? [evidence] : [])];
  return [...own, ...Object.values(value).flatMap(printsIn)];
}

function resolves(document: unknown, reference: string): boolean {
  let value: unknown = document;
  for (const step of reference.split('/').slice(1)) {
    value = (value as Record<string, unknown> | undefined)?.[
      step.replaceAll('~1', '/').replaceAll('~0', '~')
    ];
  }
  return value !== undefined;
}

describe('the descriptions', () => {
  const documents: [string, Description][] = [
    ...FEEDS.map((feed): [string, Description] => [feed, feedOpenApi(feed)]),
    ['growth-api', growthApiOpenApi()],
    ['access', accessOpenApi()],
    ['notifier', notifierOpenApi()],
  ];

  it.each(documents)('%s is OpenAPI 3.1', async (_name, document) => {
    const result = await new Validator().validate(onTheWire(document));
    expect(result).toMatchObject({ valid: true });
  });

  it.each(documents)('%s follows the recommended rules of Redocly', async (_name, document) => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({
      source: JSON.stringify(document),
      absoluteRef: '/openapi.json',
      config,
    });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it.each([...documents, ['topics', asyncApi()] as [string, Description]])(
    '%s names its types: each component has its name as title, and members of any name make a map',
    (_name, document) => {
      const { schemas } = (document as { components: { schemas: Record<string, Description> } }).components;
      expect(Object.entries(schemas).filter(([name, { title }]) => title !== name)).toEqual([]);
      expect(JSON.stringify(document)).not.toContain('"patternProperties"');
    },
  );

  describe.each([...documents, ['topics', asyncApi()] as [string, Description]])(
    '%s is one that generators of clients read',
    (_name, document) => {
      const { paths = {}, components } = onTheWire(document) as unknown as {
        paths?: Record<string, Record<string, { operationId?: string }>>;
        components: { schemas: Record<string, Description> };
      };
      const names = Object.keys(components.schemas);

      it('no type is null alone, and no truth is one of a list', () => {
        expect(places(document, (node, name) => name !== 'anyOf' && node['type'] === 'null')).toEqual([]);
        expect(places(document, (node) => typeof node['const'] === 'boolean')).toEqual([]);
      });

      it('each object with members is a schema by name, but headers and bodies of messages', () => {
        const anonymous = places(components.schemas, (node) => 'properties' in node && !('title' in node));
        expect(anonymous).toEqual([]);
      });

      it('a parameter has one type', () => {
        expect(
          places(paths, (node) => 'in' in node && 'anyOf' in ((node['schema'] ?? {}) as object)),
        ).toEqual([]);
      });

      it('no schema has the name that generators give to the parameters of a call, or to a maker', () => {
        const calls = Object.values(paths).flatMap((path) => Object.values(path));
        const given = calls.map(
          ({ operationId: id = '' }) => `${id.charAt(0).toUpperCase()}${id.slice(1)}Request`,
        );
        expect(names.filter((name) => given.includes(name))).toEqual([]);
        expect(names.filter((name) => names.includes(name.replace(/^New/, '')) && /^New/.test(name))).toEqual(
          [],
        );
      });
    },
  );

  it('each topic names the types of its messages', () => {
    const { messages, schemas } = (
      asyncApi() as {
        components: {
          messages: Record<string, { payload: { $ref?: string }; examples?: { payload: unknown }[] }>;
          schemas: Record<string, { properties: Record<string, Description> }>;
        };
      }
    ).components;
    const { DeadLetter: _, ...typed } = messages;
    for (const { payload } of Object.values(typed)) expect(payload).toEqual({ $ref: expect.any(String) });
    expect(messages['GrowthUpdated']?.payload.$ref).toBe('#/components/schemas/GrowthState');
    expect(schemas['GrowthState']?.properties['growth']).toMatchObject({
      additionalProperties: { $ref: '#/components/schemas/ComparedSides' },
    });
  });

  it('the examples are valid by their schemas', () => {
    interface Message {
      readonly payload: { readonly $ref: string };
      readonly examples?: readonly { readonly payload: unknown }[];
    }
    const { components } = onTheWire(asyncApi()) as unknown as {
      components: { messages: Record<string, Message> };
    };
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ components }, 'topics');
    let shown = 0;
    for (const { payload, examples = [] } of Object.values(components.messages))
      for (const example of examples) {
        const validate = ajv.getSchema(`topics${payload.$ref}`);
        expect([validate?.(example.payload), validate?.errors]).toEqual([true, null]);
        shown += 1;
      }
    // Events, and of what is told states and claims.
    expect(shown).toBe(EVENT_TYPES.length + 2);
  });

  it('deliveries and states have examples that are valid by their schemas', () => {
    const shown = [notifierOpenApi(), growthApiOpenApi()].flatMap((document, at) => {
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      ajv.addSchema(onTheWire(document), 'api');
      return bodiesWithExamples(onTheWire(document)).map(({ schema, examples }) => {
        const validate = ajv.getSchema(`api${schema.$ref}`);
        for (const { value } of Object.values(examples))
          expect([validate?.(value), validate?.errors]).toEqual([true, null]);
        return [at, schema.$ref.split('/').at(-1)];
      });
    });
    expect(shown).toEqual([
      [0, 'GrowthDelivery'],
      [0, 'ClaimDelivery'],
      [1, 'ServedState'],
    ]);
  });

  it('each example of a figure or claim says who printed it, and of which kind that is', () => {
    const all = [...documents.map(([, document]) => document), asyncApi()];
    const prints = all.flatMap((document) => printsIn(onTheWire(document)));
    expect(prints.length).toBeGreaterThan(10);
    for (const print of prints)
      expect(print).toMatchObject({ kind: 'agency', publisher: { name: { en: 'Xinhua', zh: '新华社' } } });
  });

  it.each([...documents, ['topics', asyncApi()] as [string, Description]])(
    '%s has all that it refers to',
    (_name, document) => {
      const wanted = references(document);
      expect(wanted.length).toBeGreaterThan(0);
      expect(wanted.filter((reference) => !resolves(document, reference))).toEqual([]);
    },
  );

  it.each([...documents, ['topics', asyncApi()] as [string, Description]])(
    '%s keeps our own words to itself',
    (_name, document) => {
      expect(JSON.stringify(document)).not.toContain('"terms"');
      expect(JSON.stringify(document)).not.toContain('~kind');
    },
  );

  it('the topics are AsyncAPI 3.0', () => {
    const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0.json') as object;
    const validate = new Ajv({
      strict: false,
      meta: false,
      validateSchema: false,
      validateFormats: false,
    }).compile(schema);
    const valid = validate(onTheWire(asyncApi('test.')));
    expect(validate.errors).toBeNull();
    expect(valid).toBe(true);
  });

  it('AsyncAPI states the partitioner for the topics of sales and notices only', () => {
    const { channels } = asyncApi() as { channels: Record<string, { address: string; description: string }> };
    const placed = Object.values(channels).filter(({ description }) =>
      description.includes('partitioner=murmur2_random'),
    );
    expect(placed.map(({ address }) => address)).toEqual(['platform.sales', 'policy.notices']);
  });

  it('AsyncAPI contains all topics, with their prefix', () => {
    const { channels } = asyncApi('test.') as { channels: Record<string, { address: string }> };
    expect(Object.values(channels).map(({ address }) => address)).toEqual(
      topics('test.').map(({ name }) => name),
    );
  });

  it('each feed describes the types that it takes', () => {
    for (const feed of FEEDS) {
      const { components } = feedOpenApi(feed) as { components: { schemas: object } };
      expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(typesOf(feed).map(schemaName)));
    }
  });

  it('the API describes all parameters of each call', () => {
    const { paths } = growthApiOpenApi() as {
      paths: Record<
        string,
        Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>
      >;
    };
    const described = Object.fromEntries(
      Object.values(paths)
        .flatMap((methods) => Object.values(methods))
        .map(({ operationId, parameters = [] }) => [
          operationId,
          parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
        ]),
    );
    for (const [name, call] of Object.entries(CALLS))
      expect(described[name]).toEqual(Object.keys(call.parameters));
    expect(described.growth).toEqual(expect.arrayContaining([...DIMENSIONS, 'from', 'to', 'asOf', 'cursor']));
  });
});

interface Union {
  readonly required?: readonly string[];
  readonly oneOf?: readonly Union[];
}

describe('the published schema of an event', () => {
  const ajv = new Ajv2020({ strict: true, validateFormats: false });
  const schemas = jsonSchemas();
  const validators = Object.fromEntries(
    EVENT_TYPES.map((type) => [type, ajv.compile(schemas[schemaName(type)] ?? false)]),
  );

  it.each(EVENT_TYPES)('%s accepts its example, as checkEvent does', (type) => {
    expect(validators[type]?.(eventExample(type))).toBe(true);
    expect(checkEvent(eventExample(type))).toMatchObject({ ok: true });
  });

  it.each(EVENT_TYPES)('%s names the required members of the data', (type) => {
    // Of a union those of its first variant, of which the example is.
    const { oneOf: [one] = [], ...whole } = FAMILIES[type].schema as Union;
    const { required = [] } = one ?? whole;
    expect(required.length).toBeGreaterThan(0);
    for (const name of required) {
      const event = structuredClone(eventExample(type)) as { data: Record<string, unknown> };
      Reflect.deleteProperty(event.data, name);
      expect(validators[type]?.(event)).toBe(false);
      expect(checkEvent(event)).toMatchObject({ faults: [{ pointer: `/data/${name}`, rule: 'required' }] });
    }
  });

  it('accepts every event that checkEvent accepts', () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        '_T',
        '_U',
        'CN',
        'CNY',
        '2020',
        '2020-01-01/P5M',
        '1.5',
        '-2',
        'GY',
        'growth',
        'level',
        'up',
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...EVENT_TYPES), values, fc.nat(), (type, value, place) => {
        const event = structuredClone(eventExample(type)) as { data: Record<string, unknown> };
        const names = [...Object.keys(event.data), 'unknown'];
        event.data[names[place % names.length] ?? ''] = value;
        if (checkEvent(event).ok) expect(validators[type]?.(event)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
