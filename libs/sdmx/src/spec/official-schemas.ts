import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

const FOLDER = new URL('../../schemas/', import.meta.url);
const JSON_FOLDERS = { '1.0.0': 'sdmx10', '2.0.0': 'sdmx20', '2.1.0': 'sdmx21' } as const;
const XML_FOLDERS = { '2.1': 'sdmx21', '3.0': 'sdmx30' } as const;

export type JsonVersion = keyof typeof JSON_FOLDERS;

const validators = new Map<string, ValidateFunction>();

function validatorOf(kind: 'data' | 'structure', version: JsonVersion): ValidateFunction {
  const file = `json/${JSON_FOLDERS[version]}/sdmx-json-${kind}-schema.json`;
  const known = validators.get(file);
  if (known) return known;
  // Earlier schemas name a meta schema that nobody serves, and their own address in `id`.
  const { $schema, id: _, ...schema } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  // Their patterns escape what need not be escaped, which the Unicode mode refuses.
  const options = { strict: false, allErrors: true, unicodeRegExp: false } as const;
  const ajv = String($schema).includes('2019-09') ? new Ajv2019(options) : new Ajv(options);
  formats.default(ajv);
  const validate = ajv.compile(schema);
  validators.set(file, validate);
  return validate;
}

/** What the official schema of SDMX-JSON has to say against a message. */
export function jsonFaults(
  kind: 'data' | 'structure',
  version: JsonVersion,
  message: string,
): readonly string[] {
  const validate = validatorOf(kind, version);
  validate(JSON.parse(message));
  return (validate.errors ?? []).map(({ instancePath, message: text }) => `${instancePath} ${text ?? ''}`);
}

/** A part of a JSON schema, as far as the official ones use it. */
interface SchemaPart {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly items?: SchemaPart;
  readonly allOf?: readonly SchemaPart[];
  readonly anyOf?: readonly SchemaPart[];
  readonly oneOf?: readonly SchemaPart[];
}

/**
 * Members of a data message that the official schema does not name, each with the place of its object. The schemas
 * allow other members, so that they alone find no wrong name.
 */
export function unknownMembers(version: JsonVersion, message: string): readonly string[] {
  const file = `json/${JSON_FOLDERS[version]}/sdmx-json-data-schema.json`;
  const schema = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as SchemaPart;
  const unknown = new Set<string>();
  const look = (value: unknown, part: SchemaPart, place: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const all = partsOf(schema, part);
    if (Array.isArray(value)) {
      for (const each of value) for (const { items } of all) if (items) look(each, items, place);
      return;
    }
    const named = new Map(all.flatMap(({ properties = {} }) => Object.entries(properties)));
    if (named.size === 0) return;
    for (const [member, inner] of Object.entries(value)) {
      const known = named.get(member);
      if (known) look(inner, known, `${place}.${member}`);
      else unknown.add(`${place}.${member}`);
    }
  };
  look(JSON.parse(message), schema, 'message');
  return [...unknown];
}

/** A part of a schema with all that it refers to and is put together from. */
function partsOf(schema: SchemaPart, part: SchemaPart): readonly SchemaPart[] {
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = part;
  const steps = $ref?.replace('#/', '').split('/') ?? [];
  const meant = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], schema);
  const others = [...($ref === undefined ? [] : [meant as SchemaPart]), ...allOf, ...anyOf, ...oneOf];
  return [part, ...others.flatMap((other) => partsOf(schema, other))];
}

/** What the official schemas of SDMX-ML have to say against messages, which are read in one go. */
export const xmlFaults = (
  version: keyof typeof XML_FOLDERS,
  ...messages: readonly string[]
): Promise<readonly string[]> => faultsOfAll(version, messages);

/** A schema that the standard derives from a data structure. */
export interface DerivedSchema {
  readonly space: string;
  readonly text: string;
}

/** What the official schemas, and those derived from data structures, have to say against messages. */
export async function faultsOfAll(
  version: keyof typeof XML_FOLDERS,
  messages: readonly string[],
  derived: readonly DerivedSchema[] = [],
): Promise<readonly string[]> {
  const folder = new URL(`xml/${XML_FOLDERS[version]}/`, FOLDER);
  const official = readdirSync(folder).map((fileName) => ({
    fileName,
    contents: readFileSync(new URL(fileName, folder), 'utf8'),
  }));
  const base = `http://www.sdmx.org/resources/sdmxml/schemas/v${version.replace('.', '_')}/message`;
  const imports = [{ space: base, fileName: 'SDMXMessage.xsd' }];
  const own = derived.map(({ space, text }, at) => {
    const fileName = `derived-${String(at)}.xsd`;
    imports.push({ space, fileName });
    return { fileName, contents: text };
  });
  const lines = imports.map(
    ({ space, fileName }) => `<xs:import namespace="${space}" schemaLocation="${fileName}"/>`,
  );
  const { errors } = await validateXML({
    xml: messages.map((contents, at) => ({ fileName: `message-${String(at)}.xml`, contents })),
    schema: [
      {
        fileName: 'whole.xsd',
        contents: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${lines.join('')}</xs:schema>`,
      },
    ],
    preload: [...official, ...own],
    maxMemoryPages: 4096,
  });
  return errors.map(({ message, loc }) => `${loc?.fileName ?? ''}: ${message}`);
}
