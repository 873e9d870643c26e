import type { TSchema } from 'typebox';
import { EVENT_TYPES, FAMILIES, type EventType } from '../events/families.ts';
import {
  AlertDelivery,
  BulletinDelivery,
  ClaimDelivery,
  DisabledDelivery,
  GrowthDelivery,
  NoticeDelivery,
  PingDelivery,
  ReleaseDelivery,
  ResyncDelivery,
} from '../shapes/delivery.ts';
import { AlertState } from '../shapes/alert.ts';
import { ReleaseState } from '../shapes/release.ts';
import { BulletinState } from '../shapes/bulletin.ts';
import { ClaimState, NoticeState } from '../shapes/registered-states.ts';
import { GrowthState } from '../shapes/state.ts';
import { DeliveryAttempt, Subscription } from '../shapes/subscription.ts';
import { LONGEST_NAME, instant } from '../vocabulary.ts';

/** A JSON value of a description, made of plain objects only. */
export type Description = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const ID_BASE = 'urn:silkgauge:schema:';

/** Location of schema parts in a document, and the parts collected so far, by name. */
export interface Parts {
  readonly base: string;
  readonly named: Record<string, Description>;
}

/** Parts of a standalone JSON Schema. */
export const ownParts = (): Parts => ({ base: '#/$defs/', named: {} });

/** Parts of an OpenAPI or AsyncAPI document. */
export const componentParts = (): Parts => ({ base: '#/components/schemas/', named: {} });

/** The published form of a schema: JSON Schema without `terms`. Titled subschemas become parts. */
export const published = (schema: TSchema, parts: Parts): Description => withParts(plain(schema), parts);

const plain = (schema: TSchema): Description =>
  JSON.parse(
    JSON.stringify(schema, (name, value: unknown) => (name === 'terms' ? undefined : value)),
  ) as Description;

/** Adds a titled schema to `parts`; returns the reference. */
export const publishedPart = (schema: TSchema, parts: Parts): Description =>
  partsOf(plain(schema), parts) as Description;

function withParts(node: Description, parts: Parts): Description {
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) =>
      name === 'patternProperties' ? anyName(value as Description, parts) : [name, partsOf(value, parts)],
    ),
  );
}

/** `additionalProperties`, from which code generators make maps. */
const anyName = (patterns: Description, parts: Parts): [string, unknown] => {
  const [pattern, ...others] = Object.keys(patterns);
  if (pattern !== '^.*$' || others.length > 0)
    throw new TypeError(`Members named like ${Object.keys(patterns).join(', ')}`);
  return ['additionalProperties', partsOf(patterns[pattern], parts)];
};

function partsOf(value: unknown, parts: Parts): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => partsOf(item, parts));
  if (typeof value !== 'object' || value === null) return value;
  const node = withParts(value as Description, parts);
  if (typeof node.title !== 'string') return node;
  parts.named[node.title] = node;
  return { $ref: parts.base + node.title };
}

/** Schema name of an event type: `FigureReported` for `silkgauge.figure.reported.v1`. */
export function schemaName(type: EventType): string {
  return type
    .split('.')
    .slice(1, -1)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
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

const standAloneShapes = (shapes: Readonly<Record<string, TSchema>>): Readonly<Record<string, Description>> =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => standAlone(name, (parts) => published(shape, parts))),
  );

/** Standalone JSON Schemas (2020-12) of all events and of the values of output topics, by name. */
export const jsonSchemas = (): Readonly<Record<string, Description>> => ({
  ...Object.fromEntries(
    EVENT_TYPES.map((type) => standAlone(schemaName(type), (parts) => eventSchema(type, parts))),
  ),
  ...standAloneShapes({ GrowthState, NoticeState, ClaimState, BulletinState, AlertState, ReleaseState }),
});

/** Standalone JSON Schemas of subscriptions, and of what is delivered to a sink, by name. */
export const subscriptionSchemas = (): Readonly<Record<string, Description>> =>
  standAloneShapes({
    Subscription,
    DeliveryAttempt,
    GrowthDelivery,
    NoticeDelivery,
    ClaimDelivery,
    AlertDelivery,
    BulletinDelivery,
    ReleaseDelivery,
    PingDelivery,
    ResyncDelivery,
    DisabledDelivery,
  });
