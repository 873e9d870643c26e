import { Type } from 'typebox';
import { parseInstant } from '../instant.ts';
import { instant, text, word } from '../shapes/shape.ts';
import type { Place } from '../terms/place.ts';
import { mapped, optional, readAs, record, secret, variants, type Term } from '../terms/term.ts';

const LONGEST = 4_096;
const others = (name: string, known: readonly string[], at: Place): void => at.unknown(name, known);

const kindTerm = <const Kind extends string>(kind: Kind) =>
  readAs(word([kind], 'Its kind.'), { rule: 'credential', must: kind, example: kind }, (found) =>
    found === kind ? kind : undefined,
  );

const textTerm = (description: string, form: RegExp, must: string) =>
  readAs(text(description), { rule: 'credential', must, example: '' }, (found) =>
    typeof found === 'string' && found.length <= LONGEST && form.test(found) ? found : undefined,
  );

const accessToken = record(
  {
    credentialtype: kindTerm('ACCESSTOKEN'),
    accesstoken: textTerm(
      'The token, without the word Bearer.',
      /^[\w~+/.-]+=*$/,
      'a token of RFC 6750, without the word Bearer',
    ),
    accesstokentype: optional(
      readAs(
        word(['bearer'], 'How it is shown.'),
        { rule: 'credential', must: 'bearer', example: 'bearer' },
        (found) => (typeof found === 'string' && found.toLowerCase() === 'bearer' ? 'bearer' : undefined),
      ),
      'bearer',
    ),
    accesstokenexpiresutc: optional(
      readAs(
        instant('When it ends.'),
        { rule: 'instant', must: 'an instant with offset', example: '2030-01-01T00:00:00Z' },
        (found) => (typeof found === 'string' && parseInstant(found) !== undefined ? found : undefined),
      ),
      null,
    ),
  },
  { about: 'A token, sent as Authorization: Bearer.', title: 'AccessToken', others },
);
const plain = record(
  {
    credentialtype: kindTerm('PLAIN'),
    // A user's name has no colon (RFC 7617).
    identifier: textTerm(
      'Name of the user, without a colon.',
      /^[^:\u0000-\u001f\u007f]+$/,
      'a printable text without a colon',
    ),
    secret: textTerm('The password.', /^[^\u0000-\u001f\u007f]*$/, 'a printable text'),
  },
  { about: 'A user, sent as Authorization: Basic.', title: 'PlainCredential', others },
);

const kinds = variants(
  'credentialtype',
  [
    mapped(accessToken, ({ accesstoken }) => `Bearer ${accesstoken}`),
    mapped(plain, ({ identifier, secret: password }) => `Basic ${base64(`${identifier}:${password}`)}`),
  ],
  {
    ...{ about: '', rule: 'credential', called: 'type of credential' },
    else: record({}, { about: '' }),
  },
);

const base64 = (value: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(value)));

/** `sinkcredential`, read into a value of `authorization`; null is none, as an absent one. */
export const credentialTerm: Term<string | null> = {
  schema: Type.Union([accessToken.schema, plain.schema]),
  read: (found, at) => (found === null ? null : secret(kinds).read(found, at)),
};
