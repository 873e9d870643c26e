import {
  artefactsFor,
  availabilityFor,
  needsContent,
  negotiateStructure,
  nothingMatches,
  STRUCTURE_WRITERS,
  type AvailabilityQuery,
  type Content,
  type NegotiatedForm,
  type StructureFormat,
  type StructureMessage,
  type StructureQuery,
} from '@silkgauge/sdmx';
import { NAME_OF } from './code-names.ts';
import type { DoorParts, Exchange } from './doors.ts';
import { momentOf, type Moment } from './moment.ts';
import { wantedFormOf } from './wanted-form.ts';

const UNUSED: Content['used'] = {
  DF_GROWTH: { codes: {}, period: null, counts: null },
  DF_UNDATED: { codes: {}, period: null, counts: null },
};

const NOW = { asOf: null, publishedBy: null };

/** Answers a query of structures, whose lists hold the codes that states use. @throws SdmxFault */
export async function answerStructures(
  { sources, codes }: DoorParts,
  exchange: Exchange,
  query: StructureQuery,
): Promise<void> {
  const { door, request, reply } = exchange;
  const form = negotiateStructure(door, wantedFormOf(exchange, query.format));
  const moment = await momentOf(sources.db, NOW, request, reply);
  const used = needsContent(query) ? await codes.read() : UNUSED;
  const artefacts = artefactsFor(query, { used, nameOf: NAME_OF });
  sendStructures(exchange, form, moment, { artefacts, isSchema: query.isSchema });
}

/** Answers which codes there are, and how many series and observations. @throws SdmxFault */
export async function answerAvailability(
  { sources, availability }: DoorParts,
  exchange: Exchange,
  query: AvailabilityQuery,
): Promise<void> {
  const { door, request, reply, gone } = exchange;
  const form = negotiateStructure(door, wantedFormOf(exchange, query.format));
  const moment = await momentOf(sources.db, NOW, request, reply);
  const used = await availability.read(query, moment, gone);
  const artefacts = availabilityFor(query, { used, nameOf: NAME_OF });
  if (artefacts.length > 0) {
    sendStructures(exchange, form, moment, { artefacts, isSchema: false });
    return;
  }
  if (door === '2.1') throw nothingMatches();
  void reply.code(204).send();
}

function sendStructures(
  { door, request, reply }: Exchange,
  { format, mediaType, language }: NegotiatedForm<StructureFormat>,
  { sequence, prepared, lastModified }: Moment,
  { artefacts, isSchema }: Pick<StructureMessage, 'artefacts' | 'isSchema'>,
): void {
  const text = STRUCTURE_WRITERS[format]({
    ...{ id: `SG${sequence}`, prepared, test: false, language, artefacts, isSchema },
    ...{ door, base: `${request.protocol}://${request.host}/sdmx/${door}` },
  });
  if (lastModified !== undefined) void reply.header('last-modified', lastModified);
  // A text would get a charset behind its type, which clients compare.
  void reply.type(mediaType).send(Buffer.from(text));
}
