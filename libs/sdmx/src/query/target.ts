import { printable } from '@silkgauge/contract';
import { SdmxFault } from '../errors/fault.ts';
import { badParameter, unknownWord } from '../errors/refusals.ts';

/** Most bytes of a target: path and query as they came. */
const LARGEST_TARGET = 8 * 1024;

/** Parameters that no client gives twice; `c[...]` by its component. */
export interface Target {
  /** Decoded parts of the path; trailing slashes are gone. */
  readonly path: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads the raw path and query behind the base path of a door, such as `/data/dataflow/*?limit=1`. A raw `+`
 * stays one. @throws SdmxFault
 */
export function readTarget(target: string): Target {
  if (target.length > LARGEST_TARGET) {
    throw new SdmxFault(414, null, {
      en: `The address is longer than ${String(LARGEST_TARGET)} bytes; name fewer codes, or leave dimensions open.`,
      zh: `地址超过 ${String(LARGEST_TARGET)} 字节；请减少代码，或不限定某些维度。`,
    });
  }
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  return {
    path: partsOf(path).map((part) => decode('path', part)),
    parameters: readParameters(question < 0 ? '' : target.slice(question + 1)),
  };
}

/** The decoded first part of the path of a raw target; `''` where there is none. @throws SdmxFault */
export const firstPartOf = (target: string): string =>
  decode('path', partsOf(target.split('?', 1)[0] ?? '')[0] ?? '');

function partsOf(path: string): readonly string[] {
  const parts = path.split('/');
  let from = 0;
  let to = parts.length;
  if (parts[0] === '') from = 1;
  while (to > from && parts[to - 1] === '') to -= 1;
  return parts.slice(from, to);
}

function readParameters(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode('query', equals < 0 ? pair : pair.slice(0, equals));
    if (parameters.has(name)) {
      throw badParameter(
        name,
        { en: 'it is given twice', zh: '出现了两次' },
        { en: 'give it once; a comma means or, a plus means and', zh: '请只写一次；逗号表示或，加号表示且' },
      );
    }
    parameters.set(name, equals < 0 ? '' : decode(name, pair.slice(equals + 1)));
  }
  return parameters;
}

function decode(where: string, text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch (cause) {
    const place = printable(where);
    throw new SdmxFault(
      400,
      place,
      {
        en: `${place}: a percent sign is not followed by the two hexadecimal digits of a byte of UTF-8; write %25 for the sign itself.`,
        zh: `${place}：百分号之后不是 UTF-8 字节的两位十六进制数；百分号本身请写 %25。`,
      },
      { cause },
    );
  }
  if (decoded.includes('\0')) {
    throw badParameter(
      where,
      { en: 'it holds a NUL character', zh: '含有 NUL 字符' },
      { en: 'take it out', zh: '请删去' },
    );
  }
  return decoded;
}

/** Refuses a path with more parts than there are. @throws SdmxFault */
export function within(path: readonly string[], most: number): readonly string[] {
  if (path.length <= most) return path;
  throw badParameter(
    'path',
    {
      en: `it has ${String(path.length)} parts behind the resource`,
      zh: `资源之后有 ${String(path.length)} 段`,
    },
    { en: `write ${String(most)} at most`, zh: `最多 ${String(most)} 段` },
  );
}

/** Other names that clients send. */
const ALIASES: Readonly<Record<string, string>> = { updateAfter: 'updatedAfter' };

/** The parameters by the names of the standard; `c[...]` apart, where filters of components are taken. */
export function knownParameters(
  given: ReadonlyMap<string, string>,
  known: readonly string[],
): { readonly values: ReadonlyMap<string, string>; readonly components: ReadonlyMap<string, string> } {
  const values = new Map<string, string>();
  const components = new Map<string, string>();
  const takesComponents = known.includes('c[...]');
  for (const [written, value] of given) {
    const name = (Object.hasOwn(ALIASES, written) ? ALIASES[written] : undefined) ?? written;
    const component = takesComponents ? /^c\[([^\]]*)\]$/.exec(name)?.[1] : undefined;
    if (component !== undefined) components.set(component, value);
    else if (!known.includes(name) || name === 'c[...]') throw unknownWord(written, written, known);
    else if (values.has(name)) {
      throw badParameter(
        written,
        { en: `it is another name of ${name}, which is given too`, zh: `与同时给出的 ${name} 是同一参数` },
        { en: `write ${name} alone`, zh: `请只写 ${name}` },
      );
    } else values.set(name, value);
  }
  return { values, components };
}
