import { Type, type Static, type TObject, type TOptional, type TSchema, type TUnsafe } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { RefusalRule } from '../codes/refusal-rules.ts';
import { shown } from '../fault.ts';
import { nearestName } from '../nearest-name.ts';
import { termsOf } from '../schema-faults.ts';
import { object, type Terms } from '../vocabulary.ts';
import type { Place } from './place.ts';

/*
 * A term is a schema with its reader. Bodies are declared as terms of terms: what is published is what reads them,
 * and one reading finds all faults.
 */

export interface Term<Value, Schema extends TSchema = TSchema> {
  /** As it is published. What is refused by it is never read. */
  readonly schema: Schema;
  /** The value that is kept; undefined for what is refused, which the place is told. */
  read(found: unknown, at: Place): Value | undefined;
}

/** A member of an object that may be absent. */
interface OptionalTerm<Value, Schema extends TSchema> extends Term<Value, TOptional<Schema>> {
  readonly ifAbsent: Value;
}

export type Read<Of> = Of extends Term<infer Value> ? Value : never;

type Members = Readonly<Record<string, Term<unknown>>>;
type Schemas<Of extends Members> = { [Name in keyof Of]: Of[Name]['schema'] };
type Values<Of extends Members> = { readonly [Name in keyof Of]: Read<Of[Name]> };

/** A value of a schema, read as another one where `read` says so, which gives undefined for what it refuses. */
export function term<Schema extends TSchema>(schema: Schema): Term<Static<Schema>, Schema>;
export function term<Schema extends TSchema, Value>(
  schema: Schema,
  read: (found: Static<Schema>) => Value | undefined,
): Term<Value, Schema>;
export function term<Schema extends TSchema>(
  schema: Schema,
  read: (found: Static<Schema>) => unknown = (found) => found,
): Term<unknown, Schema> {
  // Compiled by the first reading: many terms are only published by a process.
  let validator: Validator | undefined;
  return {
    schema,
    read(found, at) {
      validator ??= Compile(schema) as unknown as Validator;
      const value = validator.Check(found) ? read(found as Static<Schema>) : undefined;
      return value === undefined ? at.wrong(found, termsOf(schema)) : value;
    },
  };
}

/** A value whose form its reader alone knows, which is given what was found, of whatever type. */
export const readAs = <Value, Schema extends TSchema>(
  schema: Schema,
  terms: Terms,
  read: (found: unknown) => Value | undefined,
): Term<Value, Schema> => ({
  schema,
  read(found, at) {
    const value = read(found);
    return value === undefined ? at.wrong(found, terms) : value;
  },
});

export const optional = <Value, Schema extends TSchema, Absent>(
  of: Term<Value, Schema>,
  ifAbsent: Absent,
): OptionalTerm<Value | Absent, Schema> => ({
  ...of,
  schema: Type.Optional(of.schema) as unknown as TOptional<Schema>,
  ifAbsent,
});

/** A term whose values may be secrets: no fault shows them. */
export const secret = <Value, Schema extends TSchema>(of: Term<Value, Schema>): Term<Value, Schema> => ({
  ...of,
  read: (found, at) => of.read(found, at.secret()),
});

/** A term read as something else. Only what has no fault is given to `read`. */
export const mapped = <From, To, Schema extends TSchema>(
  of: Term<From, Schema>,
  read: (value: From, at: Place) => To | undefined,
): Term<To, Schema> => ({
  ...of,
  read(found, at) {
    const value = of.read(found, at);
    return value === undefined ? undefined : read(value, at);
  },
});

interface RecordOptions<Of extends Members> {
  readonly about: string;
  /** Title under which it is published once. */
  readonly title?: string;
  /** Refuses what no member alone shows; a member that was refused is absent. `found` is as sent. */
  readonly check?: (read: Partial<Values<Of>>, at: Place, found: object) => void;
  /** Reports a member of the object at `at` that is not known; absent: it is ignored. */
  readonly others?: (name: string, known: readonly string[], at: Place) => void;
}

