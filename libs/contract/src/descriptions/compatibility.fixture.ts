import { isDeepStrictEqual } from 'node:util';

type Json = Readonly<Record<string, unknown>>;

/** One difference between two versions of a document; `pointer` is a JSON Pointer. */
export interface Difference {
  readonly pointer: string;
  readonly what: string;
  readonly isBreaking: boolean;
}

/** Who depends on a schema: writers of what is taken, readers of what is given. */
type Role = 'taken' | 'given';
type Roles = ReadonlySet<Role>;

export const BOTH: Roles = new Set<Role>(['taken', 'given']);
export const TAKEN: Roles = new Set<Role>(['taken']);
export const GIVEN: Roles = new Set<Role>(['given']);

/** Keywords without effect on programs. */
const TEXTS = new Set(['description', 'summary', 'examples', 'tags', 'info']);
/** Keywords with named members: a new member is an addition. */
const NAMED = new Set(
  'properties $defs schemas paths webhooks responses headers content messages channels operations'.split(' '),
);
const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete', 'options']);
const ALTERNATIVES = new Set(['enum', 'anyOf', 'oneOf']);
const ROLES_OF: Readonly<Record<string, Roles>> = { requestBody: TAKEN, parameters: TAKEN, responses: GIVEN };
/** Of webhooks the service sends the requests. */
const ROLES_OF_WEBHOOKS: Readonly<Record<string, Roles>> = {
  ...{ requestBody: GIVEN, parameters: GIVEN, responses: TAKEN },
};

interface Place {
  readonly pointer: string;
  readonly roles: Roles;
  /** Roles of referenced schemas, by pointer. */
  readonly rolesAt: ReadonlyMap<string, Roles>;
}

/**
 * Differences between two versions of a document (OpenAPI, AsyncAPI, or schemas of one role), without the
 * order of members. An addition breaks nothing if former readers and writers can ignore the new member.
 */
export const differences = (before: Json, after: Json, roles: Roles): readonly Difference[] =>
  compared(before, after, { pointer: '', roles, rolesAt: rolesIn(before) });

function compared(before: unknown, after: unknown, place: Place): readonly Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after))
    return membersOf(before, after, place, (name, was, is, here) =>
      keywordCompared(name, was, is, here, NAMED.has(name) || METHODS.has(name)),
    );
  if (areObjects(before) && areObjects(after) && before.length === after.length)
    return namesCompared({ ...before }, { ...after }, place);
  const what = `was ${JSON.stringify(before)}, is ${JSON.stringify(after)}`;
  return [{ pointer: place.pointer, what, isBreaking: true }];
}

const namesCompared = (before: Json, after: Json, place: Place): readonly Difference[] =>
  membersOf(before, after, place, (_name, was, is, here) => memberCompared(was, is, here, true));

function membersOf(
  before: Json,
  after: Json,
  { pointer, roles, rolesAt }: Place,
  compare: (name: string, was: unknown, is: unknown, here: Place) => readonly Difference[],
): readonly Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const here = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return isDeepStrictEqual(before[name], after[name])
      ? []
      : compare(name, before[name], after[name], {
          pointer: here,
          roles: rolesAt.get(here) ?? roles,
          rolesAt,
        });
  });
}

function keywordCompared(
  name: string,
  was: unknown,
  is: unknown,
  { roles, ...rest }: Place,
  isAddition: boolean,
): readonly Difference[] {
  const ofKeywords = rest.pointer.startsWith('/webhooks/') ? ROLES_OF_WEBHOOKS : ROLES_OF;
  const here = { ...rest, roles: ofKeywords[name] ?? roles };
  if (TEXTS.has(name)) return [{ pointer: here.pointer, what: 'says something else', isBreaking: false }];
  if (name === 'parameters') return parametersCompared(was, is, here);
  if (name === 'required' && [was, is].some(Array.isArray))
    return listsCompared(was, is, here, ['taken', 'is required now'], ['given', 'may be absent now']);
  if (
    (ALTERNATIVES.has(name) && sizeOf(was) !== sizeOf(is)) ||
    name === 'enum' ||
    areMessages(name, was, is)
  ) {
    const { pointer } = here;
    // A new list restricts the values, and a removed list allows all.
    if (was === undefined) return [{ pointer, what: 'is new', isBreaking: roles.has('taken') }];
    if (is === undefined) return [{ pointer, what: 'is gone', isBreaking: roles.has('given') }];
    return listsCompared(was, is, here, ['given', 'is possible now'], ['taken', 'is not possible any more']);
  }
  if (NAMED.has(name) && !isSchema(was) && isObject(was) && isObject(is)) return namesCompared(was, is, here);
  return memberCompared(was, is, here, isAddition);
}

