/** Things that are put together one by one, and asked which lot they are in now (union–find). */
export function setsOf(count: number) {
  const above = Int32Array.from({ length: count }, (_, at) => at);

  function find(one: number): number {
    let top = one;
    while (above[top] !== top) {
      above[top] = above[above[top] ?? top] ?? top;
      top = above[top] ?? top;
    }
    return top;
  }

  return {
    find,
    /** The second becomes part of the first. */
    join(one: number, other: number): void {
      above[find(other)] = find(one);
    },
  };
}

export type Sets = ReturnType<typeof setsOf>;
