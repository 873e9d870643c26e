import { isDeepStrictEqual } from 'node:util';
import type { TSchema } from 'typebox';
import { EVENT_TYPES, FAMILIES, type EventType } from '../events/families.ts';
import { CHANGE_KINDS, KINDS } from '../kinds/table.ts';
import { CHANGE_DELIVERIES, DisabledDelivery, PingDelivery, ResyncDelivery } from '../shapes/delivery.ts';
import { DeliveryAttempt, Subscription } from '../shapes/subscription.ts';
import { upperFirst } from '../upper-first.ts';
import { LONGEST_NAME, instant } from '../vocabulary.ts';

/** A JSON value of a description, made of plain objects only. */
export type Description = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const ID_BASE = 'urn:silkgauge:schema:';

/** Location of schema parts in a document, and the parts collected so far, by name. */
export interface Parts {
  readonly base: string;
  readonly named: Record<string, Description>;
  /** Whether a string or a list of strings is published without a type. */
  readonly hasOpenUnions?: boolean;
}

/** Parts of a standalone JSON Schema. */
export const ownParts = (): Parts => ({ base: '#/$defs/', named: {} });

/** Parts of an AsyncAPI document. */
export const componentParts = (): Parts => ({ base: '#/components/schemas/', named: {} });

/**
 * Parts of an OpenAPI document. openapi-generator 7.25 makes Java of a union with a list that does not compile, and Python that takes
 * no list of one with several types.
 */
export const openApiParts = (): Parts => ({ ...componentParts(), hasOpenUnions: true });

/**
 * The published form of a schema: JSON Schema without `terms`. Titled subschemas become parts, and so do objects within them, named
 * by the way there: code generators make a type of each.
 */
export const published = (schema: TSchema, parts: Parts): Description => {
  const node = plain(schema);
  return withParts(node, parts, titleOf(node));
};

const plain = (schema: TSchema): Description =>
  JSON.parse(
    JSON.stringify(schema, (name, value: unknown) => (name === 'terms' ? undefined : value)),
  ) as Description;

/** Adds a titled schema to `parts`; returns the reference. */
export const publishedPart = (schema: TSchema, parts: Parts): Description =>
  partsOf(plain(schema), parts, null) as Description;

/** A name of a schema; null within what has none. */
type Name = string | null;

const titleOf = ({ title }: Description): Name => (typeof title === 'string' ? title : null);

/** Keywords with values, not schemas. */
const VALUES = new Set(['const', 'default', 'enum', 'examples']);

function withParts(node: Description, parts: Parts, name: Name): Description {
  const kept = Object.entries(node).filter((entry) => !parts.hasOpenUnions || !isOneOrMore(...entry));
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (VALUES.has(keyword)) return [keyword, value];
      if (keyword === 'properties') return [keyword, membersOf(value as Description, parts, name)];
      if (keyword === 'patternProperties') return anyName(value as Description, parts, name);
      if (keyword === 'items') return [keyword, partsOf(value, parts, itemOf(name))];
      // What is one of several is not the whole, unless the others are null.
      return [keyword, partsOf(value, parts, titleOf(node) === null ? name : null)];
    }),
  );
}

const isOneOrMore = (keyword: string, value: unknown): boolean =>
  keyword === 'anyOf' &&
  isDeepStrictEqual(
    (value as readonly Description[]).map(({ type }) => type),
    ['string', 'array'],
  );

const membersOf = (members: Description, parts: Parts, name: Name): Description =>
  Object.fromEntries(
    Object.entries(members).map(([member, value]) => [member, partsOf(value, parts, memberOf(name, member))]),
  );

/** `additionalProperties`, from which code generators make maps. */
const anyName = (patterns: Description, parts: Parts, name: Name): [string, unknown] => {
  const [pattern, ...others] = Object.keys(patterns);
  if (pattern !== '^.*$' || others.length > 0)
    throw new TypeError(`Members named like ${Object.keys(patterns).join(', ')}`);
  return ['additionalProperties', partsOf(patterns[pattern], parts, memberOf(name, 'value'))];
};

