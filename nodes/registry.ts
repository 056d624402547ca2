import type { NodeDefinition } from "#engine/graph/definition.ts";
import type { NodeRegistry, NodeType } from "#engine/runtime/define-runtime.ts";
import { audioSocketNode } from "./audio-socket/runtime.ts";
import { captionOutputNode } from "./caption-output/runtime.ts";
import { debugNode } from "./debug/runtime.ts";
import { diarizeNode } from "./diarize/runtime.ts";
import { fileInputNode } from "./file-input/runtime.ts";
import { micInputNode } from "./mic-input/runtime.ts";
import { placeholderNode } from "./placeholder/runtime.ts";
import { resampleNode } from "./resample/runtime.ts";
import { sessionOutputNode } from "./session-output/runtime.ts";
import { switchNode } from "./switch/runtime.ts";
import { testToneNode } from "./test-tone/runtime.ts";
import { transcribeNode } from "./transcribe/runtime.ts";
import { translateNode } from "./translate/runtime.ts";
import { vadNode } from "./vad/runtime.ts";
import { websocketOutputNode } from "./websocket-output/runtime.ts";

/** Every node type, in palette order. To add one, write its folder and name it here. */
const nodeTypes: readonly NodeType[] = [
  micInputNode,
  audioSocketNode,
  fileInputNode,
  testToneNode,
  resampleNode,
  vadNode,
  transcribeNode,
  diarizeNode,
  translateNode,
  captionOutputNode,
  sessionOutputNode,
  websocketOutputNode,
  switchNode,
  placeholderNode,
  debugNode,
];

/** Node types by name. */
export const registry: NodeRegistry = new Map(nodeTypes.map((type) => [type.definition.type, type]));

/** Node definitions by name, for validation and compilation. */
export const catalogue: ReadonlyMap<string, NodeDefinition> = new Map(
  nodeTypes.map(({ definition }) => [definition.type, definition]),
);
