// npm run test:e2e -- NAME: runs e2e/NAME*.e2e.ts in a real browser, all without a name. npm builds the pages before.
import { spawnSync } from "node:child_process";

const names = process.argv.slice(2).map((name) => `e2e/${name}`);
const vitest = new URL("../node_modules/.bin/vitest", import.meta.url).pathname;
const { status } = spawnSync(vitest, ["run", "--config", "e2e/vitest.config.ts", ...names], {
  cwd: new URL("..", import.meta.url),
  stdio: "inherit",
});
process.exit(status ?? 1);
