import { type Static, Type } from "typebox";
import { Check } from "typebox/schema";
import { FlowError } from "#engine/errors.ts";
import { diffFlows } from "#engine/flow/diff.ts";
import { isEqual } from "#engine/flow/equal.ts";
import { migrateFlow } from "#engine/flow/migrate.ts";
import { type Flow, flowFormat } from "#engine/flow/schema.ts";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import { type Revision, revisionSchema } from "#engine/protocol/rest/flows.ts";

/** Format name of the file of flows; the number counts up with breaking changes. */
export const flowsFormat = "patchbay.flows/1";

/** A revision's flow as it is in the file; it was validated before it came there. */
const storedFlowSchema = Type.Unsafe<Flow>(
  Type.Object({ id: Type.String(), nodes: Type.Array(Type.Object({})), edges: Type.Array(Type.Object({})) }),
);
const storedRevisionSchema = Type.Object({ ...revisionSchema.properties, flow: storedFlowSchema });

/** A flow with its draft and its deployments, the last of which is active. */
const flowRecordSchema = Type.Object({
  draft: storedFlowSchema,
  updatedMs: Type.Number(),
  revisions: Type.Array(storedRevisionSchema),
});

/** The file of flows. */
export const flowFileSchema = Type.Object({
  format: Type.Literal(flowsFormat),
  flows: Type.Array(flowRecordSchema),
});

export type StoredRevision = Readonly<Static<typeof storedRevisionSchema>>;
export type FlowFile = Readonly<Static<typeof flowFileSchema>>;
export type FlowRecord = Readonly<Static<typeof flowRecordSchema>>;

/** A flow as it is stored: its draft, and where its deployment stands. */
export interface StoredFlow {
  readonly flow: Flow;
  /** Wall time of the last change, ms since 1970. */
  readonly updatedMs: number;
  /** Revision that is deployed; 0 when none is. */
  readonly revision: number;
  /** Whether the draft differs from what is deployed. */
  readonly hasChanges: boolean;
}

/** Deployments that are stored of each flow; older ones are forgotten. */
export const maxRevisions = 50;

/**
 * Whether a value is a file of flows.
 * @throws {FlowError} `flow.version` for the file of a newer Patchbay, which must not pass for a corrupt one
 */
export function isFlowFile(value: unknown): value is FlowFile {
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === "string" && format.startsWith("patchbay.flows/") && format !== flowsFormat) {
    const message = `The data folder's flows are ${format}; this Patchbay reads ${flowsFormat}.`;
    throw new FlowError("flow.version", { field: "flows.json", message, hint: "Update Patchbay." });
  }
  return Check(flowFileSchema, value);
}

/** The file with every draft and revision brought up to the node types of this Patchbay. */
export function migrateFile({ format, flows }: FlowFile, catalogue: NodeCatalogue): FlowFile {
  const migrated = flows.map(({ draft, revisions, ...rest }) => ({
    ...rest,
    draft: migrateFlow(draft, catalogue),
    revisions: revisions.map((each) => ({ ...each, flow: migrateFlow(each.flow, catalogue) })),
  }));
  return { format, flows: migrated };
}

/** The active deployment; undefined when there was none yet. */
export function activeRevision(record: FlowRecord | undefined): StoredRevision | undefined {
  return record?.revisions.at(-1);
}

/** Whether the draft differs from what is deployed. */
export function hasChanges(record: FlowRecord): boolean {
  return !isEqual(record.draft, activeRevision(record)?.flow);
}

/** The record with a new draft. */
export function withDraft(record: FlowRecord | undefined, draft: Flow, nowMs: number): FlowRecord {
  return { draft, updatedMs: nowMs, revisions: record?.revisions ?? [] };
}

/** What is stored of a deployment beside its flow. */
export type RevisionFacts = Pick<Revision, "note" | "author" | "timeMs">;

/** The record with one deployment more; the draft is left as it is. */
export function withRevision(record: FlowRecord, flow: Flow, facts: RevisionFacts): FlowRecord {
  const last = activeRevision(record);
  const nothing: Flow = { format: flowFormat, id: flow.id, name: flow.name, nodes: [], edges: [] };
  const revision: StoredRevision = {
    revision: (last?.revision ?? 0) + 1,
    ...facts,
    diff: diffFlows(last?.flow ?? nothing, flow),
    flow,
  };
  return {
    ...record,
    updatedMs: facts.timeMs,
    revisions: [...record.revisions, revision].slice(-maxRevisions),
  };
}

/** A record as others see it. */
export function toStored(record: FlowRecord): StoredFlow {
  const { draft, updatedMs } = record;
  const revision = activeRevision(record)?.revision ?? 0;
  return { flow: draft, updatedMs, revision, hasChanges: hasChanges(record) };
}
