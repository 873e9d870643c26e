import type { IncomingHttpHeaders } from 'node:http';
import Negotiator from 'negotiator';

/** Content codings, best compression first. */
export const CODINGS = ['br', 'gzip'] as const;
export type Coding = (typeof CODINGS)[number];

/**
 * First available coding that is accepted (RFC 9110, section 12.5.3); `identity` sends the content as it is, and
 * null means that the client refuses that too.
 */
export function acceptedCoding(
  acceptEncoding: string | undefined,
  available: readonly Coding[],
): Coding | 'identity' | null {
  const accepted = asked('accept-encoding', acceptEncoding).encodings([...available, 'identity']);
  return [...available, 'identity' as const].find((coding) => accepted.includes(coding)) ?? null;
}

/** The offered media type that a client likes best, the first of several; undefined if it accepts none. */
export function acceptedType<const Type extends string>(
  { accept }: Pick<IncomingHttpHeaders, 'accept'>,
  offered: readonly Type[],
): Type | undefined {
  return asked('accept', accept && withoutParameters(accept)).mediaType([...offered]) as Type | undefined;
}

/** Media ranges with their weights alone: `text/csv; charset=utf-8` accepts our CSV. */
const withoutParameters = (accept: string): string =>
  accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';');
      return [type, ...parameters.filter((parameter) => /^\s*q=/i.test(parameter))].join(';');
    })
    .join(',');

/** The offered language that a client likes best, else the first: a text in another language is better than none. */
export function acceptedLanguage<const Language extends string>(
  { 'accept-language': header }: Pick<IncomingHttpHeaders, 'accept-language'>,
  offered: readonly [Language, ...Language[]],
): Language {
  return (asked('accept-language', header).language([...offered]) as Language | undefined) ?? offered[0];
}

const asked = (name: string, header: string | undefined): Negotiator =>
  new Negotiator({ headers: header === undefined ? {} : { [name]: header } });
