import { Readable } from 'node:stream';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { callerOf, unauthorized } from '@silkgauge/access';
import { ACCESS_QUERY_PARAMETERS, type AuditEntry } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cursorOf, limitOf, writeCursor } from '../http/paging.ts';
import { badParameter, queryOf } from '../http/requests.ts';
import { auditFilter } from './audit-filter.ts';
import { AuditLog, RecordLog } from './audit-log.ts';

@Controller('v1')
export class AuditController {
  readonly #log: AuditLog;
  readonly #records: RecordLog;

  constructor(log: AuditLog, records: RecordLog) {
    this.#log = log;
    this.#records = records;
  }

  @Get('audit')
  async page(
    @Req() request: FastifyRequest,
  ): Promise<{ readonly items: readonly AuditEntry[]; readonly next: string | null }> {
    requireCredential(request);
    const { limit, cursor, ...query } = queryOf(request, ACCESS_QUERY_PARAMETERS.audit);
    const filter = auditFilter(query) ?? (() => true);
    const { found, next } = await this.#log.page(offsetOf(cursor), limitOf(limit), filter);
    return {
      items: found.flatMap(({ entry }) => entry ?? []),
      next: next === null ? null : writeCursor('audit', String(next)),
    };
  }

  @Get('audit.ndjson')
  async lines(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireCredential(request);
    await sendLines(
      reply,
      this.#log.lines(auditFilter(queryOf(request, ACCESS_QUERY_PARAMETERS.auditLines))),
    );
  }

  @Get('audit/records.ndjson')
  async records(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireCredential(request);
    queryOf(request, []);
    await sendLines(reply, this.#records.lines());
  }
}

const sendLines = async (reply: FastifyReply, lines: AsyncGenerator<string>): Promise<void> => {
  await reply.type('application/x-ndjson').header('cache-control', 'no-store').send(Readable.from(lines));
};

const offsetOf = (cursor: string | undefined): bigint => {
  const place = cursorOf('audit', cursor) ?? '0';
  if (/^\d{1,18}$/.test(place)) return BigInt(place);
  throw badParameter('cursor', 'is no cursor of this list', 'Take "next" of the page before as it is.');
};

/** Whatever callers without a credential may observe, the audit is not theirs. */
const requireCredential = (request: FastifyRequest): void => {
  if (callerOf(request).kind === 'anonymous') throw unauthorized('observe');
};
