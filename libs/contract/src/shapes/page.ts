import { Type, type TSchema } from 'typebox';
import { part } from './shape.ts';

export const next = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  description: 'The cursor of the next page; null on the last.',
});

/** Schema of a page of items, named after theirs. */
export const pageOf = (items: TSchema & { readonly title?: string }) =>
  part(`${items.title ?? ''}Page`, 'A page.', { items: Type.Array(items), next });

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
