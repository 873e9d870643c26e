import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTarget } from './broker/client.ts';
import { causedBy } from './broker/errors.ts';
import { setScramPasswords } from './topics/scram-passwords.ts';

const PREFIX = 'password-';
const HELP = `npm run passwords -- <folder>

Sets the passwords (SCRAM-SHA-512) of users of KAFKA_BROKERS, as who KAFKA_SECURITY and its files say: a principal that may alter the
cluster. The folder has a file ${PREFIX}<user> for each.`;

const run = async (environment: NodeJS.ProcessEnv, [folder, ...more]: readonly string[]): Promise<void> => {
  if (folder === undefined || folder.startsWith('-') || more.length > 0) {
    console.log(HELP);
    if (folder !== '--help') process.exitCode = 2;
    return;
  }
  const passwords = passwordsIn(folder);
  await setScramPasswords(readTarget(environment).kafka, passwords);
  for (const user of Object.keys(passwords)) console.log(`set the password of ${user}`);
};

/** @throws RangeError for a folder without passwords, and for an empty one */
const passwordsIn = (folder: string): Readonly<Record<string, string>> => {
  const files = readdirSync(folder).filter((name) => name.startsWith(PREFIX));
  if (files.length === 0) throw new RangeError(`${folder} has no file ${PREFIX}<user>`);
  return Object.fromEntries(
    files.map((name) => {
      const password = readFileSync(join(folder, name), 'utf8').replace(/\r?\n$/, '');
      if (password === '') throw new RangeError(`${join(folder, name)} is empty`);
      return [name.slice(PREFIX.length), password];
    }),
  );
};

run(process.env, process.argv.slice(2)).catch((error: unknown) => {
  console.error(`The passwords could not be set: ${causedBy(error)}`);
  process.exitCode = 1;
});
