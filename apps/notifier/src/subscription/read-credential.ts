import { parseInstant, shown } from '@silkgauge/contract';
import { isObject, reportUnknown, type Faults, type Members } from './faults.ts';

const TOKEN = ['credentialtype', 'accesstoken', 'accesstokentype', 'accesstokenexpiresutc'];
const PLAIN = ['credentialtype', 'identifier', 'secret'];
const LONGEST = 4_096;

/** Reads `sinkcredential` into a value of `authorization`; null without one. A fault never shows the credential. */
export function readCredential(value: unknown, faults: Faults): string | null {
  if (value === undefined || value === null) return null;
  const pointer = '/sinkcredential';
  const type = isObject(value) ? value['credentialtype'] : undefined;
  if (!isObject(value) || (type !== 'ACCESSTOKEN' && type !== 'PLAIN')) {
    faults.report(
      `${pointer}/credentialtype`,
      'credential',
      `The type of a credential is ACCESSTOKEN or PLAIN, not ${shown(type)}.`,
      'Write {"credentialtype": "ACCESSTOKEN", "accesstoken": "...", "accesstokentype": "bearer"}.',
    );
    return null;
  }
  reportUnknown(value, type === 'PLAIN' ? PLAIN : TOKEN, pointer, faults);
  return type === 'PLAIN' ? readPlain(value, pointer, faults) : readToken(value, pointer, faults);
}

function readToken(value: Members, pointer: string, faults: Faults): string | null {
  const { accesstoken, accesstokentype = 'bearer', accesstokenexpiresutc: expires } = value;
  if (typeof accesstokentype !== 'string' || accesstokentype.toLowerCase() !== 'bearer')
    faults.report(
      `${pointer}/accesstokentype`,
      'credential',
      `A token is of the type bearer, not ${shown(accesstokentype)}.`,
      'Write "accesstokentype": "bearer".',
    );
  if (expires !== undefined && (typeof expires !== 'string' || parseInstant(expires) === undefined))
    faults.report(
      `${pointer}/accesstokenexpiresutc`,
      'instant',
      `The end of a token is an instant with offset, not ${shown(expires)}.`,
      'Write an instant such as "2030-01-01T00:00:00Z", or leave it out.',
    );
  if (isText(accesstoken, /^[\w~+/.-]+=*$/)) return `Bearer ${accesstoken}`;
  faults.report(
    `${pointer}/accesstoken`,
    'credential',
    'The token is missing, or no token of RFC 6750.',
    'Write the token without the word Bearer.',
  );
  return null;
}

function readPlain({ identifier, secret }: Members, pointer: string, faults: Faults): string | null {
  // A user's name has no colon (RFC 7617).
  if (isText(identifier, /^[^:\u0000-\u001f\u007f]+$/) && isText(secret, /^[^\u0000-\u001f\u007f]*$/))
    return `Basic ${Buffer.from(`${identifier}:${secret}`).toString('base64')}`;
  faults.report(
    pointer,
    'credential',
    'identifier and secret are printable texts, the first one without a colon.',
    'Write {"credentialtype": "PLAIN", "identifier": "...", "secret": "..."}.',
  );
  return null;
}

const isText = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && value.length <= LONGEST && form.test(value);
