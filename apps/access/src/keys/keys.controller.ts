import { Controller, Req, Res } from '@nestjs/common';
import { LastUses, LiveTable, readKeySettings } from '@silkgauge/access';
import { Call, jsonBody } from '@silkgauge/calls';
import {
  ACCESS_CALLS,
  keyRevocationTerm,
  keyRotationTerm,
  MERGE_PATCH,
  type In,
  type Key,
} from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessWriter } from '../changes/access-writer.ts';
import type { Decide } from '../changes/change.ts';
import { askedByKey, idFor } from '../http/actors.ts';
import { bodyOf, invalidDocument } from '../http/problems.ts';
import { tagOf } from '../http/requests.ts';
import { keyOf, makeKey, patchKey, revokeKey, rotateKey, type KeyAnswer } from './decide-keys.ts';
import { keyView } from './key-view.ts';
import { listKeys } from './list-keys.ts';

interface MadeKey {
  readonly key: Key;
  readonly token: string | null;
}

@Controller()
export class KeysController {
  readonly #table: LiveTable;
  readonly #writer: AccessWriter;
  readonly #uses: LastUses;

  constructor(table: LiveTable, writer: AccessWriter, uses: LastUses) {
    this.#table = table;
    this.#writer = writer;
    this.#uses = uses;
  }

  @Call(ACCESS_CALLS.listKeys)
  list(asked: In<typeof ACCESS_CALLS.listKeys>): {
    readonly items: readonly Key[];
    readonly next: string | null;
  } {
    const now = Date.now();
    const page = listKeys(this.#table.held.keys(), asked, now);
    return { ...page, items: page.items.map((key) => keyView(key, now, this.#uses.of(key.id))) };
  }

  @Call(ACCESS_CALLS.makeKey)
  async make(
    _: In<typeof ACCESS_CALLS.makeKey>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeKey> {
    const read = readKeySettings(jsonBody(request), Date.now());
    if (!read.ok) throw invalidDocument(read.faults);
    const { actor } = askedByKey(request, this.#table);
    return this.#change(request, reply, 'key.created', 'key', (held) =>
      makeKey(held, read.settings, actor.key, Date.now()),
    );
  }

  @Call(ACCESS_CALLS.readKey)
  read(
    { id }: In<typeof ACCESS_CALLS.readKey>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Key {
    const key = keyOf(this.#table.held, idFor(request, id));
    void reply.header('etag', tagOf(key.version));
    return keyView(key, Date.now(), this.#uses.of(key.id));
  }

  @Call(ACCESS_CALLS.changeKey)
  async patch(
    { id }: In<typeof ACCESS_CALLS.changeKey>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Key> {
    const patch = {
      patch: jsonBody(request, MERGE_PATCH),
      ifMatch: request.headers['if-match'],
    };
    const made = await this.#change(request, reply, 'key.patched', `key/${id}`, (held) =>
      patchKey(held, id, patch, Date.now()),
    );
    return made.key;
  }

  @Call(ACCESS_CALLS.rotateKey)
  rotate(
    asked: In<typeof ACCESS_CALLS.rotateKey>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeKey> {
    const id = idFor(request, asked.id);
    const { overlapSeconds } = bodyOf(request, keyRotationTerm);
    return this.#change(request, reply, 'key.rotated', `key/${id}`, (held) =>
      rotateKey(held, id, overlapSeconds, Date.now()),
    );
  }

  @Call(ACCESS_CALLS.revokeKey)
  async revoke(
    asked: In<typeof ACCESS_CALLS.revokeKey>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Key> {
    const id = idFor(request, asked.id);
    const { reason } = bodyOf(request, keyRevocationTerm);
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
