import type { Description } from '../descriptions/json-schemas.ts';
import type { ParameterReader } from '../filter/value-readers.ts';

/** One parameter of a query, as it is described and as it is read. */
export interface Parameter<Value> {
  /** One sentence for whoever writes it, and its JSON Schema. */
  readonly about: string;
  readonly schema: Description;
  /** The same in few words, for a tool. */
  readonly brief?: string;
  readonly read: ParameterReader<Value>;
  /** What the input has where it is not given. */
  readonly absent: Value;
  /** What to write where it is not given and is needed. */
  readonly needed?: string;
}

/** Several parameters that are one member of the input, such as all filters. */
export interface Group<Value> {
  readonly parameters: Readonly<Record<string, Parameter<unknown>>>;
  /** The member, made of the parameters that are given. */
  readonly of: (given: Readonly<Record<string, unknown>>) => Value;
}

/** A part of the path. */
export interface Segment<Value> {
  readonly about: string;
  readonly schema: Description;
  readonly examples?: Description;
  /** Its name in a refusal, where that is another one. */
  readonly called?: string;
  /** Whether it may hold one slash that is not encoded. */
  readonly isOneOrTwo?: boolean;
  readonly read: (text: string) => ReturnType<ParameterReader<Value>> | { readonly unknown: string };
}

type Said<Value> = Omit<Parameter<Value>, 'absent'>;

/** A parameter that may be left out; the input has null then. */
export const optional = <Value>(said: Said<Value>): Parameter<Value | null> => ({ ...said, absent: null });

/** A parameter with a value where it is left out. */
export const usually = <Value>(absent: Value, said: Said<Value>): Parameter<Value> => ({ ...said, absent });

/** A parameter that has to be given; `fix` says how. Without it there is no input. */
export const needed = <Value>(said: Said<Value>, fix: string): Parameter<Value> => ({
  ...said,
  needed: fix,
  absent: undefined as Value,
});
