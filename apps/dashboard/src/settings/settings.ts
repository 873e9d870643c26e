import { useSyncExternalStore } from 'react';

/** Settings of this browser, which are no part of the address. */
export interface Settings {
  readonly theme: 'auto' | 'light' | 'dark';
  /** The colour of rising figures; `auto` is red in Chinese, by convention in China, and green in English. */
  readonly rising: 'auto' | 'green' | 'red';
}

const STORE = 'silkgauge.settings';
const INITIAL: Settings = { theme: 'auto', rising: 'auto' };
const listeners = new Set<() => void>();
let settings = read();

/** The default settings if local storage is blocked or damaged. */
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
    // Without storage the settings last until the page is closed.
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
