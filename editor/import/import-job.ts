import type {
  DroppedPart,
  ImportedEntry,
  ImportProblem,
  ImportReport,
  ImportResult,
  Renaming,
} from "#engine/flow/import-report.ts";
import { importText } from "#engine/flow/import-text.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { NodeCatalogue } from "#engine/graph/definition.ts";

/** What an import is asked for. */
export interface ImportRequest {
  readonly source: string | Blob;
  readonly name: string | undefined;
  /** Ids of the flows that are there already: open, or on the server. */
  readonly existingIds: readonly string[];
  readonly onClash: "copy" | "replace";
}

/** The lists of a report; `kept` and `mapped` are its entries by what became of them. */
export interface ReportLists {
  readonly kept: ImportedEntry;
  readonly mapped: ImportedEntry;
  readonly dropped: DroppedPart;
  readonly renamed: Renaming;
  readonly problems: ImportProblem;
}
export type ListName = keyof ReportLists;
/** The lists of a report, in the order in which it shows them. */
export const listNames: readonly ListName[] = ["kept", "dropped", "problems", "renamed", "mapped"];

/** A flow of the file, without what is in it. */
export interface FlowOutline {
  readonly id: string;
  readonly name: string;
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** It would take the place of a flow that is there. */
  readonly isReplacing: boolean;
}

/** The report without its lists, which are fetched in pages: a file may have 100,000 entries. */
export interface ImportOutline {
  readonly total: number;
  readonly mapped: number;
  readonly kept: number;
  readonly counts: Readonly<Record<ListName, number>>;
  readonly flows: readonly FlowOutline[];
  /** A flow of the file has the id of one that is there. */
  readonly hasClash: boolean;
}

/** How many lines of a list come at once. */
export const pageSize = 500;

/** One import: it holds the flows and the whole report, and hands out what the page shows of them. */
export class ImportJob {
  readonly outline: ImportOutline;
  readonly #result: ImportResult;
  readonly #lists: { readonly [Name in ListName]: readonly ReportLists[Name][] };

  /** @throws {FlowError} where the file is refused */
  constructor(text: string, request: Omit<ImportRequest, "source">, catalogue: NodeCatalogue) {
    const { name, onClash } = request;
    const existingIds = new Set(request.existingIds);
    this.#result = importText(text, { catalogue, existingIds, onClash, name });
    const { flows, report } = this.#result;
    this.#lists = listsOf(report);
    const { total, mapped, kept } = report;
    const counts = {
      kept,
      mapped,
      dropped: report.dropped.length,
      renamed: report.renamed.length,
      problems: report.problems.length,
    };
    const outlines = flows.map((flow) => outlineOf(flow, existingIds));
    const ids = new Set(flows.map(({ id }) => id));
    const hasClash =
      outlines.some(({ isReplacing }) => isReplacing) ||
      report.renamed.some(({ from, to }) => existingIds.has(from) && ids.has(to));
    this.outline = { total, mapped, kept, counts, flows: outlines, hasClash };
  }

  /** The next lines of a list. */
  page<Name extends ListName>(list: Name, from: number): readonly ReportLists[Name][] {
    return this.#lists[list].slice(from, from + pageSize);
  }

  /** The flows of these ids, in the order of the file. */
  flows(ids: readonly string[]): readonly Flow[] {
    const wanted = new Set(ids);
    return this.#result.flows.filter(({ id }) => wanted.has(id));
  }
}

function listsOf({ entries, dropped, renamed, problems }: ImportReport) {
  const kept = entries.filter(({ outcome }) => outcome === "kept");
  const mapped = entries.filter(({ outcome }) => outcome === "mapped");
  return { kept, mapped, dropped, renamed, problems };
}

function outlineOf({ id, name, nodes, edges }: Flow, existingIds: ReadonlySet<string>): FlowOutline {
  return { id, name, nodeCount: nodes.length, edgeCount: edges.length, isReplacing: existingIds.has(id) };
}
