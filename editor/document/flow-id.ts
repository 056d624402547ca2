/** A flow id from a name: letters without accents, digits and hyphens; `flow` where nothing is left. */
export function idFromName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
  return plain === "" ? "flow" : plain;
}
