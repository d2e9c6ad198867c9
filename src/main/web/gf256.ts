// Arithmetic in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (0x11B), without tables or branches that depend on values: shares are secret, and which cache
// lines of a table were read is not. Addition is XOR.

/** The product of two elements. */
export function mul(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit++) {
    product ^= a & -((b >>> bit) & 1);
    a = ((a << 1) ^ (0x11b & -(a >>> 7))) & 0xff;
  }
  return product;
}

/** The inverse, a^254; of zero, zero. */
export function inverse(a: number): number {
  let power = a;
  let out = 1;
  for (let i = 0; i < 7; i++) {
    power = mul(power, power);
    out = mul(out, power);
  }
  return out;
}

/** `sum += factor * vector`, bytewise, in place. */
export function addScaled(sum: Uint8Array, vector: Uint8Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! ^ mul(vector[i]!, factor);
}

/** `vector *= factor`, bytewise, in place. */
export function scale(vector: Uint8Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = mul(vector[i]!, factor);
}

/** The weights by which values at the public, distinct, non-zero points `xs` add up to the value at zero (Lagrange). */
export function weightsAtZero(xs: readonly number[]): number[] {
  return xs.map((xi, i) => xs.reduce((weight, xj, j) => (j === i ? weight : mul(weight, mul(xj, inverse(xj ^ xi)))), 1));
}
