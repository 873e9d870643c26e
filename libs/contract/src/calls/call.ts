import type { TSchema } from 'typebox';
import type { ParameterReading } from '../filter/value-readers.ts';
import type { QueryFault } from '../query-fault.ts';
import type { LimitName, Scope } from '../rights/scopes.ts';
import type { Answer } from './answer.ts';
import type { Group, Parameter, Segment } from './parameter.ts';

/**
 * The right that a call asks for, and the limit that it counts against. `anything` is any right at all, `nothing` is
 * for everybody.
 */
export interface Needs {
  readonly scope: Exclude<Scope, 'push'> | 'anything' | 'nothing';
  readonly limit: Exclude<LimitName, 'push' | 'push-bytes'> | null;
}

/** Reads of figures. */
export const DATA: Needs = { scope: 'read', limit: 'data' };
/** Reads of registers and codes, of which there are few and which change seldom. */
export const STRUCTURE: Needs = { scope: 'read', limit: 'structure' };
/** What holds no figures, and is for everybody. */
export const OPEN: Needs = { scope: 'nothing', limit: 'structure' };
/** What neither a credential nor a limit is asked for. */
export const NOBODY: Needs = { scope: 'nothing', limit: null };

export type Segments = Readonly<Record<string, Segment<unknown>>>;
export type Query = Readonly<Record<string, Parameter<unknown> | Group<unknown>>>;

type ValueOf<Member> =
  Member extends Segment<infer Value>
    ? Value
    : Member extends Parameter<infer Value>
      ? Value
      : Member extends Group<infer Value>
        ? Value
        : never;

/** What a handler gets: the values of path and query, each under its name. */
export type Input<Path, Asked> = { readonly [Name in keyof (Path & Asked)]: ValueOf<(Path & Asked)[Name]> };

/** The input of a call, for its handler: `list({ rule, limit }: In<typeof alerts>)`. */
export type In<Declared> =
  Declared extends Call<infer Path, infer Asked>
    ? { readonly [Name in keyof (Path & Asked)]: ValueOf<(Path & Asked)[Name]> }
    : never;

/** What a request brings. */
export interface Body {
  /** A part of the description, or none where the body is described elsewhere. */
  readonly schema?: TSchema;
  /** Media type of what has this schema; JSON unless said. */
  readonly type?: string;
  /** Whether it may be left out. */
  readonly isOptional?: boolean;
  /** Media types besides or in place of JSON, by their names, and their schemas. */
  readonly types?: Readonly<Record<string, object>>;
}

type Tag =
  | 'growth'
  | 'registers'
  | 'newsroom'
  | 'log'
  | 'service'
  | 'page'
  | 'subscriptions'
  | 'deliveries'
  | 'keys'
  | 'policy'
  | 'audit';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Said<Path, Asked> {
  /** Under which head a description tells of it. */
  readonly tag: Tag;
  readonly summary: string;
  readonly about: string;
  readonly needs: Needs;
  readonly inPath?: Path;
  readonly query?: Asked;
  /** Parameters of other calls that are refused with a reason, and never suggested. */
  readonly refuses?: Readonly<Record<string, ParameterReading<never>>>;
  /** What the values have to be together. */
  readonly rules?: readonly ((input: Input<NoInfer<Path>, NoInfer<Asked>>) => QueryFault | null)[];
  /** Whether If-Match has to say which version is changed. */
  readonly isMatched?: boolean;
  /** Headers that it heeds besides those that all calls have, each with its sentence. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly answer: Answer;
  /** Problems besides those that all calls have, by their names in the description. */
  readonly errors?: readonly string[];
  /** Further paths that answer the same and are not described. */
  readonly also?: readonly string[];
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>;

export interface Call<Path = Segments, Asked = Query> {
  readonly method: Method;
  /** As OpenAPI has it: `/v1/releases/{release}`. */
  readonly path: string;
  /** The parameters of the query, each under its name and in their order. */
  readonly parameters: Parameters;
  readonly said: Said<Path, Asked>;
}

/** Any call, whatever its input. */
export interface AnyCall {
  readonly method: Method;
  readonly path: string;
  readonly parameters: Parameters;
  readonly said: Omit<Said<Segments, Query>, 'rules'> & {
    readonly rules?: readonly ((input: never) => QueryFault | null)[];
  };
}

/** Declares a call. */
export const call = <
  Path extends Segments = Record<never, never>,
  Asked extends Query = Record<never, never>,
>(
  method: Method,
  path: string,
  said: Said<Path, Asked>,
): Call<Path, Asked> => ({ method, path, said, parameters: parametersIn(said.query ?? {}) });

const parametersIn = (query: Query): Parameters =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, member]) =>
      'parameters' in member ? Object.entries(member.parameters) : [[name, member]],
    ),
  );

/** The routes of a call: one more where a part of its path may hold a slash. */
export function routesOf({ path, said }: AnyCall): string[] {
  const routes = [path, ...(said.also ?? [])].map((one) => one.replaceAll('{', ':').replaceAll('}', ''));
  const long = Object.entries(said.inPath ?? {}).find(([, { isOneOrTwo }]) => isOneOrTwo);
  if (!long) return routes;
  return routes.flatMap((route) => [route, route.replace(`:${long[0]}`, `:${long[0]}/:${REST}`)]);
}

/** The second segment of a part of the path that holds a slash. */
export const REST = 'rest';
