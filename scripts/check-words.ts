import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A word that no name is made of, since the field has a term. */
interface BannedWord {
  /** Finds the word in a name that is split at its capitals: `isKeptHere` is `is kept here`. */
  readonly pattern: RegExp;
  /** What to say instead. */
  readonly instead: string;
  /** Folders that it is banned in. Absent: all. */
  readonly folders?: RegExp;
}

/** `heard` and `kept` by themselves are words of the API: a verdict, and what an import or a deployment left as it was. */
const banned: readonly BannedWord[] = [
  { pattern: /\b(hear|hears|hearing)\b/, instead: "receive or recognise" },
  { pattern: /\bheard\b./, instead: "received or recognised" },
  { pattern: /.\bheard\b/, instead: "received or recognised" },
  { pattern: /\b(told|tell|tells)\b/, instead: "published, sent, announced or reported" },
  { pattern: /\b(wish|wishes|wished)\b/, instead: "preference" },
  { pattern: /\bkept\b./, instead: "stored, saved or unchanged" },
  { pattern: /.\bkept\b/, instead: "stored, saved or unchanged" },
  { pattern: /\b(keeper|keepers)\b/, instead: "store" },
  { pattern: /\b(mend|mends)\b/, instead: "hint" },
  { pattern: /.\bhost$/, instead: "what it is, such as a runner or a manager: a host is on the network" },
  {
    pattern: /\b(draft|drafts)\b/,
    instead: "partial, of a hypothesis: a draft is an unsaved flow",
    folders: /^(engine|runtime-workers|nodes|monitoring)\//,
  },
];

/** Comments, strings and texts, as far as one can tell without a parser, and names. */
const tokens =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[A-Za-z_$][\w$]*/g;

/** Names in code that are made of a banned word, as `file: name, say …`. Comments, strings and texts of pages are prose. */
export function badNamesIn(source: string, file: string): string[] {
  const names = new Set(
    [...source.matchAll(tokens)].map(([token]) => token).filter((token) => /^\w/.test(token)),
  );
  return [...names].flatMap((name) => {
    const words = name
      .replace(/([a-z\d])([A-Z])/g, "$1 $2")
      .replaceAll("_", " ")
      .toLowerCase();
    return banned
      .filter(({ pattern, folders }) => pattern.test(words) && (folders === undefined || folders.test(file)))
      .map(({ instead }) => `${file}: ${name}, say ${instead}`);
  });
}

/** The same for every module that git knows, and for the names of the files. Texts of JSX would be taken for names. */
export function badNames(root: string): string[] {
  const listed = execFileSync("git", ["ls-files", "*.ts", "*.tsx"], { cwd: root, encoding: "utf8" });
  const files = listed.split("\n").filter((file) => file !== "" && !file.startsWith("scripts/check-words"));
  return files.flatMap((file) => {
    const fileName = file.replace(/^.*\//, "").replace(/\..*$/, "").replaceAll("-", "_");
    return [...badNamesIn(fileName, file), ...badNamesIn(readFileSync(join(root, file), "utf8"), file)];
  });
}
