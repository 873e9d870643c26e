import { startKafka } from './embedded-kafka.ts';

/**
 * `node write-class-archive.js <file>`: starts a broker on data of its own once and lets the JVM write down the classes
 * it loaded; later starts map them instead of loading them again.
 */
const [, , file] = process.argv;
if (file === undefined) throw new Error('the file to write is missing');
const kafka = await startKafka({ writeArchive: file });
await kafka.stop();
