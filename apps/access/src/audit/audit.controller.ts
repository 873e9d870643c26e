import { Readable } from 'node:stream';
import { Controller, Req, Res } from '@nestjs/common';
import { callerOf, unauthorized } from '@silkgauge/access';
import { Call } from '@silkgauge/calls';
import { ACCESS_CALLS, writeCursor, type AuditEntry, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditFilter } from './audit-filter.ts';
import { AuditLog, RecordLog } from './audit-log.ts';

@Controller()
export class AuditController {
  readonly #log: AuditLog;
  readonly #records: RecordLog;

  constructor(log: AuditLog, records: RecordLog) {
    this.#log = log;
    this.#records = records;
  }

  @Call(ACCESS_CALLS.readAudit)
  async page(
    { limit, cursor, ...entries }: In<typeof ACCESS_CALLS.readAudit>,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly items: readonly AuditEntry[]; readonly next: string | null }> {
    requireCredential(request);
    const filter = auditFilter(entries) ?? (() => true);
    const { found, next } = await this.#log.page(cursor ?? 0n, limit, filter);
    return {
      items: found.flatMap(({ entry }) => entry ?? []),
      next: next === null ? null : writeCursor('audit', [String(next)]),
    };
  }

  @Call(ACCESS_CALLS.exportAudit)
  async lines(
    entries: In<typeof ACCESS_CALLS.exportAudit>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireCredential(request);
    await reply.send(Readable.from(this.#log.lines(auditFilter(entries))));
  }

  @Call(ACCESS_CALLS.exportRecords)
  async records(
    _: In<typeof ACCESS_CALLS.exportRecords>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireCredential(request);
    await reply.send(Readable.from(this.#records.lines()));
  }
}

/** Whatever callers without a credential may observe, the audit is not theirs. */
const requireCredential = (request: FastifyRequest): void => {
  if (callerOf(request).kind === 'anonymous') throw unauthorized('observe');
};