function memberCompared(was: unknown, is: unknown, here: Place, isAddition: boolean): readonly Difference[] {
  const { pointer } = here;
  if (was === undefined) return [{ pointer, what: 'is new', isBreaking: !isAddition }];
  if (is === undefined) return [{ pointer, what: 'is gone', isBreaking: true }];
  return compared(was, is, here);
}

/** Parameters by place and name; a new required parameter breaks former requests. */
function parametersCompared(was: unknown, is: unknown, here: Place): readonly Difference[] {
  const after = byName(is);
  return membersOf(byName(was), after, here, (name, one, other, place) =>
    memberCompared(one, other, place, (after[name] as Json | undefined)?.['required'] !== true),
  );
}

/** An added entry breaks one role, a removed entry the other. */
function listsCompared(
  was: unknown,
  is: unknown,
  { pointer, roles }: Place,
  ...[[addedFor, added], [removedFor, removed]]: readonly [readonly [Role, string], readonly [Role, string]]
): readonly Difference[] {
  const [before, after] = [textsOf(was), textsOf(is)];
  const told = (texts: readonly string[], others: readonly string[], role: Role, what: string) =>
    texts
      .filter((text) => !others.includes(text))
      .map((text) => ({ pointer, what: `${text} ${what}`, isBreaking: roles.has(role) }));
  return [...told(after, before, addedFor, added), ...told(before, after, removedFor, removed)];
}

/** Roles of all referenced schemas, by pointer: sent data is given, received data is taken. */
function rolesIn(document: Json): ReadonlyMap<string, Roles> {
  const roles = new Map<string, Set<Role>>();
  const follow = (value: unknown, role: Role): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (name !== '$ref' || typeof member !== 'string') {
        follow(member, role);
        continue;
      }
      const known = roles.get(member.slice(1)) ?? new Set<Role>();
      if (known.has(role)) continue;
      roles.set(member.slice(1), known.add(role));
      follow(resolve(document, member), role);
    }
  };
  for (const [name, operation] of Object.entries((document['operations'] ?? {}) as Record<string, Json>)) {
    const role = operation['action'] === 'receive' ? 'taken' : 'given';
    roles.set(`/operations/${name}/messages`, new Set([role]));
    follow(operation['messages'], role);
  }
  const followAll = (paths: unknown, requests: Role, answers: Role): void => {
    for (const path of Object.values((paths ?? {}) as Json) as Json[])
      for (const { requestBody, parameters, responses } of Object.values(path) as Json[]) {
        follow([requestBody, parameters], requests);
        follow(responses, answers);
      }
  };
  followAll(document['paths'], 'taken', 'given');
  followAll(document['webhooks'], 'given', 'taken');
  return roles;
}

const resolve = (document: Json, reference: string): unknown =>
  reference
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (value as Json)[step], document);

/** Messages of an operation of AsyncAPI, which are references; those of a channel are an object. */
const areMessages = (name: string, was: unknown, is: unknown): boolean =>
  name === 'messages' && Array.isArray(was) && Array.isArray(is);

/** Headers of a message of AsyncAPI are a schema; those of an answer are headers by name. */
const isSchema = (value: unknown): boolean => isObject(value) && value['type'] === 'object';

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const areObjects = (value: unknown): value is readonly Json[] =>
  Array.isArray(value) && value.every(isObject);
const sizeOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((one) => JSON.stringify(one)) : [];
const byName = (parameters: unknown): Json =>
  Object.fromEntries(
    (areObjects(parameters) ? parameters : []).map((one) => [
      `${String(one['in'])}:${String(one['name'])}`,
      one,
    ]),
  );

/** Advice to the author of the differences; empty without differences. `command` regenerates the copy. */
export function advice(found: readonly Difference[], command: string): string {
  const lines = (isBreaking: boolean) =>
    found.filter((one) => one.isBreaking === isBreaking).map(({ pointer, what }) => `  ${pointer} ${what}`);
  const [breaking, allowed] = [lines(true), lines(false)];
  return [
    ...(breaking.length > 0
      ? [
          'This breaks programs that rely on what was published:',
          ...breaking,
          'Leave that as it was and put the new beside it: an optional member, a path, an event type of a new version.',
          `If it must break, say so in CHANGELOG.md and write the copy anew: UPDATE_PUBLISHED=breaking ${command}`,
        ]
      : []),
    ...(allowed.length > 0 ? ['This breaks nothing:', ...allowed] : []),
    ...(allowed.length > 0 && breaking.length === 0 ? [`Regenerate the copy with ${command}`] : []),
  ].join('\n');
}
