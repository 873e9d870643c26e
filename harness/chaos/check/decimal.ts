const SCALE = 18;
const ONE = 10n ** BigInt(SCALE);

/** An exact decimal with up to 18 digits after the point. */
export class Decimal {
  static readonly zero = new Decimal(0n);
  readonly #scaled: bigint;

  private constructor(scaled: bigint) {
    this.#scaled = scaled;
  }

  /** Throws for what is no decimal of at most 18 digits after the point. */
  static of(text: string): Decimal {
    const found = /^(-?)(\d+)(?:\.(\d{1,18}))?$/.exec(text);
    if (!found) throw new Error(`"${text}" is no decimal`);
    const [, sign = '', whole = '', fraction = ''] = found;
    const size = BigInt(whole + fraction.padEnd(SCALE, '0'));
    return new Decimal(sign === '-' ? -size : size);
  }

  plus(other: Decimal): Decimal {
    return new Decimal(this.#scaled + other.#scaled);
  }

  equals(other: Decimal): boolean {
    return this.#scaled === other.#scaled;
  }

  get isPositive(): boolean {
    return this.#scaled > 0n;
  }

  /** Growth over a positive base in percent with four digits, rounded half away from zero. */
  growthFrom(base: Decimal): string {
    const change = (this.#scaled - base.#scaled) * 1_000_000n;
    const size = change < 0n ? -change : change;
    const rounded = (2n * size + base.#scaled) / (2n * base.#scaled);
    const digits = String(rounded).padStart(5, '0');
    return `${change < 0n && rounded > 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
  }

  toString(): string {
    const size = this.#scaled < 0n ? -this.#scaled : this.#scaled;
    const fraction = String(size % ONE)
      .padStart(SCALE, '0')
      .replace(/(?<!0)0+$/, '');
    return `${this.#scaled < 0n ? '-' : ''}${String(size / ONE)}${fraction && `.${fraction}`}`;
  }
}
