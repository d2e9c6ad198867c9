import assert from "node:assert/strict";
import { test } from "node:test";
import { inverse, mul, weightsAtZero } from "../../main/web/gf256.ts";

test("mul is multiplication of polynomials modulo 0x11B", () => {
  for (let a = 0; a < 256; a++) {
    for (let b = 0; b < 256; b++) {
      let product = 0;
      for (let bit = 0; bit < 8; bit++) if ((b >> bit) & 1) product ^= a << bit;
      for (let bit = 14; bit >= 8; bit--) if ((product >> bit) & 1) product ^= 0x11b << (bit - 8);
      assert.equal(mul(a, b), product);
    }
  }
});

test("a times its inverse is 1", () => {
  for (let a = 1; a < 256; a++) assert.equal(mul(a, inverse(a)), 1);
  assert.equal(inverse(0), 0);
});

test("weights at zero give back the constant of a polynomial", () => {
  const at = (coefficients: number[], x: number): number => coefficients.reduceRight((sum, c) => mul(sum, x) ^ c, 0);
  const coefficients = [0x53, 0xca, 0x01, 0xff];
  for (const xs of [[1, 2, 3, 4], [15, 2, 9, 7], [3, 14, 8, 5]]) {
    const weights = weightsAtZero(xs);
    assert.equal(xs.reduce((sum, x, i) => sum ^ mul(weights[i]!, at(coefficients, x)), 0), coefficients[0]);
  }
});
