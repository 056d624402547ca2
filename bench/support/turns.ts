/** What is measured, by name. */
type Takes = Readonly<Record<string, () => Promise<unknown>>>;

/** The results of each, one a round. */
export type Turns<T extends Takes> = { readonly [Name in keyof T]: readonly Awaited<ReturnType<T[Name]>>[] };

/** Measures everything in turn, some rounds long, so that what else the machine does meets all alike. */
export async function takeTurns<T extends Takes>(takes: T, rounds: number): Promise<Turns<T>> {
  const results: Record<string, unknown[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, take] of Object.entries(takes)) {
      const taken = results[name] ?? [];
      taken.push(await take());
      results[name] = taken;
    }
  }
  return results as Turns<T>;
}
