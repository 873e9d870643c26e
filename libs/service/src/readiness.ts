/** `ok` decides; the details are for operators. */
export interface ReadinessCheck {
  readonly ok: boolean;
  readonly [detail: string]: unknown;
}

export type Check = () => ReadinessCheck | Promise<ReadinessCheck>;

export interface ReadinessReport {
  readonly status: 'ready' | 'not-ready' | 'stopping';
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
}

/** Milliseconds after which a check without an answer has failed. */
const PATIENCE = 2_000;

/** Named checks: a service is ready if all pass. */
export class Readiness {
  readonly #checks = new Map<string, Check>();
  #stopping = false;

  add(name: string, check: Check): void {
    if (this.#checks.has(name)) throw new Error(`There already is a readiness check named "${name}".`);
    this.#checks.set(name, check);
  }

  /** Makes the service not ready for good. */
  stop(): void {
    this.#stopping = true;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  async report(): Promise<ReadinessReport> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await outcome(check)] as const),
    );
    const ok = results.every(([, result]) => result.ok);
    return {
      status: this.#stopping ? 'stopping' : ok ? 'ready' : 'not-ready',
      checks: Object.fromEntries(results),
    };
  }
}

const outcome = async (check: Check): Promise<ReadinessCheck> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ReadinessCheck>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ok: false, reason: `no answer within ${String(PATIENCE)} ms` });
    }, PATIENCE);
  });
  try {
    return await Promise.race([(async () => check())(), late]);
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
};
