import { memo, useState } from 'react';
import type { Address } from '../address/address.ts';
import { useCredential } from '../api/credential.ts';
import { ApiLink } from '../controls/api-link.tsx';
import { Buttons } from '../controls/choice.tsx';
import { useCopy } from '../controls/use-copy.tsx';
import { useWords } from '../words/language.tsx';
import { filePath, FILES, sdmxPath, type File } from './addresses.ts';
import { KEY_VARIABLE, READERS, SNIPPETS, type Reader } from './snippets.ts';

const FORMS: Readonly<Record<File, string>> = {
  'growth.csv': 'CSV',
  'growth.metadata.json': 'metadata.json',
  'growth.parquet': 'Parquet',
  'growth.json': 'JSON',
};

/** Leads to the figures on the page for programs: addresses, and lines to paste. */
export const DataPanel = memo(function DataPanel({ address }: { address: Address }) {
  const { t } = useWords();
  const sdmx = sdmxPath(address);
  return (
    <section className="data" aria-labelledby="data-title">
      <h2 id="data-title">{t('data.title')}</h2>
      <p>{t('data.about')}</p>
      <p className="files">
        {sdmx === null ? (
          <span>{t('data.no-sdmx')}</span>
        ) : (
          <ApiLink href={sdmx} file="growth.sdmx.json">
            {t('data.sdmx')}
          </ApiLink>
        )}
        {FILES.map((file) => (
          <ApiLink key={file} href={filePath(file, address)} file={file} isDownload={!file.endsWith('.json')}>
            {FORMS[file]}
          </ApiLink>
        ))}
      </p>
      <Lines address={address} />
    </section>
  );
});

/** Lines that read the figures with a chosen program. */
function Lines({ address }: { address: Address }) {
  const { t } = useWords();
  const { key } = useCredential();
  const [reader, setReader] = useState<Reader>('curl');
  const absolute = (file: File) => new URL(filePath(file, address), location.origin).href;
  const needsKey = key !== null;
  const lines = SNIPPETS[reader]({
    csv: absolute('growth.csv'),
    parquet: absolute('growth.parquet'),
    needsKey,
  });
  const { copy, status } = useCopy(lines);
  return (
    <>
      <Buttons
        className="readers"
        label={t('data.read')}
        value={reader}
        options={READERS.map((value) => ({ value, text: value }))}
        onChoose={setReader}
      />
      <pre className="scroll" role="region" aria-label={t('data.code', { reader })} tabIndex={0}>
        <code>{lines}</code>
      </pre>
      {needsKey && <p className="told">{t('data.key', { variable: KEY_VARIABLE })}</p>}
      <button type="button" onClick={() => void copy(lines, t('data.copied'), t('data.select'))}>
        {t('data.copy')}
      </button>
      {status}
    </>
  );
}
