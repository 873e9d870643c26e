import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import ts from 'typescript';

/** A document of a manifest. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

const FILE = join(fileURLToPath(new URL('.', import.meta.url)), 'manifests.virtual.ts');
const OPTIONS: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/**
 * What Kubernetes would not take, by its OpenAPI as types: members that are unknown or missing, and values of another type. Types tell
 * unknown members, which most validators of schemas let pass.
 */
export function manifestFaults(manifests: readonly Manifest[]): string[] {
  const lines = manifests.map(
    (manifest, at) =>
      `import type { I${manifest.kind} as M${String(at)} } from 'kubernetes-models/${manifest.apiVersion}/${manifest.kind}';\n` +
      `export const m${String(at)}: M${String(at)} = ${JSON.stringify(manifest, null, 1)};`,
  );
  const source = ts.createSourceFile(FILE, lines.join('\n'), ts.ScriptTarget.ESNext);
  const host = ts.createCompilerHost(OPTIONS);
  const [read, exists] = [host.getSourceFile.bind(host), host.fileExists.bind(host)];
  host.getSourceFile = (name, ...rest) => (name === FILE ? source : read(name, ...rest));
  host.fileExists = (name) => name === FILE || exists(name);
  const program = ts.createProgram([FILE], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start = 0 }) => {
    const near = source.text.slice(start, start + 60).split('\n')[0] ?? '';
    return `${near.trim()}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
