import { type Language } from '@silkgauge/codelists';
import { Controller, Param, Query, Res } from '@nestjs/common';
import { toMarkdown, toText, type Written } from '@silkgauge/bulletin';
import { type ServedBulletin } from '@silkgauge/contract';
import { registerJson } from '@silkgauge/read-model';
import type { FastifyReply } from 'fastify';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import {
  readBulletinHistoryQuery,
  readBulletinQuery,
  readBulletinsQuery,
  type BulletinQuery,
  type BulletinsPlace,
} from '../query/bulletin-queries.ts';
import { writeCursor } from '../query/cursor.ts';
import { readNoQuery, type PageRequest } from '../query/queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { Bulletins, listed, planOf } from './bulletins.ts';

/** Plans of bulletins, told from what is known. */
@Controller('v1/bulletins')
export class BulletinsController {
  readonly #bulletins: Bulletins;

  constructor(bulletins: Bulletins) {
    this.#bulletins = bulletins;
  }

  @JsonGet()
  async list(
    @Query(queryOf(readBulletinsQuery)) { after, limit }: PageRequest<BulletinsPlace>,
  ): Promise<string> {
    const { before, until: asOf } = after ?? { before: null, until: null };
    const { rows, until } = await this.#bulletins.list({ before, until: asOf, limit: limit + 1 });
    return pageJson(
      rows,
      limit,
      (row) => JSON.stringify(listed(row)),
      (last) => writeCursor('bulletins', [until, last.place]),
    );
  }

  @JsonGet(':name')
  async one(
    @Param('name') name: string,
    @Query(queryOf(readBulletinQuery)) query: BulletinQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const [, bulletin = name, form] = WRITTEN.exec(name) ?? [];
    const told = await this.#bulletins.tell(bulletin, query);
    const language = query.language ?? 'en';
    if (form === undefined) return JSON.stringify(served(told, query.language));
    void reply.header('content-language', language);
    void reply.header(
      'content-type',
      form === 'md' ? 'text/markdown; charset=utf-8' : 'text/plain; charset=utf-8',
    );
    return form === 'md' ? toMarkdown(told, language) : toText(told, language);
  }

  @JsonGet(':name/history')
  async history(
    @Param('name') name: string,
    @Query(queryOf(readBulletinHistoryQuery)) { after, limit }: PageRequest<string>,
  ): Promise<string> {
    const rows = await this.#bulletins.history(name, after === null ? null : Number(after), limit + 1);
    return pageJson(rows, limit, registerJson, (last) =>
      writeCursor('bulletin-history', [String(last.version)]),
    );
  }

  @JsonGet(':name/plan')
  async plan(@Param('name') name: string, @Query(queryOf(readNoQuery)) _: object): Promise<string> {
    const row = await this.#bulletins.plan(name);
    const head = { bulletin: row.name, plan: planOf(row), knownAt: row.known_at.toISOString() };
    return `${JSON.stringify(head).slice(0, -1)},"data":${row.data}}`;
  }
}

/** A name, and the form that it is written in. */
const WRITTEN = /^(.*)\.(md|txt)$/;

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
