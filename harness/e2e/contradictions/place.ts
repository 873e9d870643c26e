import type { GrowthState, Receipt } from '@silkgauge/contract';
import { router } from '@silkgauge/loader';
import { dealtWith, get, push, stateUrl, type Stack } from '../stack.ts';
import { said, type Said } from './said.ts';

/** An event as pushed. */
export interface PushedEvent {
  readonly specversion: '1.0';
  readonly datacontenttype: 'application/json';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * An isolated world in a running system: reporters and areas carry the case's name, so cases do not affect
 * each other. Callers use the plain series names.
 */
export class Place {
  readonly #stack: () => Stack;
  readonly #name: string;

  constructor(stack: () => Stack, name: string) {
    this.#stack = stack;
    this.#name = name;
  }

  /** The event with this place's series, under a separate identity. */
  moved(event: PushedEvent): PushedEvent {
    const { series, ref, corrects } = event.data as {
      series?: Record<string, string>;
      ref?: { source: string };
      corrects?: { source: string };
    };
    return {
      ...event,
      source: event.source + this.#name,
      data: {
        ...event.data,
        ...(series && { series: this.#dimensions(series) }),
        ...(ref && { ref: { ...ref, source: ref.source + this.#name } }),
        ...(corrects && { corrects: { ...corrects, source: corrects.source + this.#name } }),
      },
    };
  }

  /** Pushes events one by one, each processed before the next. */
  async push(...events: readonly PushedEvent[]): Promise<void> {
    for (const event of events) await pushAll(this.#stack(), [this.moved(event)]);
  }

  /** The state of a series and period, or null; `query` such as `publishedBy=2021-01-31`. */
  async state(series: string, period: string, query = ''): Promise<GrowthState | null> {
    const path = stateUrl(this.key(series), period, query && `?${query}`);
    const response = await fetch(this.#stack().api.url + path);
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as GrowthState;
  }

  async said(series: string, period: string, query = ''): Promise<Said | null> {
    const state = await this.state(series, period, query);
    return state && said(state);
  }

  /** Served versions in order. */
  async history(series: string, period: string): Promise<readonly GrowthState[]> {
    return this.#items(stateUrl(this.key(series), period, '/history'));
  }

  /** Present states of all series of the place in the area. */
  async states(area: string): Promise<readonly GrowthState[]> {
    return this.#items(`/v1/growth?area=${this.#own(area)}&limit=1000`);
  }

  /** The `explain` answer as text. */
  async explained(series: string, period: string): Promise<string> {
    return JSON.stringify(await get(this.#stack(), stateUrl(this.key(series), period, '/explain')));
  }

  /** The revision record of a series' growth. */
  async revisions(series: string, comparison: string): Promise<unknown> {
    const [reporter = ''] = this.key(series).split('.');
    const { items } = await get<{ items: { comparison: string | null }[] }>(
      this.#stack(),
      `/v1/revisions?reporter=${reporter}`,
    );
    return items.find((record) => record.comparison === comparison);
  }

  /** Outcomes of an event. */
  async outcomes(event: Pick<PushedEvent, 'id' | 'source'>): Promise<readonly string[]> {
    const query = new URLSearchParams({ source: event.source + this.#name, id: event.id });
    const { outcomes } = await get<{ outcomes: { outcome: string }[] }>(
      this.#stack(),
      `/v1/outcomes?${String(query)}`,
    );
    return outcomes.map(({ outcome }) => outcome);
  }

  /** The key of a series in this place. */
  key(series: string): string {
    const [reporter = '', area = '', ...rest] = series.split('.');
    return [this.#own(reporter), this.#own(area), ...rest].join('.');
  }

  #dimensions(series: Record<string, string>): Record<string, string> {
    return {
      ...series,
      reporter: this.#own(series['reporter'] ?? ''),
      area: this.#own(series['area'] ?? ''),
    };
  }

  /** The whole world is one area for all places; other codes get the place's name. */
  #own(code: string): string {
    return code === '_T' ? code : `${code === '_U' ? 'UNKNOWN' : code}-${this.#name}`;
  }

  async #items(path: string): Promise<readonly GrowthState[]> {
    return (await get<{ items: GrowthState[] }>(this.#stack(), path)).items;
  }
}

/** Pushes events in one batch per door, chosen as by the loader, and waits until all are processed. */
export async function pushAll(stack: Stack, events: readonly PushedEvent[]): Promise<void> {
  const route = router();
  const byDoor = Map.groupBy(events, (event) => {
    const outgoing = route(event, '');
    if ('refused' in outgoing) throw new Error(outgoing.refused);
    return outgoing.feed;
  });
  const receipts: Receipt[] = [];
  for (const [feed, some] of byDoor) {
    const door = feed === 'platform-sales' ? stack.platform : stack.customs;
    const { status, body } = await push(door, some);
    if (status !== 202) throw new Error(JSON.stringify(body));
    receipts.push(...(body as { receipts: Receipt[] }).receipts);
  }
  await dealtWith(stack, receipts);
}
