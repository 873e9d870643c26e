export { portVariable, urlVariable } from '../../libs/contract/src/services/variables.ts';

/** Files of secrets, and the settings that name them. */
export const SECRET_VARIABLES: Readonly<Record<string, string>> = {
  'embargo-keys': 'EMBARGO_KEYS_FILE',
  'secret-keys': 'NOTIFIER_SECRET_KEYS_FILE',
  'signing.key': 'ACCESS_SIGNING_KEY_FILE',
};
