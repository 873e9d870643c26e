import { LANGUAGES, type Language } from '@silkgauge/codelists';
import { acceptedLanguage, addVary } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TableQuery } from './whole-query.ts';

/** Language of an answer: the one asked for, else the one that the client prefers, of which caches are told. */
export function spokenLanguage(
  asked: Language | null,
  request: FastifyRequest,
  reply: FastifyReply,
): Language {
  if (asked === null) addVary(reply, 'accept-language');
  const language = asked ?? acceptedLanguage(request.headers, LANGUAGES.codes);
  void reply.header('content-language', language);
  return language;
}

/** Language of a table. One of codes alone is the same in every language. */
export const languageOf = (
  { columns, lang }: Pick<TableQuery, 'columns' | 'lang'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Language =>
  columns.some(({ isNamed }) => isNamed) ? spokenLanguage(lang, request, reply) : (lang ?? 'en');
