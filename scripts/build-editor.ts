/** Builds the pages when they are missing or older than what they are made from: `npm start` runs this first. */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";

const built = "editor/dist/live/index.html";
const sources = ["editor", "engine", "nodes"].flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx,css,html,svg}`, { exclude: ["editor/dist/**"] }),
);
const newest = Math.max(...[...sources, "package-lock.json"].map((file) => statSync(file).mtimeMs));

if (!existsSync(built) || statSync(built).mtimeMs < newest) {
  process.stdout.write("Building the pages…\n");
  const { status } = spawnSync("vite", ["build", "--config", "editor/vite.config.ts", "--logLevel", "warn"], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
}
