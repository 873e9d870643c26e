import { Type, type Static, type TProperties, type TSchema } from 'typebox';

/*
 * Shapes of output (values of topics, answers of the API): one object is both the published schema and the
 * type. Unknown members are accepted, since later versions may add some.
 */

type DeepReadonly<T> = T extends object ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> } : T;

/** The type of a schema's values. */
export type Shape<Schema extends TSchema> = DeepReadonly<Static<Schema>>;

/** An object that is published once, under its title. */
export const part = <const Members extends TProperties>(
  title: string,
  description: string,
  members: Members,
) => Type.Object(members, { title, description });
/** An object that is published inline. */
export const object = <const Members extends TProperties>(description: string, members: Members) =>
  Type.Object(members, { description });
/** A word of a closed list, published inline. */
export const word = <const Words extends readonly string[]>(list: Words, description: string) =>
  Type.Enum<[...Words]>([...list], { type: 'string', description });
/** A word of a closed list that is published once, under its title. */
export const namedWord = <const Words extends readonly string[]>(
  title: string,
  list: Words,
  description: string,
) => Type.Enum<[...Words]>([...list], { title, type: 'string', description });

export const text = (description: string, ...examples: readonly string[]) =>
  Type.String({ description, ...(examples.length > 0 && { examples }) });
export const texts = (description: string) => Type.Array(Type.String(), { description });
export const truth = (description: string) => Type.Boolean({ description });
export const integer = (description: string) => Type.Integer({ description });
export const count = (description: string) => Type.Integer({ minimum: 0, description });
export const digits = (description: string) => Type.String({ pattern: String.raw`^\d+$`, description });
export const DECIMAL = String.raw`^-?\d+(\.\d+)?$`;
export const decimal = (description: string) => Type.String({ pattern: DECIMAL, description });
export const instant = (description: string) => Type.String({ format: 'date-time', description });
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const listOf = <Item extends TSchema>(item: Item, description: string) =>
  Type.Array(item, { description });

/** Identity of an event and its place on Kafka. */
export const identity = { source: text('Source of the event.'), id: text('Id of the event.') };
export const place = { topic: text('Topic.'), partition: integer('Partition.') };
export const offset = digits('Offset.');
/** Who pushed an event. */
export const pushedBy = text(
  'Id of the key that pushed it at a door; `anonymous` without one; `direct` where the record does not say.',
);
