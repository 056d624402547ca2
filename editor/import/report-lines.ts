import type { ListName, ReportLists } from "./import-job.ts";

/** A line of a report: what it is of, where it went, and why. */
export interface ReportLine {
  readonly what: string;
  readonly where: string;
  readonly why: string;
}

type Writers = { readonly [Name in ListName]: (item: ReportLists[Name]) => ReportLine };

const entryLine: Writers["kept"] = ({ id, type, into, reason }) => ({
  what: id === "" ? type : `${type} ${id}`,
  where: into.id === undefined || into.kind === "flow" ? into.flowId : `${into.flowId} / ${into.id}`,
  why: reason,
});

const writers: Writers = {
  kept: entryLine,
  mapped: entryLine,
  dropped: ({ what, from, to, nodeId, reason }) => ({
    what: [what, [from, to].filter((end) => end !== undefined).join(" → ")].filter(Boolean).join(" "),
    where: nodeId ?? "",
    why: reason,
  }),
  renamed: ({ from, to, reason }) => ({ what: from === "" ? "—" : from, where: to, why: reason }),
  problems: ({ flowId, nodeId, field, code, message, hint }) => ({
    what: [nodeId, field].filter((part) => part !== undefined).join(" / ") || code,
    where: flowId ?? "",
    why: `${message} ${hint}`,
  }),
};

/** An item of a report's list as a line to read. */
export function reportLine<Name extends ListName>(list: Name, item: ReportLists[Name]): ReportLine {
  return writers[list](item);
}
