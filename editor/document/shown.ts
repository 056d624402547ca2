import type { NodeCatalogue, NodeDefinition } from "#engine/graph/definition.ts";
import { portTexts, translateNode } from "../texts/node-texts.ts";
import type { PortTexts } from "../texts/page-texts.ts";
import { text } from "../texts/texts.ts";
import { catalogue } from "./catalogue.ts";
import { portsOf } from "./connect-rules.ts";

/** A node type as the reader sees it, in their language. What checks or compiles a flow takes `catalogue` itself. */
export function shownType(type: string): NodeDefinition | undefined {
  const definition = catalogue.get(type);
  return definition && translateNode(definition);
}

/** All node types as the reader sees them, in palette order. */
export function shownCatalogue(): NodeCatalogue {
  return new Map([...catalogue].map(([type, definition]) => [type, translateNode(definition)]));
}

/** What a port is called, and what goes through it, in the reader's language. */
export function shownPort(type: string, side: "input" | "output", port: string): PortTexts {
  const declared = portsOf(type, side)[port];
  if (side === "output" && port === "error")
    return { name: text("canvas.port.error"), summary: text("canvas.port.error.about") };
  return portTexts(type, side, port) ?? { name: port, summary: declared?.summary ?? "" };
}
