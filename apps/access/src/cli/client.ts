import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { localUrl, MERGE_PATCH } from '@silkgauge/contract';
import type { Call } from './command.ts';

/** A refusal of the service, or a file that cannot be read. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code = 'refused';
}

/** Where the service is, and the key that is shown to it. */
export interface Target {
  readonly url: string;
  readonly key: string;
}

/** @throws Refused without a key */
export const targetOf = (env: NodeJS.ProcessEnv, root: string): Target => {
  const path = env['SILKGAUGE_KEY_FILE'] ?? resolve(root, '.silkgauge/access/operator.key');
  const url = (env['ACCESS_URL'] ?? localUrl('access')).replace(/\/$/, '');
  const key = env['SILKGAUGE_KEY'] ?? textOf(path, 'SILKGAUGE_KEY_FILE names the file of the key');
  return { url, key: key.trim() };
};

const textOf = (path: string, hint: string): string => {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (cause) {
    throw new Refused(`${path} cannot be read (${hint}): ${(cause as Error).message}`, { cause });
  }
};

/** Asks the service. @throws Refused with all faults of a refusal, or where the service is away */
export const ask = async ({ url, key }: Target, method: string, path: string, init: RequestInit = {}) => {
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${key}` };
  let response: Response;
  try {
    response = await fetch(url + path, { ...init, method, headers });
  } catch (cause) {
    throw new Refused(`${url} does not answer (ACCESS_URL): ${String((cause as Error).cause ?? cause)}`, {
      cause,
    });
  }
  if (response.ok) return response;
  throw new Refused(refusalText(response.status, await response.text()));
};

/** Sends the call of a command; returns the JSON of the answer. */
export const send = async (target: Target, { method, path, body, isConditional }: Call): Promise<unknown> => {
  const headers: Record<string, string> = {};
  if (isConditional) headers['if-match'] = (await ask(target, 'GET', path)).headers.get('etag') ?? '';
  if (body) headers['content-type'] = method === 'PATCH' ? MERGE_PATCH : 'application/json';
  const text = body && ('file' in body ? textOf(body.file, 'the body') : JSON.stringify(body.value));
  const answer = await ask(target, method, path, { headers, ...(text !== undefined && { body: text }) });
  return answer.json();
};

const refusalText = (status: number, text: string): string => {
  interface Told {
    readonly title?: string;
    readonly detail?: string;
    readonly errors?: readonly { pointer?: string; parameter?: string; message: string; fix: string }[];
  }
  let told: Told;
  try {
    told = JSON.parse(text) as Told;
  } catch {
    return `${String(status)}: ${text.slice(0, 200)}`;
  }
  const { title = '', detail = '', errors = [] } = told;
  const faults = errors.map(
    ({ pointer, parameter, message, fix }) => `  ${pointer ?? parameter ?? ''} ${message} ${fix}`,
  );
  return [`${String(status)} ${title}. ${detail}`, ...faults].join('\n');
};
