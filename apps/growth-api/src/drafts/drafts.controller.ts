import { Body, Controller, Req } from '@nestjs/common';
import { accepted, Call, failure } from '@silkgauge/calls';
import { CALLS, type DraftFindings, type In, type Parsed } from '@silkgauge/contract';
import { lastSequence } from '@silkgauge/read-model';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { requireReached } from '../log/log-end.ts';
import { Publications } from '../published/published-figures.ts';
import { AvailableStates } from '../states/available-states.ts';
import { sequenceOf } from '../table/pinned.ts';
import { checkDraft } from './check-draft.ts';
import { readDraftRequest, readPlainDraft, type DraftRequest } from './read-request.ts';

/** Checks the numbers of a text. Nothing of the text is stored or logged. */
@Controller()
export class DraftsController {
  readonly #db: Database['pool'];
  readonly #publications: Publications;
  readonly #available: AvailableStates;

  constructor(database: Database, publications: Publications, available: AvailableStates) {
    this.#db = database.pool;
    this.#publications = publications;
    this.#available = available;
  }

  @Call(CALLS.drafts)
  async check(
    _: In<typeof CALLS.drafts>,
    @Req() { headers }: FastifyRequest,
    @Body() body: Buffer | undefined,
  ): Promise<string> {
    const request = accepted(readBody(headers['content-type'] ?? '', body));
    const end = await lastSequence(this.#db);
    await requireReached(this.#db, 'asOf', request.asOf, end);
    const sequence = await sequenceOf(this.#db, request.asOf, end);
    const held = await this.#available.read();
    const findings: DraftFindings = await checkDraft(this.#publications, request, {
      asOf: sequence === null ? request.asOf : { sequence },
      ...{ sequence: sequence ?? end, held },
    });
    return JSON.stringify(findings);
  }
}

/** @throws ProblemError 415 for another media type, 400 for what is no UTF-8 or no JSON */
function readBody(contentType: string, body: Buffer | undefined): Parsed<DraftRequest> {
  const [type = ''] = contentType.split(';', 1);
  const isJson = type.trim().toLowerCase() === 'application/json';
  if (!isJson && type.trim().toLowerCase() !== 'text/plain')
    throw failure('unsupported-media-type', 'A draft is sent as application/json or text/plain.');
  const text = decoded(body ?? Buffer.alloc(0));
  if (!isJson) return readPlainDraft(text);
  return readDraftRequest(parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser repeats the text.
    throw failure('invalid-request', 'The body is no JSON: send {"text": "..."}, or the text as text/plain.');
  }
}

function decoded(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw failure('invalid-request', 'The body is no UTF-8: send the text encoded so.');
  }
}
