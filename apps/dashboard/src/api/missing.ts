import type { UseQueryResult } from '@tanstack/react-query';
import { NoAnswer } from './in-time.ts';

/** A question to the API, as far as it is answered. */
export type Question = Pick<
  UseQueryResult,
  'data' | 'error' | 'failureReason' | 'fetchStatus' | 'isPlaceholderData'
>;

/** What keeps an answer away: the API says why, or nothing answers. */
export type Trouble = { readonly kind: 'error'; readonly why: string } | { readonly kind: 'offline' };

/** What stands in for an answer; `empty` only where every question was answered and no figure fits. */
export type Missing = Trouble | { readonly kind: 'loading' } | { readonly kind: 'empty' };

/** What is said instead of the answers; null where they say something themselves. */
export function missingOf(asked: readonly Question[], isEmpty: boolean): Missing | null {
  const [trouble] = asked.flatMap((one) => troubleOf(one) ?? []);
  if (trouble) return trouble;
  if (!isEmpty) return null;
  return { kind: asked.some(isOpen) ? 'loading' : 'empty' };
}

/** Whether the answer on the present choice is still to come. */
const isOpen = ({ data, isPlaceholderData }: Question): boolean => data === undefined || isPlaceholderData;

/** What keeps an answer away, from the first failure on: further ones may follow for half a minute. */
export function troubleOf(asked: Question): Trouble | null {
  const reason = asked.error ?? (isOpen(asked) ? asked.failureReason : null);
  if (reason) return troubleIn(reason);
  return isOpen(asked) && asked.fetchStatus === 'paused' ? { kind: 'offline' } : null;
}

/** A failed `fetch` is a TypeError: what answered nothing says nothing of why. */
export function troubleIn(reason: unknown): Trouble {
  if (reason instanceof NoAnswer || reason instanceof TypeError) return { kind: 'offline' };
  return { kind: 'error', why: reason instanceof Error ? reason.message : String(reason) };
}
