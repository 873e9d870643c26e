import { BOTH, GIVEN, TAKEN, advice, differences } from './compatibility.fixture.ts';

const SCHEMA = {
  type: 'object',
  description: 'A thing.',
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^a' },
    description: { type: 'string' },
    kind: { enum: ['x', 'y'] },
    inner: { anyOf: [{ type: 'object', properties: { one: { type: 'string' } } }, { type: 'null' }] },
  },
};
type Schema = Record<string, any>;

const changed = (change: (schema: Schema) => void): Schema => {
  const schema = structuredClone(SCHEMA) as Schema;
  change(schema);
  return schema;
};

describe('two versions of a schema', () => {
  it('are equal in another order of members', () => {
    const turned = Object.fromEntries(Object.entries(SCHEMA).reverse());
    expect(differences(SCHEMA, turned, BOTH)).toEqual([]);
  });

  it.each<[string, (schema: Schema) => void, string, string]>([
    ['a new optional member', ({ properties }) => (properties.more = {}), '/properties/more', 'is new'],
    [
      'a new member of an alternative',
      ({ properties }) => (properties.inner.anyOf[0].properties.two = {}),
      '/properties/inner/anyOf/0/properties/two',
      'is new',
    ],
    ['another text', (schema) => (schema['description'] = 'One.'), '/description', 'says something else'],
  ])('differ by %s, which is compatible', (_name, change, pointer, what) => {
    expect(differences(SCHEMA, changed(change), BOTH)).toEqual([{ pointer, what, isBreaking: false }]);
  });

  it.each<[string, (schema: Schema) => void, string, string]>([
    ['a removed member', ({ properties }) => delete properties.name, '/properties/name', 'is gone'],
    [
      'another type of a member with the name of a text keyword',
      ({ properties }) => (properties.description.type = 'integer'),
      '/properties/description/type',
      'was "string", is "integer"',
    ],
    ['a bound', ({ properties }) => (properties.name.maxLength = 9), '/properties/name/maxLength', 'is new'],
    [
      'another pattern',
      ({ properties }) => (properties.name.pattern = '^b'),
      '/properties/name/pattern',
      'was "^a", is "^b"',
    ],
    [
      'a removed word',
      ({ properties }) => (properties.kind.enum = ['x']),
      '/properties/kind/enum',
      '"y" is not possible any more',
    ],
  ])('differ by %s, which breaks programs', (_name, change, pointer, what) => {
    expect(differences(SCHEMA, changed(change), BOTH)).toEqual([{ pointer, what, isBreaking: true }]);
  });

  it.each<[string, (schema: Schema) => void, 'taken' | 'given']>([
    ['another required member', (schema) => schema['required'].push('kind'), 'taken'],
    ['a member that is no longer required', (schema) => schema['required'].pop(), 'given'],
    ['another word', ({ properties }) => properties.kind.enum.push('z'), 'given'],
    ['one word less', ({ properties }) => properties.kind.enum.pop(), 'taken'],
    ['another alternative', ({ properties }) => properties.inner.anyOf.push({}), 'given'],
    ['a new list of words', ({ properties }) => (properties.name.enum = ['a']), 'taken'],
    ['a removed list of words', ({ properties }) => delete properties.kind.enum, 'given'],
    ['new alternatives', ({ properties }) => (properties.name.anyOf = [{}]), 'taken'],
  ])('differ by %s, which breaks one role only', (_name, change, broken) => {
    const breaks = (roles: typeof TAKEN) =>
      differences(SCHEMA, changed(change), roles).map((one) => one.isBreaking);
    expect({ taken: breaks(TAKEN), given: breaks(GIVEN) }).toEqual({
      taken: [broken === 'taken'],
      given: [broken === 'given'],
    });
  });
});

