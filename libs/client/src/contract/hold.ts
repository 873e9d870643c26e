import { BOUNDS, type Bound, type Use } from './consumer-contract.ts';
import { placeAt, type Schema } from './schema-at.ts';

/** Something that a consumer relies on, and that does not hold any more. */
export interface Broken {
  readonly use: Use;
  /** What the consumer relies on, and what is so. */
  readonly before: string;
  readonly after: string;
  readonly fix: string;
}

const BESIDE = 'keep the member, add the new one beside it';

/** What of a use the schemas at its place do not promise. */
export function broken(use: Use, schema: unknown, document: Schema): readonly Broken[] {
  const place = placeAt(schema, use.pointer, document);
  const one = (before: string, after: string, fix: string): Broken => ({ use, before, after, fix });
  if (place.forms.length === 0)
    return [one('a member', `none; there are ${place.beside.join(', ') || 'no members'}`, BESIDE)];
  return [
    ...typesBroken(use, place.forms).map((after) =>
      one(`type ${[use.type].flat().join(' or ')}`, after, BESIDE),
    ),
    ...valuesBroken(use, place.forms).map((after) =>
      one(
        `one of ${(use.values ?? []).join(', ')}`,
        after,
        'keep the codes, give the new ones a member beside it',
      ),
    ),
    ...patternBroken(use, place.forms).map((after) =>
      one(`texts like ${use.pattern ?? ''}`, after, 'keep the form, give the new one a member beside it'),
    ),
    ...boundsBroken(use, place.forms).map(([before, after]) => one(before, after, 'keep the bound')),
    ...(use.required && !place.always
      ? [one('always there', 'may be absent', 'keep the member required')]
      : []),
  ];
}

const typesOf = ({ type, enum: values, const: value }: Schema): readonly string[] => {
  if (type !== undefined) return [type].flat() as string[];
  const known = values ?? (value === undefined ? undefined : [value]);
  return Array.isArray(known) ? [...new Set(known.map(typeOf))] : ['anything'];
};

const typeOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : Number.isInteger(value)
        ? 'integer'
        : typeof value;

function typesBroken({ type }: Use, forms: readonly Schema[]): readonly string[] {
  if (type === undefined) return [];
  const known = [type].flat();
  const isKnown = (one: string) => known.includes(one) || (one === 'integer' && known.includes('number'));
  const served = [...new Set(forms.flatMap(typesOf))];
  return served.every(isKnown) ? [] : [`type ${served.join(' or ')}`];
}

/** Forms that are texts: null beside a text is told by the type alone. */
const textsOf = (forms: readonly Schema[]): readonly Schema[] =>
  forms.filter((form) => !typesOf(form).every((type) => type === 'null'));

const codesOf = ({ enum: values, const: value }: Schema): readonly unknown[] | undefined =>
  Array.isArray(values) ? values.filter((one) => one !== null) : value === undefined ? undefined : [value];

function valuesBroken({ values }: Use, forms: readonly Schema[]): readonly string[] {
  if (values === undefined) return [];
  return textsOf(forms).flatMap((form) => {
    const codes = codesOf(form);
    if (codes === undefined) return ['any text'];
    const others = codes.filter((code) => !values.includes(String(code)));
    return others.length === 0 ? [] : [`also ${others.join(', ')}`];
  });
}

/** Patterns are equal or not: whether one takes less than another cannot be told. */
function patternBroken({ pattern }: Use, forms: readonly Schema[]): readonly string[] {
  if (pattern === undefined) return [];
  const wanted = new RegExp(pattern, 'u');
  return textsOf(forms).flatMap((form) => {
    const codes = codesOf(form);
    if (form['pattern'] === pattern || codes?.every((code) => wanted.test(String(code)))) return [];
    if (codes) return [`also ${codes.filter((code) => !wanted.test(String(code))).join(', ')}`];
    return [typeof form['pattern'] === 'string' ? `texts like ${form['pattern']}` : 'any text'];
  });
}

function boundsBroken(use: Use, forms: readonly Schema[]): readonly [before: string, after: string][] {
  return BOUNDS.flatMap((bound) => {
    const relied = use[bound];
    if (relied === undefined) return [];
    return textsOf(forms).flatMap((form): [string, string][] =>
      isWithin(form, bound, relied) ? [] : [[`${bound} ${String(relied)}`, servedBounds(form)]],
    );
  });
}

/** Whether a form promises a bound: by one that is as tight, or tighter. */
function isWithin(form: Schema, bound: Bound, relied: number): boolean {
  const isLower = bound === 'minimum' || bound === 'exclusiveMinimum';
  const [closed, open] = isLower
    ? (['minimum', 'exclusiveMinimum'] as const)
    : (['maximum', 'exclusiveMaximum'] as const);
  const inside = (value: unknown) => typeof value === 'number' && (isLower ? value > relied : value < relied);
  const isAt = (value: unknown) => value === relied;
  return (
    inside(form[closed]) || inside(form[open]) || isAt(form[open]) || (bound === closed && isAt(form[closed]))
  );
}

const servedBounds = (form: Schema): string =>
  BOUNDS.flatMap((name) => (typeof form[name] === 'number' ? [`${name} ${String(form[name])}`] : [])).join(
    ', ',
  ) || 'no bound';