function partsOf(value: unknown, parts: Parts, name: Name): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => partsOf(item, parts, name));
  if (typeof value !== 'object' || value === null) return value;
  const title = titleOf(value as Description) ?? ('properties' in value ? name : null);
  const node = withParts(value as Description, parts, title ?? name);
  return title === null ? node : { $ref: parts.base + added(parts, title, node) };
}

/** The title, under which the schema is a part now. */
function added({ named }: Parts, title: string, node: Description): string {
  const [part, known] = [{ title, ...node }, named[title]];
  if (known !== undefined && !isDeepStrictEqual(known, part))
    throw new TypeError(`Two schemas are named ${title}`);
  named[title] = part;
  return title;
}

const memberOf = (name: Name, member: string): Name =>
  name &&
  name +
    member
      .split(/[^A-Za-z0-9]+/)
      .map(upperFirst)
      .join('');

/** `AlertCause` of `AlertCauses`, `RecordItem` of `Record`. */
const itemOf = (name: Name): Name => name && (/[^s]s$/.test(name) ? name.slice(0, -1) : `${name}Item`);

/** Schema name of an event type: `FigureReported` for `silkgauge.figure.reported.v1`. */
export function schemaName(type: EventType): string {
  return type.split('.').slice(1, -1).map(upperFirst).join('');
}

/** Schema name of an event's data. */
export const dataName = (type: EventType): string => `${schemaName(type)}Data`;

/** Schema of a structured CloudEvent. Rules of meaning are not part of the schema. */
export function eventSchema(type: EventType, parts: Parts): Description {
  const { schema, title } = FAMILIES[type];
  return {
    title: schemaName(type),
    description: `${title}.`,
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'data'],
    properties: {
      specversion: { type: 'string', const: '1.0' },
      id: {
        type: 'string',
        minLength: 1,
        maxLength: LONGEST_NAME,
        description: 'With source the identity of the event.',
      },
      source: { type: 'string', format: 'uri-reference', minLength: 1, maxLength: LONGEST_NAME },
      type: { type: 'string', const: type },
      time: published(instant('When it happened.'), parts),
      subject: { type: 'string', minLength: 1 },
      datacontenttype: { type: 'string', examples: ['application/json'] },
      dataschema: { type: 'string', format: 'uri' },
      data: publishedPart(schema, parts),
    },
    examples: [eventExample(type)],
  };
}

export const eventExample = (type: EventType): Description => ({
  specversion: '1.0',
  id: 'O0010',
  source: '/loader/example',
  type,
  time: '2020-07-16T10:00:00+08:00',
  datacontenttype: 'application/json',
  data: FAMILIES[type].example,
});

const standAlone = (name: string, write: (parts: Parts) => Description): [string, Description] => {
  const parts = ownParts();
  const schema = write(parts);
  return [name, { $schema: DIALECT, $id: ID_BASE + name, ...schema, $defs: parts.named }];
};

/** Each under its title. */
const standAloneShapes = (
  shapes: readonly (TSchema & { readonly title?: string })[],
): Readonly<Record<string, Description>> =>
  Object.fromEntries(
    shapes.map((shape) => standAlone(shape.title ?? '', (parts) => published(shape, parts))),
  );

/** Standalone JSON Schemas (2020-12) of all events and of the values of output topics, by name. */
export const jsonSchemas = (): Readonly<Record<string, Description>> => ({
  ...Object.fromEntries(
    EVENT_TYPES.map((type) => standAlone(schemaName(type), (parts) => eventSchema(type, parts))),
  ),
  ...standAloneShapes(CHANGE_KINDS.map((kind) => KINDS[kind].shape)),
});

/** Standalone JSON Schemas of subscriptions, and of what is delivered to a sink, by name. */
export const subscriptionSchemas = (): Readonly<Record<string, Description>> =>
  standAloneShapes([
    Subscription,
    DeliveryAttempt,
    ...CHANGE_DELIVERIES.map(({ delivery }) => delivery),
    PingDelivery,
    ResyncDelivery,
    DisabledDelivery,
  ]);
