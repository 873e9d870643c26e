import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OLDEST = 17;

export const kafkaWaysOut = `
What helps, any one of them:
  - install a JRE ${OLDEST} or newer, and Maven
      Debian, Ubuntu: apt-get install openjdk-17-jre-headless maven
      macOS: brew install openjdk maven
  - run everything in containers: docker compose up
  - use a broker that is there already: KAFKA_BROKERS=host:9092 npm start`;

/** Major version from `java -version`, NaN if there is none: "17.0.15" is 17, "1.8.0_402" is 8. */
export function majorVersion(printed) {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(printed) ?? [];
  return Number(first === '1' ? second : first);
}

/** Finds the JVM as Kafka does, by JAVA_HOME or PATH; returns its path or the problem. */
export function findJava(env) {
  const folders = env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin')] : (env.PATH ?? '').split(delimiter);
  const path = folders.map((folder) => join(folder, 'java')).find((file) => existsSync(file));
  if (path === undefined) {
    const where = env.JAVA_HOME ? `under JAVA_HOME (${env.JAVA_HOME})` : 'on the PATH (JAVA_HOME is not set)';
    return { problem: `Kafka runs on Java ${OLDEST} or newer, and no \`java\` was found ${where}.` };
  }
  const version = spawnSync(path, ['-version'], { encoding: 'utf8' });
  const major = majorVersion(version.stderr ?? '');
  if (!(major >= OLDEST)) {
    const found = Number.isNaN(major) ? 'does not tell its version' : `is version ${major}`;
    return { problem: `Kafka runs on Java ${OLDEST} or newer, and ${path} ${found}.` };
  }
  return { path };
}
