// npm run test:e2e -- NAME: builds the pages, then runs e2e/NAME.e2e.ts in a real browser; all without a name.
import { spawnSync } from "node:child_process";

const names = process.argv.slice(2).map((name) => `e2e/${name}.e2e.ts`);
const tool = (name: string) => new URL(`../node_modules/.bin/${name}`, import.meta.url).pathname;
const runs = [
  [tool("vite"), "build", "--config", "editor/vite.config.ts", "--logLevel", "warn"],
  [tool("vitest"), "run", "--config", "e2e/vitest.config.ts", ...names],
] as const;
for (const [command, ...args] of runs) {
  const { status } = spawnSync(command, args, {
    cwd: new URL("..", import.meta.url),
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
