/** Bytes of interim answers and of the status line that are looked at. */
const MOST_HEARD = 4_096;
const FINAL = /^HTTP\/1\.[01] ([2-9]\d\d)(?: [^\n]*)?\r?\n/;
/** An interim answer (RFC 9110, section 15.2), which has a head alone. */
const INTERIM = /^HTTP\/1\.[01] 1\d\d[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n/;

/** Hears from the first bytes of an answer the status, which counts whatever follows. */
export class StatusLine {
  #heard = '';
  #isHearing = false;
  #status: number | null = null;

  /** Another answer is awaited. */
  begin(): void {
    this.#heard = '';
    this.#isHearing = true;
    this.#status = null;
  }

  /** Whether the next bytes may tell the status. */
  get isHearing(): boolean {
    return this.#isHearing;
  }

  /** Null unless the whole line has come. */
  get status(): number | null {
    return this.#status;
  }

  hear(chunk: Buffer): void {
    this.#heard += chunk.toString('latin1', 0, MOST_HEARD);
    for (let interim = INTERIM.exec(this.#heard); interim; interim = INTERIM.exec(this.#heard))
      this.#heard = this.#heard.slice(interim[0].length);
    const status = FINAL.exec(this.#heard)?.[1];
    if (status === undefined && this.#heard.length < MOST_HEARD) return;
    this.#status = status === undefined ? null : Number(status);
    this.#isHearing = false;
    this.#heard = '';
  }
}
