/** Standard normal and Student's t, as far as intervals need them: probabilities from 0 to 1, quantiles without a unit. */

/** Lanczos (1964) with Godfrey's coefficients, g = 7: about 15 digits for arguments above 0. */
function logGamma(x: number): number {
  const [first = 0, ...rest] = LANCZOS;
  const sum = rest.reduce((all, each, at) => all + each / (x + at), first);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Regularised incomplete beta function by Lentz's continued fraction (Press et al., Numerical Recipes, 6.4). */
function beta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - beta(1 - x, b, a);
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x);
  let [c, d] = [1, 1 / (1 - ((a + b) * x) / (a + 1))];
  let fraction = d;
  for (let m = 1; m <= 300; m++) {
    const before = fraction;
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 / (1 + term * d);
      c = 1 + term / c;
      fraction *= c * d;
    }
    if (Math.abs(fraction / before - 1) < 1e-15) break;
  }
  return (Math.exp(front) * fraction) / a;
}

/** The share of Student's t with `df` degrees of freedom that lies below `t`. */
export function tBelow(t: number, df: number): number {
  const tail = beta(df / (df + t * t), df / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** Student's t at which `share` lies below, by halving: 0 < share < 1. */
export const tAt = (share: number, df: number): number => halved((t) => tBelow(t, df), share);

/** So many degrees of freedom are the normal, to six digits. */
const AS_NORMAL = 1e7;
export const normalBelow = (z: number): number => tBelow(z, AS_NORMAL);

function halved(below: (x: number) => number, share: number): number {
  let [low, high] = [-1, 1];
  while (below(low) > share) low *= 2;
  while (below(high) < share) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
