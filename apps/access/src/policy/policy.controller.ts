import { Controller, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import {
  LiveTable,
  pinnedAgainst,
  policyInForce,
  readPolicy,
  type HeldRecords,
  type Policy,
  type PolicyDocument,
} from '@silkgauge/access';
import type { AccessAnswer } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessWriter } from '../changes/access-writer.ts';
import type { Change } from '../changes/change.ts';
import { PolicyPins } from './policy-pins.ts';
import { askedByKey } from '../http/actors.ts';
import { invalidDocument, refusal } from '../http/problems.ts';
import { bodyOf, requireMatch, tagOf } from '../http/requests.ts';
import { answerOf, questionOf } from './check.ts';

type PolicyAnswer = Policy & { readonly version: number };

@Controller('v1')
export class PolicyController {
  readonly #table: LiveTable;
  readonly #writer: AccessWriter;
  readonly #pins: PolicyPins;

  constructor(table: LiveTable, writer: AccessWriter, pins: PolicyPins) {
    this.#table = table;
    this.#writer = writer;
    this.#pins = pins;
  }

  @Get('policy')
  read(@Res({ passthrough: true }) reply: FastifyReply): PolicyAnswer {
    const { held } = this.#table;
    return this.#answer(held.policy(), held.policyVersion(), reply);
  }

  @Put('policy')
  async decide(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyAnswer> {
    const read = readPolicy(bodyOf(request));
    if (!read.ok) throw invalidDocument(read.faults);
    const ifMatch = request.headers['if-match'];
    const version = await this.#writer.change({
      ...askedByKey(request, this.#table),
      action: 'policy.changed',
      target: 'policy',
      decide: (held) => this.#decided(held, read.policy, ifMatch),
    });
    return this.#answer(read.policy, version, reply);
  }

  @Post('check')
  @HttpCode(200)
  check(@Req() request: FastifyRequest): AccessAnswer {
    const { key, event } = questionOf(bodyOf(request));
    const record = this.#table.keyById(key);
    if (!record) throw refusal('not-found', 'There is no key of this id.');
    return answerOf(record, event, Date.now());
  }

  #decided(held: HeldRecords, policy: PolicyDocument, ifMatch: string | undefined): Change<number> {
    const before = held.policyVersion();
    requireMatch(ifMatch, before);
    const pinned = pinnedAgainst(policy, this.#pins.environment);
    if (pinned.length > 0)
      throw refusal(
        'pinned',
        `The environment of the service fixes ${pinned.join(', ')}: say the same, or leave it out.`,
      );
    const version = before + 1;
    return {
      record: { kind: 'policy', id: 'policy', version, policy },
      target: 'policy',
      before: { ...held.policy() },
      after: { ...policy },
      answer: version,
    };
  }

  #answer(document: PolicyDocument, version: number, reply: FastifyReply): PolicyAnswer {
    void reply.header('etag', tagOf(version));
    return { ...policyInForce(document, this.#pins.environment), version };
  }
}
