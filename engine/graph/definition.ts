import type { Static, TObject } from "typebox";
import type { PacketByType } from "./packets.ts";
import type { PortType } from "./port-types.ts";
import type { SettingCondition } from "./setting.ts";

/** What a full queue does with one packet more. `block` makes the sender wait; the others drop and count. */
export type QueuePolicy = "block" | "drop-oldest" | "drop-newest" | "latest";

/** Queue of an edge: its policy, and how many packets it holds at most. */
export interface QueueSettings {
  readonly policy: QueuePolicy;
  readonly capacity: number;
}

/** One port of a node type. */
export interface PortDefinition {
  readonly type: PortType;
  readonly summary: string;
  /** An input that has to be wired. Default false. */
  readonly required?: boolean;
  /** Queue of a wire that ends here and says nothing itself. Default: block, see compile.ts. */
  readonly queue?: QueueSettings;
  /**
   * Sample rate of audio, in Hz, as far as it is known before a session runs. Of an input: the only one it takes. Of an
   * output: `any` where whoever feeds the session chooses, or the setting that says it. Default: nothing is checked.
   */
  readonly rateHz?: number | "any" | { readonly field: string };
}

export type PortDefinitions = Readonly<Record<string, PortDefinition>>;

/** Palette section of a node type. */
export type Category = "sources" | "audio" | "speech" | "speakers" | "language" | "output" | "flow" | "debug";

/**
 * A node type as data: no behaviour, so that the editor, the server and the docs page share it.
 * Every node has one output more than it declares: `error`, of type event.
 */
export interface NodeDefinition<
  Inputs extends PortDefinitions = PortDefinitions,
  Outputs extends PortDefinitions = PortDefinitions,
  Config extends TObject = TObject,
> {
  /** kebab-case, the folder's name. */
  readonly type: string;
  /** Counts up when saved configs have to be migrated. A saved node that names none is of version 1. */
  readonly version: number;
  readonly category: Category;
  readonly title: string;
  /** One sentence, shown in the palette. */
  readonly summary: string;
  /** What a user should know, in Markdown. */
  readonly docs: string;
  /** `sync`: process() returns nothing and is called plainly; `async`: a queue stands in front. */
  readonly execution: "sync" | "async";
  /** Only for nodes without inputs: whether it can be held back (`file`) or not (`live`). */
  readonly source?: "file" | "live";
  /** Only for live sources: whether a client of the session sends its sound. Default: it has sound of its own. */
  readonly isFed?: "always" | SettingCondition;
  /** It stands for a node that is not there: imports make it, nobody adds or sets up one. Default false. */
  readonly isStandIn?: boolean;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly config: Config;
  /** Devices that an accelerator node prefers, best first. */
  readonly devices?: readonly string[];
  /** Brings a config saved by an older version up to this one, or says which type the node is by now. */
  readonly migrate?: (config: Readonly<Record<string, unknown>>, fromVersion: number) => Migrated;
}

/** What a migration makes of a saved node. Ports keep their names: the wires of the flow stay as they are. */
export interface Migrated {
  readonly config: Record<string, unknown>;
  /** Set where the node is of another type by now; `version` is the one of that type that `config` is for. */
  readonly becomes?: { readonly type: string; readonly version: number };
}

/** Node definitions by type. */
export type NodeCatalogue = ReadonlyMap<string, NodeDefinition>;

/** Declares a node type; only there to infer its port and config types. */
export function defineNode<
  const Inputs extends PortDefinitions,
  const Outputs extends PortDefinitions,
  Config extends TObject,
>(definition: NodeDefinition<Inputs, Outputs, Config>): NodeDefinition<Inputs, Outputs, Config> {
  return definition;
}

/** The port that every node has beside its declared outputs. */
export const errorPort: PortDefinition = {
  type: "event",
  summary: "Errors of this node. When it is wired, a failure goes there and the session goes on.",
};

/** The outputs of a node type, the `error` port included. */
export function outputsOf(definition: NodeDefinition): PortDefinitions {
  return { ...definition.outputs, error: errorPort };
}

/** The config of a node type, as its schema types it. */
export type ConfigOf<D extends NodeDefinition> = Static<D["config"]>;
/** Names of a node type's inputs. */
export type InputName<D extends NodeDefinition> = Extract<keyof D["inputs"], string>;
/** Names of its declared outputs. */
export type OutputName<D extends NodeDefinition> = Extract<keyof D["outputs"], string>;
/** What may come in, over any of its inputs. */
export type InputPacket<D extends NodeDefinition> = PacketByType[D["inputs"][InputName<D>]["type"]];
/** What may go out of output `P`. */
export type OutputPacket<
  D extends NodeDefinition,
  P extends OutputName<D>,
> = PacketByType[D["outputs"][P]["type"]];
