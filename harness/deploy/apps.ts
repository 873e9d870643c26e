import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { doorTopic, EMBARGO_TYPES, embargoTopic, feedsOf, SERVICES } from '@silkgauge/contract';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program of the workspace that listens. */
export interface App {
  readonly name: string;
  readonly port: number;
  /** Its bundle, and arguments. */
  readonly program: readonly string[];
  /** Where it tells its settings. */
  readonly config: string;
  /** Rooms that its settings come from. */
  readonly rooms: readonly string[];
}

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every service, with the rooms that its program imports settings from. */
export const APPS: readonly App[] = SERVICES.map(({ name, port, program }) => {
  const config = program[0].replace('bundle/main.js', 'src/config.ts');
  const imported = [...text(config).matchAll(/from '@silkgauge\/([\w-]+)'/g)].map(([, room = '']) => room);
  const rooms = imported.flatMap((room) =>
    room === 'feed' ? ['feed', 'access', 'embargo', 'kafka', 'service'] : [room],
  );
  return { name, port, config, program, rooms };
});

/** Names of the variables that an app's configuration reads, from the text of what it is made of. */
export function settingsOf({ config, rooms }: App): ReadonlySet<string> {
  const files = [config, ...rooms.flatMap((room) => globSync(SETTINGS[room] ?? [], { cwd: root }))];
  const names = files.flatMap((file) => [...text(file).matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'/g)]);
  return new Set([...names.map(([, variable = '']) => variable), 'V8_FLAGS']);
}

/** Apps that seal events under embargo, or open them: doors of types that may be held back, and what applies them. */
export const hasEmbargoes = ({ name }: App): boolean =>
  name === 'aggregation' ||
  EMBARGO_TYPES.some((type) =>
    feedsOf(type).some((feed) => {
      const topic = doorTopic(feed, type);
      return feed === name && topic !== undefined && embargoTopic(topic) !== undefined;
    }),
  );

/** Variables by which an app asks another one, and which that is. */
export const ASKED: ReadonlyMap<string, string> = new Map([
  ['GROWTH_API_URL', 'growth-api'],
  ['POLICY_NOTICE_URL', 'policy-notice'],
]);

/** Where each room tells its variables. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  service: ['libs/service/src/service-variables.ts', 'libs/service/src/wire/settings.ts'],
  kafka: [
    'libs/kafka/src/broker/client.ts',
    'libs/kafka/src/broker/security.ts',
    'libs/kafka/src/topics/replication.ts',
  ],
  'read-model': ['libs/read-model/src/address.ts'],
  access: ['libs/access/src/guard/config.ts', 'libs/access/src/record/signature-settings.ts'],
  embargo: ['libs/embargo/src/keys.ts'],
  feed: ['libs/feed/src/config.ts'],
};
