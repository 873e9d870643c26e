import { Body, Controller, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Selection } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { JsonGet } from '../http/json-answer.ts';
import { failure } from '../http/problems.ts';
import { readNoQuery } from '../query/queries.ts';
import { accepted } from '../query/query-pipe.ts';
import { readSelection, selection, type NamedSelection } from '../query/selection.ts';

/** Sets of filters under one id. Nothing is stored: an id holds its sets. */
@Controller('v1/selections')
export class SelectionsController {
  @Post()
  @Header('content-type', 'application/json; charset=utf-8')
  make(
    @Req() { headers }: FastifyRequest,
    @Query() query: Readonly<Record<string, unknown>>,
    @Body() body: Buffer | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    accepted(readNoQuery(query));
    if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
      throw failure('unsupported-media-type', 'A selection is sent as application/json.');
    const made = accepted(readSelection(parsed(body)));
    void reply.header('location', `/v1/selections/${made.id}`);
    return shown(made);
  }

  @JsonGet(':id')
  one(@Param('id') id: string, @Query() query: Readonly<Record<string, unknown>>): string {
    accepted(readNoQuery(query));
    const reading = selection(id);
    if ('value' in reading) return shown(reading.value);
    const { message, fix } = reading.refused;
    throw failure('not-found', `There is no such selection: ${message}; ${fix}.`);
  }
}

const shown = ({ id, told }: NamedSelection): string =>
  JSON.stringify({ id, sets: told } satisfies Selection);

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch (error) {
    throw failure('invalid-request', `The body is no JSON: ${(error as Error).message}.`);
  }
}
