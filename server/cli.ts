// `node server/cli.ts`: the same as cli.js, which starts faster.
import "./cli.js";
