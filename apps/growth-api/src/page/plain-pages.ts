import { Injectable } from '@nestjs/common';
import type { Language } from '@silkgauge/codelists';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Notifier } from '../subscriptions/notifier.ts';
import { spokenLanguage } from '../table/language.ts';
import { PageFiles } from './page-files.ts';
import { PLAIN_HEADERS, type ShownToFollow } from './plain-page.ts';

/** How pages that need no script are shown to who asks for them. */
@Injectable()
export class PlainPages {
  readonly #fonts: string | null;
  readonly #notifier: Notifier;

  constructor(files: PageFiles, notifier: Notifier) {
    this.#fonts = files.styleSheet('chinese-fonts');
    this.#notifier = notifier;
  }

  /** Sets the headers of the answer. */
  shownTo(asked: Language | null, request: FastifyRequest, reply: FastifyReply): ShownToFollow {
    const language = spokenLanguage(asked, request, reply);
    void reply.headers(PLAIN_HEADERS);
    return { language, fonts: this.#fonts, subscribeAt: this.#notifier.doorFor(request) };
  }
}
