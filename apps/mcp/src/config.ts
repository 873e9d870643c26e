import { readFileSync } from 'node:fs';
import { localUrl, portOf } from '@silkgauge/contract';
import {
  asHttpAddress,
  asInteger,
  asList,
  serviceVariables,
  type ConfigOf,
  type VariableGroup,
  type Variables,
} from '@silkgauge/service';

/** What the tools need, over whichever transport they are called. */
const toolVariables = {
  apiUrl: {
    name: 'GROWTH_API_URL',
    about: 'address of growth-api, which answers every tool',
    fallback: localUrl('growth-api'),
    parse: asHttpAddress,
  },
  publicUrl: {
    name: 'GROWTH_API_PUBLIC_URL',
    about: 'address of growth-api in the links of answers; GROWTH_API_URL where it is not set',
    fallback: '',
    parse: asHttpAddress,
  },
  apiTimeout: {
    name: 'GROWTH_API_TIMEOUT_MS',
    about: 'milliseconds to wait for an answer of growth-api',
    fallback: 30_000,
    parse: asInteger(100, 600_000),
  },
} satisfies Variables;

/** The key to ask growth-api with; undefined where none is set. */
const key: VariableGroup<string | undefined> = {
  members: [
    { name: 'SILKGAUGE_KEY', about: 'key that tools show growth-api over stdio', fallback: '' },
    { name: 'SILKGAUGE_KEY_FILE', about: 'file of that key, in place of SILKGAUGE_KEY', fallback: '' },
  ],
  read({ SILKGAUGE_KEY: given = '', SILKGAUGE_KEY_FILE: file = '' }) {
    if (given.trim() !== '') return given.trim();
    if (file.trim() === '') return undefined;
    try {
      return readFileSync(file.trim(), 'utf8').trim();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new RangeError(`SILKGAUGE_KEY_FILE is "${file}": not a file that can be read (${String(code)})`, {
        cause: error,
      });
    }
  },
};

/** Environment variables of the server over stdio, whose one caller has its key here. */
export const stdioVariables = { ...toolVariables, key } satisfies Variables;

/** Environment variables of the server over HTTP, where each caller shows a credential of its own. */
export const variables = {
  ...serviceVariables(portOf('mcp')),
  ...toolVariables,
  hosts: {
    name: 'MCP_HOSTS',
    about: 'names besides those of this machine that a Host header may have, by comma',
    fallback: [],
    parse: asList,
  },
  callsAtOnce: {
    name: 'MCP_CALLS_AT_ONCE',
    about: 'calls that are dealt with at once, of one address half of them; as many wait for 5 s; above, 429',
    fallback: 16,
    parse: asInteger(1, 1_000),
  },
  origins: {
    name: 'MCP_ORIGINS',
    about: 'origins besides those of this machine from which a browser may call, by comma',
    fallback: [],
    parse: asList,
  },
} satisfies Variables;

export type StdioConfig = ConfigOf<typeof stdioVariables>;
export type McpConfig = ConfigOf<typeof variables>;
