import { isObject } from '../http/bounded.ts';

/** A JSON Schema, or a document that has some. */
export type Schema = Readonly<Record<string, unknown>>;

/** What may stand at a place, by the schemas of the document around it. */
export interface Place {
  /** Every form that a value there may have; empty where no schema names the place. */
  readonly forms: readonly Schema[];
  /** Whether each object around it always has the member. */
  readonly always: boolean;
  /** Names beside the last one that was looked for. */
  readonly beside: readonly string[];
}

const resolved = (document: Schema, pointer: string): Schema =>
  tokensOf(pointer.slice(1)).reduce<unknown>(
    (value, token) => (isObject(value) ? value[token] : undefined),
    document,
  ) as Schema;

export const tokensOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The alternatives of a schema, each without references; schemas that all hold are joined. */
export function formsOf(schema: unknown, document: Schema, depth = 0): readonly Schema[] {
  if (!isObject(schema)) return [{}];
  if (depth > 64) throw new RangeError('a schema refers to itself without end');
  if (typeof schema['$ref'] === 'string')
    return formsOf(resolved(document, schema['$ref']), document, depth + 1);
  for (const name of ['anyOf', 'oneOf'])
    if (Array.isArray(schema[name])) return schema[name].flatMap((one) => formsOf(one, document, depth + 1));
  if (Array.isArray(schema['allOf'])) {
    const { allOf, ...own } = schema;
    const parts = allOf.map((one: unknown) => formsOf(one, document, depth + 1));
    return parts.reduce<readonly Schema[]>(
      (left, right) => left.flatMap((one) => right.map((other) => joined(one, other))),
      [own],
    );
  }
  return [schema];
}

const joined = (one: Schema, other: Schema): Schema => ({
  ...one,
  ...other,
  properties: {
    ...(one['properties'] as Schema | undefined),
    ...(other['properties'] as Schema | undefined),
  },
  required: [...listOf(one['required']), ...listOf(other['required'])],
});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What may stand at `pointer` in values of `schema`; references are looked up in `document`. */
export function placeAt(schema: unknown, pointer: string, document: Schema): Place {
  let place: Place = { forms: formsOf(schema, document), always: true, beside: [] };
  for (const token of tokensOf(pointer)) place = stepInto(place, token, document);
  return place;
}

function stepInto({ forms }: Place, token: string, document: Schema): Place {
  const holders = forms.filter(
    (form) => 'properties' in form || 'additionalProperties' in form || 'items' in form,
  );
  const found = holders.map((holder) => memberOf(holder, token));
  return {
    forms: found.flatMap((one) => (one.schema === undefined ? [] : formsOf(one.schema, document))),
    always: found.length > 0 && found.every(({ always }) => always),
    beside: holders.flatMap((holder) =>
      isObject(holder['properties']) ? Object.keys(holder['properties']) : [],
    ),
  };
}

function memberOf(holder: Schema, token: string): { readonly schema: unknown; readonly always: boolean } {
  const { properties, additionalProperties, items, required } = holder;
  if (isObject(properties) && Object.hasOwn(properties, token))
    return { schema: properties[token], always: listOf(required).includes(token) };
  // Of the items of a list each is there.
  if (isObject(items)) return { schema: /^\d+$/.test(token) ? items : undefined, always: true };
  return { schema: isObject(additionalProperties) ? additionalProperties : undefined, always: false };
}
