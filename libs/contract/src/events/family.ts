import type { Static, TSchema } from 'typebox';
import type { Report } from '../fault.ts';
import type { Reader } from '../terms/body.ts';

/** CloudEvents attributes of a checked event, without type and data. */
export interface EventAttributes {
  readonly source: string;
  readonly id: string;
  readonly time?: string;
  readonly subject?: string;
  readonly dataschema?: string;
  /** Extension attributes as strings, by name. */
  readonly extensions?: Readonly<Record<string, string>>;
}

export interface EventOf<Type extends string, Data> extends EventAttributes {
  readonly type: Type;
  /** Data as delivered, with unknown members. */
  readonly data: Data;
}

/**
 * A rule of meaning. The check runs only without faults at the pointers in `needs` (from the event's root),
 * so that no member is reported twice.
 */
export interface DataRule<Data> {
  readonly needs: readonly string[];
  /** `touches` tells of the faults found before: whether one is at a pointer, inside or around its member. */
  check(data: Data, report: Report, attributes: EventAttributes, touches: (pointer: string) => boolean): void;
}

/** Definition of one event type. Each family has a file; families.ts lists all. */
export interface EventTypeDefinition<
  Type extends string,
  Schema extends TSchema,
  Event extends EventOf<Type, Static<Schema>>,
> {
  readonly type: Type;
  readonly title: string;
  readonly schema: Schema;
  /** Of data that are a body of terms: reads them whole, so that no other check of the schema is needed. */
  readonly read?: Reader<unknown> | undefined;
  readonly rules: readonly DataRule<Static<Schema>>[];
  /** Takes data that passed schema and rules. */
  parse(attributes: EventAttributes, data: Static<Schema>): Event;
  /** Kafka record key: events with the same key keep their order. */
  recordKey(event: Event): string;
  /** Valid data for API descriptions. */
  readonly example: Static<Schema>;
}

export function family<
  const Type extends string,
  Schema extends TSchema,
  Event extends EventOf<Type, Static<Schema>>,
>(definition: EventTypeDefinition<Type, Schema, Event>): EventTypeDefinition<Type, Schema, Event> {
  return definition;
}