describe('two versions of a document', () => {
  const ref = { $ref: '#/components/schemas/Thing' };
  const openApi = (schema: unknown, more: object = {}, parameters: object[] = []) => ({
    paths: {
      '/a/b': { get: { parameters, responses: { 200: { content: { json: { schema: ref } } } }, ...more } },
    },
    components: { schemas: { Thing: schema } },
  });
  const asyncApi = (action: string, schema: unknown) => ({
    operations: { one: { action, messages: [{ $ref: '#/channels/c/messages/m' }] } },
    channels: { c: { messages: { m: { $ref: '#/components/messages/m' } } } },
    components: { messages: { m: { payload: ref } }, schemas: { Thing: schema } },
  });
  const webhook = (schema: unknown) => ({
    webhooks: { change: { post: { requestBody: ref } } },
    components: { schemas: { Thing: schema } },
  });
  const stricter = changed((schema) => schema['required'].push('kind'));
  const parameter = { name: 'p', in: 'query', required: false };

  it.each([
    ['answers', openApi(SCHEMA), openApi(stricter), false],
    ['requests', openApi(SCHEMA, { requestBody: ref }), openApi(stricter, { requestBody: ref }), true],
    ['webhooks with another member for sure', webhook(SCHEMA), webhook(stricter), false],
    ['webhooks that may lack a member', webhook(stricter), webhook(SCHEMA), true],
    ['records sent', asyncApi('send', SCHEMA), asyncApi('send', stricter), false],
    ['records received', asyncApi('receive', SCHEMA), asyncApi('receive', stricter), true],
    ['an optional parameter', openApi(SCHEMA), openApi(SCHEMA, {}, [parameter]), false],
    ['a required parameter', openApi(SCHEMA), openApi(SCHEMA, {}, [{ ...parameter, required: true }]), true],
    ['a removed parameter', openApi(SCHEMA, {}, [parameter]), openApi(SCHEMA), true],
  ])('are judged by the role of each schema: %s', (_name, before, after, isBreaking) => {
    expect(differences(before, after, BOTH).map((one) => one.isBreaking)).toEqual([isBreaking]);
  });

  it.each([
    ['receive', 'another', false],
    ['receive', 'a removed', true],
    ['send', 'another', true],
    ['send', 'a removed', false],
  ])('differ by a message of an operation: %s, %s', (action, change, isBreaking) => {
    const one = asyncApi(action, SCHEMA);
    const messages = [...one.operations.one.messages, { $ref: '#/channels/c/messages/n' }];
    const two = { ...one, operations: { one: { action, messages } } };
    const [before, after] = change === 'another' ? [one, two] : [two, one];
    expect(differences(before, after, BOTH)).toEqual([
      {
        pointer: '/operations/one/messages',
        what: expect.stringContaining('messages/n') as string,
        isBreaking,
      },
    ]);
  });

  it.each([
    ['a new header', { more: {} }, 'more is new', false],
    ['a removed header', { name: undefined }, 'name is gone', true],
  ])('differ by %s of a message, whose headers are a schema', (_name, change, what, isBreaking) => {
    const message = (properties: object) => ({
      components: { messages: { m: { headers: { type: 'object', properties } } } },
    });
    const properties = { name: {}, other: {} };
    const found = differences(message(properties), message({ ...properties, ...change }), BOTH);
    const [pointer = '', ...words] = what.split(' ');
    expect(found).toEqual([
      {
        pointer: `/components/messages/m/headers/properties/${pointer}`,
        ...{ what: words.join(' '), isBreaking },
      },
    ]);
  });

  it('differ by a removed path, named by its pointer', () => {
    const before = openApi(SCHEMA);
    const after = { ...before, paths: { '/other': {} } };
    expect(differences(before, after, BOTH)).toEqual([
      { pointer: '/paths/~1a~1b', what: 'is gone', isBreaking: true },
      { pointer: '/paths/~1other', what: 'is new', isBreaking: false },
    ]);
  });
});

it('the advice separates breaking from compatible changes', () => {
  const added = { pointer: '/properties/more', what: 'is new', isBreaking: false };
  const gone = { pointer: '/properties/name', what: 'is gone', isBreaking: true };
  expect(advice([], 'x')).toBe('');
  expect(advice([added], 'npm run x')).toBe(
    'This breaks nothing:\n  /properties/more is new\nRegenerate the copy with npm run x',
  );
  const both = advice([added, gone], 'npm run x');
  expect(both).toMatch(/^This breaks programs.*\n {2}\/properties\/name is gone\nLeave that as it was/);
  expect(both).not.toContain('Regenerate');
});
