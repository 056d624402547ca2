import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What a made-up tree has at a path: a file's text, or a symbolic link. */
export type MadeUp = Readonly<Record<string, string | { readonly link: string }>>;

/** A folder that looks like the root of a machine, for tests. */
export function makeTree(files: MadeUp): string {
  const root = mkdtempSync(join(tmpdir(), "patchbay-tree-"));
  for (const [path, content] of Object.entries(files)) {
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    if (typeof content === "string") writeFileSync(at, content);
    else symlinkSync(content.link, at);
  }
  return root;
}

/** A device on the PCI bus of a made-up tree. */
export function pci(address: string, vendor: string, code: string, driver?: string): MadeUp {
  const folder = `/sys/bus/pci/devices/${address}`;
  return {
    [`${folder}/vendor`]: `${vendor}\n`,
    [`${folder}/class`]: `${code}\n`,
    ...(driver === undefined ? {} : { [`${folder}/driver`]: { link: `../../../bus/pci/drivers/${driver}` } }),
  };
}
