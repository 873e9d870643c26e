import { createRequire } from 'node:module';

/** Our decoder and encoder were compared with kafkajs's own for this version; for any other they stay out of the way. */
const COMPARED_WITH = '2.2.4';

const { version } = createRequire(import.meta.url)('kafkajs/package.json') as { version: string };

export const isComparedVersion = version === COMPARED_WITH;
