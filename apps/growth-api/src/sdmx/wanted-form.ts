import { LANGUAGES } from '@silkgauge/codelists';
import { acceptedLanguage } from '@silkgauge/service';
import type { WantedForm } from '@silkgauge/sdmx';
import type { Exchange } from './doors.ts';

/** What a client says of the form it wants; the answer tells of its language. */
export function wantedFormOf({ request, reply }: Exchange, format: string | null): WantedForm {
  const language = acceptedLanguage(request.headers, LANGUAGES.codes);
  void reply.header('content-language', language);
  return { accept: request.headers.accept, format, language };
}
