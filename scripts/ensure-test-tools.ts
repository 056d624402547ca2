/**
 * Installs what the tests use beyond npm, by apt, when it is missing and this machine can: Debian and root.
 * Elsewhere the tests that need it say that they were skipped, and why.
 */
import { spawnSync } from "node:child_process";

/** Debian package that brings each command. */
const tools: Readonly<Record<string, string>> = {
  ffmpeg: "ffmpeg",
  "redis-server": "redis-server",
  chromium: "chromium",
  promtool: "prometheus",
};

const succeeds = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
const missing = Object.keys(tools).filter((tool) => !succeeds("sh", ["-c", `command -v ${tool}`]));

if (missing.length > 0) {
  const packages = missing.map((tool) => tools[tool] as string);
  const canInstall = process.getuid?.() === 0 && succeeds("sh", ["-c", "command -v apt-get"]);
  const installed =
    canInstall &&
    succeeds("apt-get", ["update", "-qq"]) &&
    succeeds("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages]);
  const outcome = installed
    ? "installed by apt"
    : `missing (apt-get install ${packages.join(" ")}): their tests are skipped`;
  process.stdout.write(`Test tools: ${missing.join(", ")} ${outcome}.\n`);
}
