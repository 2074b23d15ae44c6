/**
 * The Mersenne Twister MT19937 of Matsumoto and Nishimura (1998), seeded by `init_genrand` as NumPy's
 * legacy `RandomState(seed)` is.
 */
export class Mt19937 {
  /** The 624 words of state. */
  readonly key: Uint32Array = new Uint32Array(624);
  /** The next word to hand out; 624 asks for a new block. */
  position = 624;

  constructor(seed: number) {
    const { key } = this;
    key[0] = seed;
    for (let i = 1; i < 624; i++) {
      const previous = key[i - 1]!;
      key[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  private refill(): void {
    const { key } = this;
    for (let i = 0; i < 624; i++) {
      const y = (key[i]! & 0x80000000) | (key[(i + 1) % 624]! & 0x7fffffff);
      key[i] = key[(i + 397) % 624]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.position = 0;
  }

  /** The next 32 random bits, 0 to 2^32 - 1. */
  nextUint32(): number {
    if (this.position === 624) this.refill();
    let y = this.key[this.position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** The next number in [0, 1) with 53 random bits. */
  nextDouble(): number {
    const a = this.nextUint32() >>> 5;
    const b = this.nextUint32() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }
}
