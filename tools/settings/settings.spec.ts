import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { SERVICES } from './services.ts';
import { settingsPage } from './settings-page.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = `${root}docs/operations/settings.md`;

/** Without what is of this machine: the checkout, and the folder of temporary files. */
const plain = (fallback: string): string =>
  fallback.replace(root, '').replace(`default \`${tmpdir()}\``, 'default: that of temporary files');

it('docs/operations/settings.md is the page of the settings; npm run settings writes it', async () => {
  const options = await resolveConfig(PAGE);
  const page = await format(settingsPage(SERVICES, plain), { ...options, filepath: PAGE });
  if (process.env['UPDATE_SETTINGS']) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

describe('a page of settings', () => {
  const variable = (name: string, about: string, ...fallback: unknown[]) => ({
    ...{ name, about, parse: (text: string) => text },
    ...(fallback.length > 0 ? { fallback: fallback[0] } : {}),
  });
  const host = variable('HOST', 'address to listen on', '127.0.0.1');
  const page = settingsPage({
    door: {
      ...{
        host,
        port: variable('PORT', 'port to listen on', 5001),
        brokers: variable('BROKERS', 'the brokers'),
      },
      keys: { members: [variable('KEYS', 'keys, in place of KEYS_FILE', '')], read: () => null },
    },
    api: {
      ...{ host, port: variable('PORT', 'port to listen on', 5000) },
      brokers: variable('BROKERS', 'brokers of the keys', []),
    },
  });

  it('has first what all services read', () => {
    expect(page.match(/^## .+$/gm)).toEqual(['## Every service', '## door']);
  });

  it('has each name once, with its default, and apart what services read otherwise', () => {
    expect(page.match(/^ *- .+$/gm)).toEqual([
      '- `HOST`, default `127.0.0.1`: address to listen on',
      '- `PORT`, default `5001` of door, default `5000` of api: port to listen on',
      '- `BROKERS`:',
      '  - door: required, the brokers',
      '  - api: brokers of the keys',
      '- `KEYS`: keys, in place of `KEYS_FILE`',
    ]);
  });
});
