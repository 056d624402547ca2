import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import {
  type NodeCatalogue,
  type NodeDefinition,
  outputsOf,
  type PortDefinitions,
} from "#engine/graph/definition.ts";
import { canConnect, type PortType, portTypes } from "#engine/graph/port-types.ts";
import { answers } from "./schemas.ts";

/** What the route of nodes works with. */
export interface NodeRoutesOptions {
  readonly catalogue: NodeCatalogue;
}

const portSchema = Type.Object({
  name: Type.String(),
  type: Type.String({ description: "A port type, a key of `portTypes`." }),
  summary: Type.String(),
  required: Type.Boolean({ description: "An input that has to be wired." }),
  queue: Type.Optional(
    Type.Object(
      { policy: Type.String(), capacity: Type.Integer() },
      { description: "Of a wire that says nothing itself." },
    ),
  ),
});

const nodeSchema = Type.Object({
  type: Type.String(),
  version: Type.Integer(),
  category: Type.String(),
  title: Type.String(),
  summary: Type.String(),
  docs: Type.String({ description: "Markdown." }),
  execution: Type.Enum(["sync", "async"]),
  source: Type.Optional(Type.Enum(["file", "live"])),
  inputs: Type.Array(portSchema),
  outputs: Type.Array(portSchema, { description: "The `error` port of every node included." }),
  config: Type.Unsafe<Record<string, unknown>>({
    type: "object",
    additionalProperties: true,
    description: "JSON Schema of the settings, with the words of engine/graph/setting.ts.",
  }),
  devices: Type.Optional(Type.Array(Type.String(), { description: "Devices preferred, best first." })),
});

const answer = Type.Object(
  {
    nodes: Type.Array(nodeSchema),
    portTypes: Type.Array(
      Type.Object({
        type: Type.String(),
        label: Type.String(),
        colour: Type.String(),
        shape: Type.String(),
        connectsTo: Type.Array(Type.String(), { description: "Types of inputs that an output may go to." }),
      }),
    ),
  },
  { description: "Every node type in palette order, and every port type." },
);

/** GET /api/nodes: everything that an editor needs to draw, wire and set up nodes. */
export const nodeRoutes: FastifyPluginAsyncTypebox<NodeRoutesOptions> = async (app, { catalogue }) => {
  const schema = {
    operationId: "listNodes",
    summary: "All node types",
    tags: ["nodes"],
    response: answers(answer),
  };
  // Definitions never change while the server runs.
  const body = { nodes: [...catalogue.values()].map(describeNode), portTypes: describePortTypes() };
  app.get("/api/nodes", { schema }, () => body);
};

function describeNode(definition: NodeDefinition) {
  const { migrate: _behaviour, inputs, devices, config, source, ...rest } = definition;
  return {
    ...rest,
    ...(source === undefined ? {} : { source }),
    inputs: describePorts(inputs),
    outputs: describePorts(outputsOf(definition)),
    config: config as unknown as Record<string, unknown>,
    ...(devices === undefined ? {} : { devices: [...devices] }),
  };
}

function describePorts(ports: PortDefinitions) {
  return Object.entries(ports).map(([name, { type, summary, required = false, queue }]) => ({
    name,
    type,
    summary,
    required,
    ...(queue === undefined ? {} : { queue }),
  }));
}

function describePortTypes() {
  const types = Object.keys(portTypes) as PortType[];
  return types.map((type) => ({
    type,
    ...portTypes[type],
    connectsTo: types.filter((other) => canConnect(type, other)),
  }));
}
