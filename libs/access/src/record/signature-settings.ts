import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DescribedVariable, Environment, VariableGroup } from '@silkgauge/service';
import { readPublicKeys, readSigningKey } from './signatures.ts';

const PRIVATE = 'ACCESS_SIGNING_KEY_FILE';
const PUBLIC = 'ACCESS_PUBLIC_KEY_FILE';
const signing: DescribedVariable = {
  name: PRIVATE,
  about:
    'file of the private key that signs records of keys and policy, PEM: the access service and commands of operators alone have it',
  fallback: '',
};
export const SIGNATURE_VARIABLES: readonly DescribedVariable[] = [
  {
    name: PUBLIC,
    about:
      'file of public keys, PEM: records of keys and policy count that one of these signed; without it all records count',
    fallback: '',
  },
  signing,
];

const fromFile = <T>(environment: Environment, name: string, read: (text: string) => T): T | null => {
  const path = environment[name]?.trim() ?? '';
  if (path === '') return null;
  try {
    return read(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new RangeError(
      `${name} is "${path}": ${(cause as Error).message} (npm run access -- signing-key makes a pair)`,
      { cause },
    );
  }
};

/** Keys by which records count; null where no file is named, and whatever stands on the topic counts. @throws RangeError */
export const publicKeysOf = (environment: Environment): readonly KeyObject[] | null => {
  const named = fromFile(environment, PUBLIC, readPublicKeys);
  if (named) return named;
  const own = fromFile(environment, PRIVATE, readSigningKey);
  return own && [createPublicKey(own)];
};

/** The key that signs changes; null where records are not signed. */
export const signingVariables: VariableGroup<KeyObject | null> = {
  members: [signing],
  read(environment) {
    const own = fromFile(environment, PRIVATE, readSigningKey);
    let known: readonly KeyObject[] | null;
    try {
      known = publicKeysOf(environment);
    } catch {
      // The variables of access tell that fault.
      return own;
    }
    if (!own && known)
      throw new RangeError(
        `${PUBLIC} is set, and ${PRIVATE} is not: no change that is made here would count`,
      );
    if (own && known?.every((key) => !key.equals(createPublicKey(own))) === true)
      throw new RangeError(
        `${PRIVATE} has no public key in ${PUBLIC}: no change that is made here would count`,
      );
    return own;
  },
};
