/** Adds to one place of a list of numbers. */
export function tally(list: Float64Array | Int32Array, at: number, amount: number): void {
  list[at] = (list[at] ?? 0) + amount;
}
