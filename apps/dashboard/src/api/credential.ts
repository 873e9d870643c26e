import { useSyncExternalStore } from 'react';

/** The key that this tab shows to the API. */
export interface Credential {
  /** Null while none was given. */
  readonly key: string | null;
  /** What the API said of a request without a right: a key is missing, is not good, or may not read. */
  readonly refusal: 'missing' | 'refused' | 'may-not' | null;
  /** Whether the API has answered a request of this tab. */
  readonly hasRead: boolean;
}

/** The storage of this tab: a key is gone with the tab, and no other tab sees it. */
const STORE = 'silkgauge.key';
const listeners = new Set<() => void>();
let credential: Credential = { key: kept(), refusal: null, hasRead: false };

function kept(): string | null {
  try {
    return sessionStorage.getItem(STORE);
  } catch {
    return null;
  }
}

/** Takes a key for this tab; null goes on without one. */
export function setKey(key: string | null): void {
  try {
    if (key === null) sessionStorage.removeItem(STORE);
    else sessionStorage.setItem(STORE, key);
  } catch {
    // Without storage the key lasts until the page is loaded again.
  }
  set({ key, refusal: null });
}

function set(next: Partial<Credential>): void {
  credential = { ...credential, ...next };
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const present = (): Credential => credential;

/** The key of this tab, and what the API said of it. */
export const useCredential = (): Credential => useSyncExternalStore(subscribe, present, present);

/** `fetch` with the key of this tab. A missing or bad key, and one that may not read, is told to `useCredential`. */
export async function fetchWithKey(path: string, init: RequestInit = {}): Promise<Response> {
  const { key } = credential;
  const headers = new Headers(init.headers);
  if (key !== null) headers.set('authorization', `Bearer ${key}`);
  const answer = await fetch(path, { ...init, headers });
  // An answer to an earlier key says nothing of the present one.
  if (key !== credential.key) return answer;
  const refusal = refusalOf(answer.status, key, init.method ?? 'GET');
  if (refusal !== null && refusal !== credential.refusal) set({ refusal });
  if (answer.ok && !credential.hasRead) set({ hasRead: true });
  return answer;
}

function refusalOf(status: number, key: string | null, method: string): Credential['refusal'] {
  if (status === 401) return key === null ? 'missing' : 'refused';
  return status === 403 && method === 'GET' ? 'may-not' : null;
}
