import { startKafka } from './embedded-kafka.ts';

/**
 * `node write-class-archive.js <file>`: runs a broker once on temporary data and writes the JVM's loaded
 * classes to an archive, which makes later starts faster.
 */
const [, , file] = process.argv;
if (file === undefined) throw new Error('the file to write is missing');
const kafka = await startKafka({ writeArchive: file });
await kafka.stop();
