import { flowFormat } from "#engine/flow/schema.ts";

/** A file that may not harm: what is in it, and what the editor says of it. */
export interface BadFile {
  readonly what: string;
  readonly content: string;
  /** Bytes that it is filled up to. */
  readonly size?: number;
  readonly says: RegExp;
}

const flow = { format: flowFormat, id: "hostile", name: "Hostile", nodes: [], edges: [] };
/** As a text: an object of JavaScript cannot have such keys. */
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const withConfig = (config: string) =>
  JSON.stringify({ ...flow, nodes: [{ id: "deep", type: "vad", config: "CONFIG" }] }).replace(
    '"CONFIG"',
    config,
  );

/** Files that are refused as a whole. */
export const refusedFiles: readonly BadFile[] = [
  { what: "malformed", content: '{ "format": "patchbay.flow/1", "nodes": [', says: /JSON/ },
  { what: "no flow", content: '{ "hello": "world" }', says: /neither Patchbay flows nor Node-RED/ },
  {
    what: "of 51 MB",
    content: JSON.stringify(flow),
    size: 51_000_000,
    says: /The file has 51\.0 MB; 50\.0 MB is the most/,
  },
  { what: "10,000 lists deep", content: deep(10_000), says: /inside each other|no object/ },
  {
    what: "10,000 lists deep in a setting",
    content: withConfig(`{ "threshold": ${deep(10_000)} }`),
    says: /inside each other/,
  },
  {
    what: "of a future version",
    content: JSON.stringify({ ...flow, format: "patchbay.flow/9" }),
    says: /patchbay\.flow\/9/,
  },
  {
    what: "with __proto__ in the place of its parts",
    content: `{ "format": "${flowFormat}", "__proto__": { "polluted": true, "nodes": [] } }`,
    says: /Flow 1 of the file/,
  },
];

const markup = `<img src=x onerror="globalThis.polluted = true"><script>globalThis.polluted = true</script>`;

/** A file that may be opened: what is hostile in it is a text like any other. */
export const hostileFlow = `{
  "format": "${flowFormat}", "id": "hostile", "name": ${JSON.stringify(markup)},
  "nodes": [
    { "id": "constructor", "type": "vad", "name": ${JSON.stringify(markup)},
      "config": { "__proto__": { "polluted": true }, "threshold": 0.6 } },
    { "id": "odd", "type": "__proto__", "config": { "constructor": { "prototype": { "polluted": true } } } }
  ],
  "edges": [],
  "comments": [{ "id": "c", "text": ${JSON.stringify(markup)}, "position": { "x": 0, "y": 200 } }]
}`;

/** What the hostile flow's names are: shown letter by letter. */
export const hostileName = markup;
