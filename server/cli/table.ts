import type { EdgeSnapshot, NodeSnapshot } from "#engine/runtime/metrics.ts";
import type { SessionSnapshot } from "#engine/runtime/session.ts";

/** Lines of a table with columns padded to their widest cell; numbers are aligned right. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = (text: string) => /^[\d.]/.test(text);
  const line = (cells: readonly string[], like: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber(like[column] ?? "") ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [line(header, rows[0] ?? header), ...rows.map((row) => line(row, row))];
}

/** Columns of the node table, and in which order they go when the terminal is too narrow for all. */
const columns = [
  "node",
  "in",
  "out",
  "p50 ms",
  "p95 ms",
  "busy ms",
  "RTF",
  "lag ms",
  "dropped",
  "retries",
  "device",
];
const dispensable = ["busy ms", "p50 ms", "lag ms", "retries", "out", "in", "p95 ms", "device"];

/** What every node did, one line a node, in the order of the flow, in at most `width` columns of text where it can be. */
export function nodeTable({ nodes, edges }: SessionSnapshot, width: number): string[] {
  const rows = nodes.map((node) => nodeRow(node, edges));
  let shown = columns;
  for (let at = 0; ; at++) {
    const picked = shown.map((name) => columns.indexOf(name));
    const table = formatTable(
      shown,
      rows.map((row) => picked.map((column) => row[column] ?? "")),
    );
    const fits = table.every((line) => line.length <= width);
    if (fits || at === dispensable.length) return table;
    shown = shown.filter((name) => name !== dispensable[at]);
  }
}

function nodeRow(node: NodeSnapshot, edges: readonly EdgeSnapshot[]): string[] {
  const into = edges.filter(({ to }) => to.node === node.nodeId);
  const dropped = into.reduce((sum, edge) => sum + edge.dropped, 0);
  return [
    node.nodeId,
    String(node.packetsIn),
    String(node.packetsOut),
    node.processMs.p50.toFixed(3),
    node.processMs.p95.toFixed(3),
    node.busyMs.toFixed(0),
    node.realTimeFactor.toFixed(4),
    node.lagMs.toFixed(0),
    String(dropped),
    String(node.retries),
    node.device ?? "engine",
  ];
}
