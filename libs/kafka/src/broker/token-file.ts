import { readFile } from 'node:fs/promises';
import type { AccessTokens } from './access-tokens.ts';
import { causes, NoToken } from './errors.ts';

/** A bearer token (RFC 6750, section 2.1). */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/**
 * Tokens that another program writes to a file. The file is read for each authentication, so a token holds
 * from the moment in which it stands there, and one that is missing yet is waited for.
 */
export function tokenFile(path: string): AccessTokens {
  return {
    give: async () => {
      const token = (await content(path)).trim();
      if (TOKEN.test(token)) return token;
      const what = token === '' ? 'is empty' : 'does not hold one token';
      throw new NoToken(`no token from the file ${path} of KAFKA_OAUTH_TOKEN_FILE, which ${what}`);
    },
    forget: () => undefined,
  };
}

async function content(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const why = causes(cause).at(-1)?.message ?? String(cause);
    throw new NoToken(`no token from the file of KAFKA_OAUTH_TOKEN_FILE: ${why}`, { cause });
  }
}
