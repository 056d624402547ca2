import type { ImportOptions, Renaming } from "./import-report.ts";

const longest = 128;
const allowed = /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/;

/** Whether a text may be an id of a flow document. */
export function isFlowId(text: string): boolean {
  return text.length <= longest && allowed.test(text);
}

/** The nearest id to a text; `fallback` where nothing of it is left. */
export function toFlowId(text: string, fallback: string): string {
  const id = text
    .slice(0, longest)
    .replace(/[^A-Za-z0-9_.:-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .replace(/-+$/, "");
  return id === "" ? fallback : id;
}

/** Hands out ids, each once. */
export class IdPool {
  readonly #taken = new Set<string>();
  readonly #reserved: ReadonlySet<string>;
  readonly #counts = new Map<string, number>();

  /** @param reserved - ids that `fresh` never gives */
  constructor(reserved: ReadonlySet<string> = new Set()) {
    this.#reserved = reserved;
  }

  /** Takes an id; false where it is taken. */
  take(id: string): boolean {
    if (this.#taken.has(id)) return false;
    this.#taken.add(id);
    return true;
  }

  /** Takes `base`, or else the first of `base-2`, `base-3` … that is free. */
  fresh(base: string): string {
    if (!this.#reserved.has(base) && this.take(base)) return base;
    const stem = base.slice(0, longest - 8);
    for (let count = this.#counts.get(stem) ?? 2; ; count++) {
      const id = `${stem}-${count}`;
      if (this.#reserved.has(id) || !this.take(id)) continue;
      this.#counts.set(stem, count + 1);
      return id;
    }
  }
}

/** Gives flows their ids, by what the user chose for those that are taken. */
export class FlowIds {
  readonly #options: ImportOptions;
  readonly #renamed: Renaming[];
  readonly #pool: IdPool;

  constructor(options: ImportOptions, renamed: Renaming[]) {
    this.#options = options;
    this.#renamed = renamed;
    this.#pool = new IdPool(options.existingIds);
  }

  /**
   * The id that a flow gets, which is `wanted` where it can be.
   * @param isInvented - the file has it not, so that a flow of this id is another one, and never replaced
   */
  give(wanted: string, isInvented = false): string {
    const { existingIds, onClash } = this.#options;
    const clashes = (isInvented || onClash === "copy") && existingIds.has(wanted);
    if (!clashes && this.#pool.take(wanted)) return wanted;
    const to = this.#pool.fresh(wanted);
    const reason = clashes ? "There is a flow of this id already." : "Two flows of the file have this id.";
    this.#renamed.push({ from: wanted, to, reason });
    return to;
  }
}
