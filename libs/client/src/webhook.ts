import { Unverified } from './errors.ts';
import { boundedText } from './http/bounded.ts';

export { Unverified } from './errors.ts';
export type { Delivery } from './types.ts';
export { verify } from './webhook/verify.ts';
export { consent, type ConsentAnswer, type ConsentOptions } from './webhook/consent.ts';
export { inMemory, seen, type Once, type SeenStore } from './webhook/seen.ts';
export type { RequestHeaders } from './webhook/request-headers.ts';

/** Bytes of a delivery: its data are 20,000 at most. */
const LARGEST_DELIVERY = 64 * 1024;

/** The body of a request as it came. @throws Unverified beyond `most` bytes, and reads no further */
export async function rawBody(request: AsyncIterable<Uint8Array>, most = LARGEST_DELIVERY): Promise<string> {
  try {
    return await boundedText(request, most);
  } catch (cause) {
    throw new Unverified('the body is too large for a delivery, or broke off', { cause });
  }
}
