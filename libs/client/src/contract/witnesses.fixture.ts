import { Ajv2020 } from 'ajv/dist/2020.js';
import { Compile } from 'typebox/schema';
import { isObject } from '../http/bounded.ts';
import { BOUNDS, type Use } from './consumer-contract.ts';
import { placeAt, tokensOf, type Schema } from './schema-at.ts';

/*
 * The same question asked of values: of those that the served schema accepts, does what a consumer relies on accept each?
 * TypeBox and ajv answer apart, and must answer the same.
 */

/** What a use relies on, as a schema of the whole payload. */
export function reliedOn(use: Use): Schema {
  const { type, pattern, values } = use;
  const mayBeNull = type === undefined || [type].flat().includes('null');
  const bounds = BOUNDS.flatMap((name) => (use[name] === undefined ? [] : [[name, use[name]] as const]));
  const leaf: Schema = {
    ...(type !== undefined && { type }),
    ...(pattern !== undefined && { pattern }),
    ...(values && { enum: mayBeNull ? [...values, null] : values }),
    ...Object.fromEntries(bounds),
  };
  return tokensOf(use.pointer).reduceRight<Schema>(
    (inner, token, at, { length }) =>
      /^\d+$/.test(token)
        ? { items: inner }
        : { properties: { [token]: inner }, ...(use.required && at === length - 1 && { required: [token] }) },
    leaf,
  );
}

/** A verdict of both validators on a value. @throws Error where they differ */
export function agreed(schema: Schema): (value: unknown) => boolean {
  const plain = withoutTexts(schema) as Schema;
  const byAjv = new Ajv2020({ strict: false, validateFormats: false }).compile(plain);
  const byTypeBox = Compile(plain);
  return (value) => {
    const verdicts = [byAjv(value), byTypeBox.Check(value)];
    if (verdicts[0] !== verdicts[1])
      throw new Error(
        `ajv says ${String(verdicts[0])}, TypeBox ${String(verdicts[1])}: ${JSON.stringify(value)}`,
      );
    return verdicts[0] === true;
  };
}

/** Without formats, which each validator has its own of. */
const withoutTexts = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(withoutTexts);
  if (!isObject(node)) return node;
  const { format, ...others } = node;
  const kept = typeof format === 'string' ? others : node;
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, withoutTexts(value)]));
};

/** Texts that a loose form lets through. */
const TEXTS = ['', 'x', '1', '-1', '1.5', '1,5', '1e5', '+1', '.5', '1.', ' 1', '0x1F', 'NaN', '2020-01-01'];
const NUMBERS = [-1, 0, 1, 2, 0.5, 1e6];

/** Values that may stand at a place, as its forms say. */
const valuesOf = (form: Schema): readonly unknown[] => {
  const codes = form['enum'] ?? (form['const'] === undefined ? undefined : [form['const']]);
  return Array.isArray(codes) ? codes : [...TEXTS, ...NUMBERS, null, true, {}, []];
};

/** Variants of an example around the place of a use: without the member, and with each value that a form names. */
export function variants(
  example: unknown,
  { pointer }: Use,
  schema: unknown,
  document: Schema,
): readonly unknown[] {
  const tokens = tokensOf(pointer);
  const last = tokens.at(-1) ?? '';
  const around = (value: unknown): unknown =>
    tokens.slice(0, -1).reduce<unknown>((node, token) => (node as Schema | undefined)?.[token], value);
  const changed = (change: (holder: Record<string, unknown>) => void): readonly unknown[] => {
    const copy: unknown = structuredClone(example);
    const holder = around(copy);
    if (typeof holder !== 'object' || holder === null) return [];
    change(holder as Record<string, unknown>);
    return [copy];
  };
  return [
    example,
    ...(/^\d+$/.test(last) ? [] : changed((holder) => Reflect.deleteProperty(holder, last))),
    ...placeAt(schema, pointer, document)
      .forms.flatMap(valuesOf)
      .flatMap((value) => changed((holder) => (holder[last] = value))),
  ];
}

/** Verdicts on what is served, each compiled once. */
const known = new WeakMap<object, (value: unknown) => boolean>();

/** Whether a value is served: a verdict of both validators. */
export function isServed(schema: unknown, document: Schema, value: unknown): boolean {
  const check =
    known.get(schema as Schema) ?? agreed({ ...(schema as Schema), components: document['components'] });
  known.set(schema as Schema, check);
  return check(value);
}

/** Values that the served schema lets through and a consumer does not understand. */
export function misunderstood(
  use: Use,
  schema: unknown,
  document: Schema,
  example: unknown,
): readonly unknown[] {
  const isUnderstood = agreed(reliedOn(use));
  return variants(example, use, schema, document).filter(
    (value) => isServed(schema, document, value) && !isUnderstood(value),
  );
}
