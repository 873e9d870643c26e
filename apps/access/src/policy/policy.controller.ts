import { Controller, Req, Res } from '@nestjs/common';
import {
  LiveTable,
  pinnedAgainst,
  policyInForce,
  readPolicy,
  type HeldRecords,
  type Policy,
  type PolicyDocument,
} from '@silkgauge/access';
import { Call, failure, jsonBody } from '@silkgauge/calls';
import { ACCESS_CALLS, accessQuestionTerm, type AccessAnswer, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessWriter } from '../changes/access-writer.ts';
import type { Change } from '../changes/change.ts';
import { PolicyPins } from './policy-pins.ts';
import { askedByKey } from '../http/actors.ts';
import { bodyOf, invalidDocument } from '../http/problems.ts';
import { requireMatch, tagOf } from '../http/requests.ts';
import { answerOf } from './check.ts';

type PolicyAnswer = Policy & { readonly version: number };

@Controller()
export class PolicyController {
  readonly #table: LiveTable;
  readonly #writer: AccessWriter;
  readonly #pins: PolicyPins;

  constructor(table: LiveTable, writer: AccessWriter, pins: PolicyPins) {
    this.#table = table;
    this.#writer = writer;
    this.#pins = pins;
  }

  @Call(ACCESS_CALLS.readPolicy)
  read(_: In<typeof ACCESS_CALLS.readPolicy>, @Res({ passthrough: true }) reply: FastifyReply): PolicyAnswer {
    const { held } = this.#table;
    return this.#answer(held.policy(), held.policyVersion(), reply);
  }

  @Call(ACCESS_CALLS.decidePolicy)
  async decide(
    _: In<typeof ACCESS_CALLS.decidePolicy>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyAnswer> {
    const read = readPolicy(jsonBody(request));
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

  @Call(ACCESS_CALLS.checkAccess)
  check(_: In<typeof ACCESS_CALLS.checkAccess>, @Req() request: FastifyRequest): AccessAnswer {
    const { key, event } = bodyOf(request, accessQuestionTerm);
    const record = this.#table.keyById(key);
    if (!record) throw failure('not-found', 'There is no key of this id.');
    return answerOf(record, event, Date.now());
  }

  #decided(held: HeldRecords, policy: PolicyDocument, ifMatch: string | undefined): Change<number> {
    const before = held.policyVersion();
    requireMatch(ifMatch, before);
    const pinned = pinnedAgainst(policy, this.#pins.environment);
    if (pinned.length > 0)
      throw failure(
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
