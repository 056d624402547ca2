import { readdirSync } from "node:fs";

/** `npm run bench -- NAME` runs bench/NAME.ts. Without a name, or with an unknown one, it lists them. */
const frame = new Set(["run.ts", "report.ts"]);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && !frame.has(file))
  .map((file) => file.slice(0, -".ts".length))
  .sort();
const name = process.argv[2];

if (name !== undefined && names.includes(name)) {
  await import(new URL(`${name}.ts`, import.meta.url).href);
} else {
  if (name !== undefined) console.error(`There is no bench "${name}".`);
  console.error(`Benches: ${names.join(", ")}. Run one: npm run bench -- ${names[0] ?? "NAME"}`);
  process.exitCode = 2;
}
