import type { Static, TSchema } from 'typebox';
import type { Report } from '../fault.ts';

/** The CloudEvents attributes of an event that passed, without its type and data. */
export interface EventAttributes {
  readonly source: string;
  readonly id: string;
  readonly time?: string;
  readonly subject?: string;
  readonly dataschema?: string;
  /** Extension attributes in their string form, by name. */
  readonly extensions?: Readonly<Record<string, string>>;
}

export interface EventOf<Type extends string, Data> extends EventAttributes {
  readonly type: Type;
  /** As delivered, members unknown to us included. */
  readonly data: Data;
}

/**
 * A check of meaning. It runs only while nothing is wrong with the members it needs, so that an event hears of all its
 * faults at once and of none twice. Pointers are from the event's root.
 */
export interface DataRule<Data> {
  readonly needs: readonly string[];
  check(data: Data, report: Report, attributes: EventAttributes): void;
}

/** All there is to know of one event type. One file per family defines them; families.ts lists them. */
export interface EventTypeDefinition<
  Type extends string,
  Schema extends TSchema,
  Event extends EventOf<Type, Static<Schema>>,
> {
  readonly type: Type;
  readonly title: string;
  readonly schema: Schema;
  readonly rules: readonly DataRule<Static<Schema>>[];
  /** From data that passed schema and rules. */
  parse(attributes: EventAttributes, data: Static<Schema>): Event;
  /** Key of the record on Kafka: what shares it keeps its order. */
  recordKey(event: Event): string;
  /** A valid event's data, shown in the API descriptions. */
  readonly example: Static<Schema>;
}

export function family<
  const Type extends string,
  Schema extends TSchema,
  Event extends EventOf<Type, Static<Schema>>,
>(definition: EventTypeDefinition<Type, Schema, Event>): EventTypeDefinition<Type, Schema, Event> {
  return definition;
}
