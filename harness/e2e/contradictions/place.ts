import type { GrowthState, Receipt } from '@silkgauge/contract';
import { router } from '@silkgauge/loader';
import { dealtWith, get, push, stateUrl, type Stack } from '../stack.ts';
import { said, type Said } from './said.ts';

/** An event as it is pushed. */
export interface PushedEvent {
  readonly specversion: '1.0';
  readonly datacontenttype: 'application/json';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * A world of its own inside one running system: reporters and areas carry the name of the case, so nothing in it bears on
 * another case. Series are named as if it were not so.
 */
export class Place {
  readonly #stack: () => Stack;
  readonly #name: string;

  constructor(stack: () => Stack, name: string) {
    this.#stack = stack;
    this.#name = name;
  }

  /** The same event about the series of this place, under an identity of its own. */
  moved(event: PushedEvent): PushedEvent {
    const { series, ref } = event.data as { series?: Record<string, string>; ref?: { source: string } };
    return {
      ...event,
      source: event.source + this.#name,
      data: {
        ...event.data,
        ...(series && { series: this.#dimensions(series) }),
        ...(ref && { ref: { ...ref, source: ref.source + this.#name } }),
      },
    };
  }

  /** Pushes one after another, each dealt with before the next is pushed. */
  async push(...events: readonly PushedEvent[]): Promise<void> {
    for (const event of events) await pushAll(this.#stack(), [this.moved(event)]);
  }

  /** The state of a series and period, `query` such as `publishedBy=2021-01-31`; null where there is none. */
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

  /** What was served here, version by version. */
  async history(series: string, period: string): Promise<readonly GrowthState[]> {
    return this.#items(stateUrl(this.key(series), period, '/history'));
  }

  /** Every present state of the place, of all its series. */
  async states(area: string): Promise<readonly GrowthState[]> {
    return this.#items(`/v1/growth?area=${this.#own(area)}&limit=1000`);
  }

  /** The whole answer of `explain` as text. */
  async explained(series: string, period: string): Promise<string> {
    return JSON.stringify(await get(this.#stack(), stateUrl(this.key(series), period, '/explain')));
  }

  /** The revision record of the growth of a series. */
  async revisions(series: string, comparison: string): Promise<unknown> {
    const [reporter = ''] = this.key(series).split('.');
    const { items } = await get<{ items: { comparison: string | null }[] }>(
      this.#stack(),
      `/v1/revisions?reporter=${reporter}`,
    );
    return items.find((record) => record.comparison === comparison);
  }

  /** What became of an event. */
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

  /** The whole world is one area; everybody else has a code of this place. */
  #own(code: string): string {
    return code === '_T' ? code : `${code === '_U' ? 'UNKNOWN' : code}-${this.#name}`;
  }

  async #items(path: string): Promise<readonly GrowthState[]> {
    return (await get<{ items: GrowthState[] }>(this.#stack(), path)).items;
  }
}

/** Pushes events in one batch through each door that the loader would take, and waits until all have been dealt with. */
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
