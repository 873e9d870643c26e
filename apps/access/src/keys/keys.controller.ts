import { Controller, Get, Header, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { LastUses, LiveTable, readKeySettings } from '@silkgauge/access';
import { ACCESS_QUERY_PARAMETERS, type Key } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessWriter } from '../changes/access-writer.ts';
import type { Decide } from '../changes/change.ts';
import { askedByKey, idFor } from '../http/actors.ts';
import { invalidDocument } from '../http/problems.ts';
import { bodyOf, MERGE_PATCH, queryOf, tagOf } from '../http/requests.ts';
import { keyOf, makeKey, patchKey, revokeKey, rotateKey, type KeyAnswer } from './decide-keys.ts';
import { overlapOf, reasonOf } from './key-bodies.ts';
import { keyView } from './key-view.ts';
import { listKeys } from './list-keys.ts';

interface MadeKey {
  readonly key: Key;
  readonly token: string | null;
}

@Controller('v1/keys')
export class KeysController {
  readonly #table: LiveTable;
  readonly #writer: AccessWriter;
  readonly #uses: LastUses;

  constructor(table: LiveTable, writer: AccessWriter, uses: LastUses) {
    this.#table = table;
    this.#writer = writer;
    this.#uses = uses;
  }

  @Get()
  list(@Req() request: FastifyRequest): { readonly items: readonly Key[]; readonly next: string | null } {
    const now = Date.now();
    const page = listKeys(this.#table.held.keys(), queryOf(request, ACCESS_QUERY_PARAMETERS.keys), now);
    return { ...page, items: page.items.map((key) => keyView(key, now, this.#uses.of(key.id))) };
  }

  @Post()
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  async make(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeKey> {
    const read = readKeySettings(bodyOf(request), Date.now());
    if (!read.ok) throw invalidDocument(read.faults);
    const { actor } = askedByKey(request, this.#table);
    return this.#change(request, reply, 'key.created', 'key', (held) =>
      makeKey(held, read.settings, actor.key, Date.now()),
    );
  }

  @Get(':id')
  read(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Key {
    const key = keyOf(this.#table.held, idFor(request, id));
    void reply.header('etag', tagOf(key.version));
    return keyView(key, Date.now(), this.#uses.of(key.id));
  }

  @Patch(':id')
  async patch(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Key> {
    const patch = { patch: bodyOf(request, MERGE_PATCH), ifMatch: request.headers['if-match'] };
    const made = await this.#change(request, reply, 'key.patched', `key/${id}`, (held) =>
      patchKey(held, id, patch, Date.now()),
    );
    return made.key;
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  rotate(
    @Req() request: FastifyRequest,
    @Param('id') given: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeKey> {
    const id = idFor(request, given);
    const overlap = overlapOf(bodyOf(request));
    return this.#change(request, reply, 'key.rotated', `key/${id}`, (held) =>
      rotateKey(held, id, overlap, Date.now()),
    );
  }

  @Post(':id/revoke')
  @HttpCode(200)
  async revoke(
    @Req() request: FastifyRequest,
    @Param('id') given: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Key> {
    const id = idFor(request, given);
    const reason = reasonOf(bodyOf(request));
    const made = await this.#change(request, reply, 'key.revoked', `key/${id}`, (held) =>
      revokeKey(held, id, reason, Date.now()),
    );
    return made.key;
  }

  async #change(
    request: FastifyRequest,
    reply: FastifyReply,
    action: string,
    target: string,
    decide: Decide<KeyAnswer>,
  ): Promise<MadeKey> {
    const asked = askedByKey(request, this.#table);
    const { key, token } = await this.#writer.change({ ...asked, action, target, decide });
    void reply.header('etag', tagOf(key.version));
    return { key: keyView(key, Date.now(), this.#uses.of(key.id)), token };
  }
}
