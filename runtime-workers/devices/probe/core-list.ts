/** Cores of a list as the kernel writes it, `0-3,8`, lowest first; none for what is no list. */
export function parseCores(list: string): number[] {
  const cores = list.split(",").flatMap((range) => {
    const [, first, last = first] = range.trim().match(/^(\d+)(?:-(\d+))?$/) ?? [];
    if (first === undefined) return [];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at);
  });
  return cores.sort((one, other) => one - other);
}

/** The same list for people, the kernel and taskset: `0-3,8`. */
export function formatCores(cores: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const core of cores.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && core === last[1] + 1) last[1] = core;
    else ranges.push([core, core]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
