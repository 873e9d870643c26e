import { useState, type ReactNode } from 'react';
import { fetchWithKey, useCredential } from '../api/credential.ts';
import { saveFile } from './save-file.ts';

interface ApiLinkProps {
  readonly href: string;
  /** Name of the file that is saved. */
  readonly file: string;
  /** Whether the file is saved without a key too; else the browser shows the answer. */
  readonly isDownload?: boolean;
  readonly children: ReactNode;
}

/** A link to the API. Browsers follow links without the key of the page, so with a key the page saves the answer. */
export function ApiLink({ href, file, isDownload = false, children }: ApiLinkProps) {
  const { key } = useCredential();
  const [isAsking, setAsking] = useState(false);
  if (key === null)
    return (
      <a href={href} download={isDownload}>
        {children}
      </a>
    );
  const save = async (): Promise<void> => {
    setAsking(true);
    const answer = await fetchWithKey(href).catch(() => null);
    if (answer?.ok) saveFile(await answer.blob(), file);
    setAsking(false);
  };
  return (
    <a
      href={href}
      aria-busy={isAsking}
      onClick={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {children}
    </a>
  );
}
