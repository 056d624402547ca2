import { diffFlows } from "#engine/flow/diff.ts";
import { isEqual } from "#engine/flow/equal.ts";
import { type Flow, type FlowNode, flowFormat } from "#engine/flow/schema.ts";
import { type SettingSchema, settingsOf } from "#engine/graph/setting.ts";
import { compileFlow } from "#engine/plan/compile.ts";
import { planUpdate } from "#engine/plan/plan-update.ts";
import { catalogue } from "../document/catalogue.ts";
import { nameOf } from "../document/node-name.ts";
import { problemsOf } from "../document/problems.ts";
import { shownType } from "../document/shown.ts";
import { optionText } from "../texts/node-texts.ts";

export type ChangeKind = "added" | "removed" | "changed";

/** One field of a node, before and after, to be read. Undefined: it is not set and has no default. */
export interface FieldChange {
  /** As `diffFlows` names it: `config.threshold`, `name`, … */
  readonly field: string;
  /** Title of a setting; undefined for what every node has, which the texts name. */
  readonly title: string | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** One node that differs. */
export interface NodeChangeRow {
  readonly nodeId: string;
  readonly kind: ChangeKind;
  readonly name: string;
  readonly type: string;
  readonly fields: readonly FieldChange[];
}

/** What a wire became; `changed`: its queue. */
export interface WireChangeRow {
  readonly label: string;
  readonly kind: ChangeKind;
}

/** A part of the document that no session runs. */
export const otherParts = ["name", "description", "groups", "comments"] as const;
export type OtherPart = (typeof otherParts)[number];

/** Everything that differs between two documents of a flow, to be read. */
export interface Changes {
  readonly nodes: readonly NodeChangeRow[];
  readonly wires: readonly WireChangeRow[];
  readonly others: readonly OtherPart[];
}

/** What happens to a node of a live session. */
export type Effect = "restarted" | "tuned" | "kept" | "added" | "removed";

const nothing: Flow = { format: flowFormat, id: "nothing", name: "", nodes: [], edges: [] };
const longestValue = 80;

/** What `after` changes; all of it is new when nothing was before. */
export function changesOf(before: Flow | undefined, after: Flow): Changes {
  const old = before ?? nothing;
  const diff = diffFlows(old, after);
  const row = (flow: Flow, nodeId: string, kind: ChangeKind, fields: readonly string[] = []) => {
    const node = flow.nodes.find(({ id }) => id === nodeId);
    const was = old.nodes.find(({ id }) => id === nodeId);
    const changes = fields.map((field) => fieldChange(field, was, node));
    return {
      nodeId,
      kind,
      name: node === undefined ? nodeId : nameOf(node),
      type: node?.type ?? "",
      fields: changes,
    };
  };
  const gone = new Set(diff.edgesRemoved);
  const come = new Set(diff.edgesAdded);
  return {
    nodes: [
      ...diff.added.map((id) => row(after, id, "added")),
      ...diff.changed.map(({ nodeId, fields }) => row(after, nodeId, "changed", fields)),
      ...diff.removed.map((id) => row(old, id, "removed")),
    ],
    wires: [
      ...diff.edgesAdded.map((label) => ({ label, kind: gone.has(label) ? "changed" : "added" }) as const),
      ...diff.edgesRemoved
        .filter((label) => !come.has(label))
        .map((label) => ({ label, kind: "removed" }) as const),
    ],
    others: before === undefined ? [] : otherParts.filter((part) => !isEqual(before[part], after[part])),
  };
}

/** How many nodes differ; where none does, how many wires and other parts of the document. */
export function countChanges({ nodes, wires, others }: Changes): number {
  return nodes.length || wires.length + others.length;
}

/** What a deploy does to the nodes of a live session; undefined where one of the documents cannot run. */
export function previewEffects(
  before: Flow | undefined,
  after: Flow,
): ReadonlyMap<string, Effect> | undefined {
  if (before === undefined || problemsOf(before).length + problemsOf(after).length > 0) return undefined;
  const update = planUpdate(compileFlow(before, catalogue), compileFlow(after, catalogue));
  const each = (ids: readonly string[], effect: Effect) => ids.map((id) => [id, effect] as const);
  return new Map([
    ...each(update.kept, "kept"),
    ...each(
      update.tuned.map(({ nodeId }) => nodeId),
      "tuned",
    ),
    ...each(update.restarted, "restarted"),
    ...each(update.added, "added"),
    ...each(update.removed, "removed"),
  ]);
}

/** A value of a setting, to be read. A secret is only named, so its name may be read. */
export function valueText(type: string, field: string, value: unknown): string | undefined {
  const schema = schemaOf(type, field);
  const shown = value === undefined ? schema?.default : value;
  if (shown === undefined) return undefined;
  const text = plainText(shown, (value) => optionText(type, field.slice("config.".length), value));
  const long = text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
  return schema?.unit !== undefined && typeof shown === "number" ? `${long} ${schema.unit}` : long;
}

/** The title of a setting; undefined for fields that every node has. */
export function fieldTitle(type: string, field: string): string | undefined {
  return field.startsWith("config.")
    ? (schemaOf(type, field)?.title ?? field.slice("config.".length))
    : undefined;
}

function fieldChange(field: string, was: FlowNode | undefined, node: FlowNode | undefined): FieldChange {
  const type = node?.type ?? was?.type ?? "";
  return {
    field,
    title: fieldTitle(type, field),
    before: valueText(was?.type ?? type, field, fieldValue(was, field)),
    after: valueText(type, field, fieldValue(node, field)),
  };
}

/** A field of a node by the name that `diffFlows` gives it. */
function fieldValue(node: FlowNode | undefined, field: string): unknown {
  if (field.startsWith("config.")) return node?.config?.[field.slice("config.".length)];
  return node?.[field as keyof FlowNode];
}

function schemaOf(type: string, field: string): SettingSchema | undefined {
  const definition = shownType(type);
  const schemas = definition === undefined ? {} : settingsOf(definition);
  const name = field.slice("config.".length);
  return field.startsWith("config.") && Object.hasOwn(schemas, name) ? schemas[name] : undefined;
}

function plainText(value: unknown, optionOf: (value: unknown) => string): string {
  if (typeof value === "string") return value === "" ? '""' : optionOf(value);
  if (Array.isArray(value))
    return value.every((each) => typeof each !== "object")
      ? value.map(optionOf).join(", ")
      : JSON.stringify(value);
  const isPoint = typeof value === "object" && value !== null && "x" in value && "y" in value;
  return isPoint ? `${value.x}, ${value.y}` : JSON.stringify(value);
}