/** An object with these members. */
export function record<const Of extends Members>(
  members: Of,
  { about, title, check, others }: RecordOptions<Of>,
): Term<Values<Of>, TObject<Schemas<Of>>> {
  const names = Object.keys(members);
  const properties = Object.fromEntries(names.map((name) => [name, members[name]?.schema])) as Schemas<Of>;
  const schema = object(properties, about, title) as unknown as TObject<Schemas<Of>>;
  return {
    schema,
    read(found, at) {
      if (!isObject(found)) return at.wrong(found, termsOf(schema));
      const before = at.faults.faults.length;
      const read = Object.fromEntries(
        Object.entries(members).map(([name, member]) => {
          if (Object.hasOwn(found, name)) return [name, member.read(found[name], at.member(name))];
          if ('ifAbsent' in member) return [name, member.ifAbsent];
          return [name, at.missing(name, properties, found)];
        }),
      ) as Values<Of>;
      if (others) for (const name of Object.keys(found)) if (!names.includes(name)) others(name, names, at);
      check?.(read, at, found);
      const isWhole = Object.values(read).every((value) => value !== undefined);
      return isWhole && at.faults.faults.length === before ? read : undefined;
    },
  };
}

interface VariantOptions {
  readonly about: string;
  readonly title?: string;
  /** What a word that no variant has breaks, and what such a word is called. */
  readonly rule: RefusalRule;
  readonly called: string;
  /** Reads all other members where the word is not known. */
  readonly else: Term<unknown>;
}

/** Objects of several kinds, told apart by the word of one member. */
export function variants<const Variants extends readonly Term<unknown, TObject>[]>(
  tag: string,
  all: Variants,
  { about, title, rule, called, else: others }: VariantOptions,
): Term<Read<Variants[number]>, TUnsafe<Static<Variants[number]['schema']>>> {
  const byWord = new Map(all.flatMap((one) => wordsOf(one, tag).map((word) => [word, one] as const)));
  const words = [...byWord.keys()];
  const terms: Terms = { rule, must: `one of ${words.join(', ')}`, example: words[0] ?? '' };
  const oneOf = all.map(({ schema }) => schema);
  return {
    schema: Type.Unsafe({ ...(title !== undefined && { title }), description: about, oneOf }),
    read(found, at) {
      const word = isObject(found) && Object.hasOwn(found, tag) ? found[tag] : undefined;
      const one = typeof word === 'string' ? byWord.get(word) : undefined;
      if (one) return one.read(found, at) as Read<Variants[number]> | undefined;
      others.read(found, at);
      if (typeof word === 'string')
        at.member(tag).report(
          rule,
          `There is no ${called} ${shown(word)}.`,
          `Write "${nearestName(word, words) ?? terms.example}"; known: ${words.join(', ')}.`,
        );
      else if (isObject(found) && !Object.hasOwn(found, tag)) at.missing(tag, { [tag]: { terms } }, found);
      else if (isObject(found)) at.member(tag).wrong(word, terms);
      return undefined;
    },
  };
}

/** The words that a variant has in a member. */
export const wordsOf = ({ schema }: Term<unknown, TObject>, tag: string): readonly string[] =>
  (schema.properties[tag] as { readonly enum?: readonly string[] } | undefined)?.enum ?? [];

/** Objects of several kinds, told apart by which one of these members they have. */
export function eitherOf<const Kinds extends Readonly<Record<string, Term<unknown, TObject>>>>(
  kinds: Kinds,
  { about, terms }: { readonly about: string; readonly terms: Terms },
): Term<Read<Kinds[keyof Kinds]>, TUnsafe<Static<Kinds[keyof Kinds]['schema']>>> {
  const oneOf = Object.values(kinds).map(({ schema }) => schema);
  return {
    schema: Type.Unsafe({ description: about, oneOf, terms }),
    read(found, at) {
      const [one, ...others] = Object.keys(kinds).filter((name) =>
        Object.hasOwn(Object(found) as object, name),
      );
      if (one === undefined || others.length > 0) return at.wrong(found, terms);
      return kinds[one]?.read(found, at) as Read<Kinds[keyof Kinds]> | undefined;
    },
  };
}

/** A list of one term, of a length that its schema bounds. */
export function listOf<Value>(
  item: Term<Value>,
  terms: Terms,
  { about, least, most }: { readonly about: string; readonly least: number; readonly most: number },
): Term<readonly Value[]> {
  const bounds = { minItems: least, ...(Number.isFinite(most) && { maxItems: most }) };
  return {
    schema: Type.Array(item.schema, { ...bounds, description: about, terms }),
    read(found, at) {
      if (!Array.isArray(found) || found.length < least || found.length > most) return at.wrong(found, terms);
      const read = found.map((one: unknown, place) => item.read(one, at.member(place)));
      return read.every((one) => one !== undefined) ? (read as Value[]) : undefined;
    },
  };
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
