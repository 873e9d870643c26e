import { type Language } from '@silkgauge/codelists';
import { Controller, Res } from '@nestjs/common';
import { toMarkdown, toText, type Written } from '@silkgauge/bulletin';
import { Call } from '@silkgauge/calls';
import { CALLS, writeCursor, type In, type ServedBulletin } from '@silkgauge/contract';
import type { FastifyReply } from 'fastify';
import { pageJson } from '../http/json-answer.ts';
import { historyPage } from '../orders/history-page.ts';
import { withData } from '../orders/order-json.ts';
import { Bulletins, listed, planOf } from './bulletins.ts';

/** Plans of bulletins, told from what is known. */
@Controller()
export class BulletinsController {
  readonly #bulletins: Bulletins;

  constructor(bulletins: Bulletins) {
    this.#bulletins = bulletins;
  }

  @Call(CALLS.bulletins)
  async list({ cursor, limit }: In<typeof CALLS.bulletins>): Promise<string> {
    const { before, until: asOf } = cursor ?? { before: null, until: null };
    const { rows, until } = await this.#bulletins.list({ before, until: asOf, limit: limit + 1 });
    return pageJson(
      rows,
      limit,
      (row) => JSON.stringify(listed(row)),
      (last) => writeCursor('bulletins', [until, last.place]),
    );
  }

  @Call(CALLS.bulletin)
  async one({ bulletin, lang, ...clocks }: In<typeof CALLS.bulletin>): Promise<string> {
    return JSON.stringify(served(await this.#bulletins.tell(bulletin, clocks), lang));
  }

  @Call(CALLS.bulletinMarkdown)
  async markdown(
    { bulletin, lang, ...clocks }: In<typeof CALLS.bulletinMarkdown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const told = await this.#bulletins.tell(bulletin, clocks);
    void reply.header('content-language', lang ?? 'en');
    return toMarkdown(told, lang ?? 'en');
  }

  @Call(CALLS.bulletinText)
  async text(
    { bulletin, lang, ...clocks }: In<typeof CALLS.bulletinText>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const told = await this.#bulletins.tell(bulletin, clocks);
    void reply.header('content-language', lang ?? 'en');
    return toText(told, lang ?? 'en');
  }

  @Call(CALLS.bulletinHistory)
  async history({ bulletin, cursor, limit }: In<typeof CALLS.bulletinHistory>): Promise<string> {
    const rows = await this.#bulletins.history(bulletin, cursor, limit + 1);
    return historyPage(rows, limit, 'bulletin-history');
  }

  @Call(CALLS.bulletinPlan)
  async plan({ bulletin }: In<typeof CALLS.bulletinPlan>): Promise<string> {
    const row = await this.#bulletins.plan(bulletin);
    const head = { bulletin: row.name, plan: planOf(row), knownAt: row.known_at.toISOString() };
    return withData(head, row.data);
  }
}

const clockOf = (written: Written): Pick<ServedBulletin, 'publishedBy'> =>
  'publishedBy' in written && written.publishedBy !== undefined ? { publishedBy: written.publishedBy } : {};

export function served(written: Written, language: Language | null): ServedBulletin {
  const { bulletin, version, sequence, knownAt, kind, plan, digest, lead, en, zh } = written;
  return {
    ...{ bulletin, version, sequence, told: written.told, ...clockOf(written) },
    ...{ knownAt, kind, plan, digest, lead },
    ...(language !== 'zh' && { en }),
    ...(language !== 'en' && { zh }),
    ...{ refused: written.refused, corrections: written.corrections },
  };
}
