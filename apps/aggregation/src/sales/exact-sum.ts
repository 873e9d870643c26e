const MOST_DIGITS = 15;

/**
 * An exact running sum of decimals, with the largest scale added. Amounts up to 15 digits are added as
 * integers of the smallest unit, which doubles hold exactly up to 2^53; others as BigInt.
 */
export class ExactSum {
  #scale = 0;
  #small = 0;
  #large = 0n;

  add(decimal: string): void {
    const negative = decimal.charCodeAt(0) === 45; /* - */
    let units = 0;
    let scale = 0;
    let digits = 0;
    let pointSeen = false;
    for (let i = negative ? 1 : 0; i < decimal.length; i += 1) {
      const code = decimal.charCodeAt(i);
      if (code === 46 /* . */) pointSeen = true;
      else {
        units = units * 10 + code - 48;
        digits += 1;
        if (pointSeen) scale += 1;
      }
    }
    if (digits > MOST_DIGITS) {
      this.#addLarge(BigInt(decimal.replace('.', '')), scale);
      return;
    }
    if (scale !== this.#scale) {
      this.#addLarge(BigInt(negative ? -units : units), scale);
      return;
    }
    const sum = this.#small + (negative ? -units : units);
    if (Number.isSafeInteger(sum)) this.#small = sum;
    else {
      this.#large += BigInt(this.#small) + BigInt(negative ? -units : units);
      this.#small = 0;
    }
  }

  #addLarge(units: bigint, scale: number): void {
    if (scale > this.#scale) {
      this.#large = (this.#large + BigInt(this.#small)) * 10n ** BigInt(scale - this.#scale);
      this.#small = 0;
      this.#scale = scale;
    }
    this.#large += units * 10n ** BigInt(this.#scale - scale);
  }

  toString(): string {
    const units = this.#large + BigInt(this.#small);
    if (this.#scale === 0) return String(units);
    const digits = String(units < 0n ? -units : units).padStart(this.#scale + 1, '0');
    const cut = digits.length - this.#scale;
    return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
  }
}
