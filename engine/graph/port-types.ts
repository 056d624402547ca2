import type { PacketByType } from "./packets.ts";

/** The type of a port. */
export type PortType = keyof PacketByType;

/** How the editor draws a port type: never by colour alone. */
export interface PortTypeStyle {
  readonly label: string;
  /** CSS colour that holds AA contrast on both themes' node background. */
  readonly colour: string;
  readonly shape: "circle" | "square" | "diamond" | "triangle" | "hexagon" | "bar" | "ring";
}

/** Every port type, as the editor draws it. */
export const portTypes: Readonly<Record<PortType, PortTypeStyle>> = {
  audio: { label: "Audio", colour: "#1f9d8b", shape: "circle" },
  segment: { label: "Segment", colour: "#3b82f6", shape: "square" },
  transcript: { label: "Transcript", colour: "#c77d0a", shape: "diamond" },
  translation: { label: "Translation", colour: "#9b5de5", shape: "triangle" },
  speaker: { label: "Speaker", colour: "#d6487e", shape: "hexagon" },
  event: { label: "Event", colour: "#7a8594", shape: "bar" },
  any: { label: "Any", colour: "#8b8f98", shape: "ring" },
};

/**
 * Whether a wire may join an output of type `from` to an input of type `to`. Used by the editor while
 * dragging and by the server when a flow is saved. A wire from `any` to a typed port is allowed and
 * checked packet by packet while it runs.
 */
export function canConnect(from: PortType, to: PortType): boolean {
  return from === to || from === "any" || to === "any";
}
