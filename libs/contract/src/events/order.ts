import { Type } from 'typebox';

/** Name of an order of the newsroom. */
export const orderName = (description: string, example: string) =>
  Type.String({
    pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$',
    description,
    examples: [example],
    terms: {
      rule: 'order-name',
      must: 'a name of 1 to 64 letters, digits, _ and -, the first a letter or digit',
      example,
    },
  });

/** A member that the reader of the order checks, as what it may be depends on other members. */
export const open = (description: string) => Type.Optional(Type.Unknown({ description }));
