import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import {
  type NodeCatalogue,
  type NodeDefinition,
  outputsOf,
  type PortDefinitions,
} from "#engine/graph/definition.ts";
import { canConnect, type PortType, portTypes } from "#engine/graph/port-types.ts";
import { nodesSchema } from "#engine/protocol/rest/nodes.ts";
import { answers } from "./schemas.ts";

/** What the route of nodes works with. */
export interface NodeRoutesOptions {
  readonly catalogue: NodeCatalogue;
}

/** GET /api/nodes: everything that an editor needs to draw, wire and set up nodes. */
export const nodeRoutes: FastifyPluginAsyncTypebox<NodeRoutesOptions> = async (app, { catalogue }) => {
  const schema = {
    operationId: "listNodes",
    summary: "All node types",
    tags: ["nodes"],
    response: answers(nodesSchema),
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
