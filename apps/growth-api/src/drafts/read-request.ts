import { LANGUAGES, type Language } from '@silkgauge/codelists';
import {
  asOf as readAsOf,
  FILTERS,
  LARGEST_DRAFT,
  printable,
  readFilterBody,
  SCOPE_FILTERS,
  type ParameterReading,
  type Parsed,
  type QueryFault,
  type ScopeFilter,
} from '@silkgauge/contract';
import type { AsOf } from '@silkgauge/read-model';

/** A text, and what it is held against. */
export interface DraftRequest {
  readonly text: string;
  readonly lang: Language | undefined;
  readonly asOf: AsOf | null;
  readonly filter: ScopeFilter;
  /** Address of the text; null where it is not told. */
  readonly document: string | null;
}

const MEMBERS = ['text', 'lang', 'asOf', 'document', 'filter'];

/** Reads the JSON body of `POST /v1/drafts/check`. Faults name the place, such as `/filter/area`. */
export function readDraftRequest(body: unknown): Parsed<DraftRequest> {
  if (!isObject(body)) return { faults: [fault('', 'object', 'the body is no object', EXAMPLE)] };
  const faults: QueryFault[] = Object.keys(body)
    .filter((name) => !MEMBERS.includes(name))
    .map((name) =>
      fault(
        `/${printable(name)}`,
        'unknown-member',
        `there is no member ${JSON.stringify(printable(name))} here`,
        `known: ${MEMBERS.join(', ')}`,
      ),
    );
  const text = textIn(body['text'], faults);
  const lang = body['lang'];
  if (lang !== undefined && !isLanguage(lang))
    faults.push(
      fault('/lang', 'language', 'lang is neither en nor zh', 'give one of the two, or leave it out'),
    );
  const asOf = asOfIn(body['asOf'], faults);
  const document = documentIn(body['document'], faults);
  const filter = filterIn(body['filter'], faults);
  if (faults.length > 0) return { faults };
  return { value: { text, lang: isLanguage(lang) ? lang : undefined, asOf, document, filter } };
}

const LONGEST_ADDRESS = 2_000;

/** The request of a text alone. */
export const readPlainDraft = (text: string): Parsed<DraftRequest> => readDraftRequest({ text });

const EXAMPLE = 'send {"text": "Exports rose 5 percent in 2020."}, or the text alone as text/plain';

function textIn(given: unknown, faults: QueryFault[]): string {
  if (typeof given !== 'string' || given.trim() === '') {
    faults.push(fault('/text', 'text', 'text is missing, empty or no text', EXAMPLE));
    return '';
  }
  const bytes = Buffer.byteLength(given);
  if (bytes > LARGEST_DRAFT)
    faults.push(
      fault(
        '/text',
        'text-bytes',
        `text has ${String(bytes)} bytes in UTF-8, and ${String(LARGEST_DRAFT)} are taken`,
        'check it in parts',
      ),
    );
  return given;
}

function asOfIn(given: unknown, faults: QueryFault[]): AsOf | null {
  if (given === undefined || given === null) return null;
  const reading: ParameterReading<AsOf> =
    typeof given === 'string'
      ? readAsOf(given)
      : {
          refused: {
            rule: 'text',
            message: 'asOf is no text',
            fix: 'give a sequence or an instant as a text',
          },
        };
  if ('value' in reading) return reading.value;
  faults.push({ parameter: '/asOf', ...reading.refused });
  return null;
}

function documentIn(given: unknown, faults: QueryFault[]): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given === 'string' && given.length <= LONGEST_ADDRESS && URL.canParse(given)) return given;
  faults.push(
    fault(
      '/document',
      'address',
      'document is no address, or one of more than 2,000 characters',
      'give the address of the text, such as https://example.org/article, or leave it out',
    ),
  );
  return null;
}

const OF_SCOPE = Object.fromEntries(SCOPE_FILTERS.map((name) => [name, FILTERS[name]]));

function filterIn(given: unknown, faults: QueryFault[]): ScopeFilter {
  if (given === undefined) return {};
  if (!isObject(given)) {
    faults.push(fault('/filter', 'object', 'filter is no object', 'send {"area": ["CN-*"]}'));
    return {};
  }
  const { values, faults: found } = readFilterBody(given, '/filter', OF_SCOPE);
  faults.push(...found);
  return values;
}

const isLanguage = (given: unknown): given is Language => LANGUAGES.codes.some((one) => one === given);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fault = (parameter: string, rule: string, message: string, fix: string): QueryFault => ({
  ...{ parameter, rule, message, fix },
});
