import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const [READ_BY_OWNER, READ_BY_ALL] = [0o400, 0o444];

/** Files of one folder, whole or not there at all. */
export class SecretFiles {
  readonly #folder: string;
  readonly #uid: number | null;

  /** With a user the folder and its files are that one's: only a superuser gives them away. */
  constructor(folder: string, { mode, uid = null }: { readonly mode: number; readonly uid?: number | null }) {
    this.#folder = folder;
    this.#uid = uid;
    mkdirSync(folder, { recursive: true, mode });
    chmodSync(folder, mode);
    if (uid !== null) chownSync(folder, uid, uid);
  }

  has(name: string): boolean {
    return existsSync(join(this.#folder, name));
  }

  read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }

  /** A reader sees the file before or the whole new one. */
  write(name: string, text: string, { isPublic = false } = {}): void {
    const [path, fresh] = [join(this.#folder, name), join(this.#folder, `.${name}.new`)];
    writeFileSync(fresh, text, { mode: READ_BY_OWNER });
    if (isPublic) chmodSync(fresh, READ_BY_ALL);
    if (this.#uid !== null) chownSync(fresh, this.#uid, this.#uid);
    renameSync(fresh, path);
  }

  /** The text of a file, made where there is none; ends with a line break. */
  once(name: string, make: () => string): string {
    if (!this.has(name)) this.write(name, `${make()}\n`);
    return this.read(name);
  }
}
