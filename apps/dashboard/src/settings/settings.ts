import { useSyncExternalStore } from 'react';

/** What a reader set for this browser: how the page looks, not what it shows. */
export interface Settings {
  readonly theme: 'auto' | 'light' | 'dark';
  /** The colour of what rises; `auto` is red in Chinese, as is the practice there, and green in English. */
  readonly rising: 'auto' | 'green' | 'red';
}

const STORE = 'silkgauge.settings';
const INITIAL: Settings = { theme: 'auto', rising: 'auto' };
const listeners = new Set<() => void>();
let settings = read();

/** A browser that keeps nothing for us works all the same. */
function read(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? '{}') as Partial<Settings>;
    return { ...INITIAL, ...kept };
  } catch {
    return INITIAL;
  }
}

export function setSettings(change: Partial<Settings>): void {
  settings = { ...settings, ...change };
  try {
    localStorage.setItem(STORE, JSON.stringify(settings));
  } catch {
    // Kept for this visit only.
  }
  for (const listener of listeners) listener();
}

export const useSettings = (): Settings =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => settings,
  );
