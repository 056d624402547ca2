import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Installs the packages of a folder of bench/peers as its lock file says, when that was not done before.
 * @param folder URL that ends in a slash
 * @throws {Error} when npm fails, such as without a network.
 */
export function installPeer(folder: URL, note: (text: string) => void): void {
  // npm writes this file last, so a broken install does not pass for a whole one
  if (existsSync(new URL("node_modules/.package-lock.json", folder))) return;
  const name = folder.pathname.split("/").at(-2);
  note(`The peer ${name} is not installed yet: npm ci in bench/peers/${name} ...`);
  const args = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status, error } = spawnSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`npm ci in bench/peers/${name} failed`, { cause: error });
}
