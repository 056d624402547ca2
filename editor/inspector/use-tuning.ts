import { useEffect, useMemo } from "react";
import { Check } from "typebox/schema";
import { useStore } from "zustand";
import type { Field } from "../document/field-kind.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { useInspectorParts } from "./inspector-context.ts";
import { type TuningState, tuningKey } from "./live-tuning.ts";
import { useLiveSessions } from "./use-inspected.ts";

/** A setting of a node, as running sessions are to have it. */
export interface Tuning {
  /** Whether live sessions run this node. */
  readonly isRunning: boolean;
  /** What became of the last value that was sent; undefined: nothing to tell. */
  readonly state: TuningState | undefined;
  /** Sends a value to all live sessions of the flow; nothing for settings that are not live, or values that are refused. */
  send(value: unknown): void;
}

/** Sends a live setting to the running sessions; after an undo it follows by itself. */
export function useTuning(of: {
  readonly tab: FlowTab;
  readonly nodeId: string;
  /** Whether the node is in the deployed flow: only there sessions have it. */
  readonly isDeployed: boolean;
  readonly field: Field;
  readonly value: unknown;
}): Tuning {
  const { tab, nodeId, isDeployed, field, value } = of;
  const tuner = useInspectorParts().tuner;
  const live = useLiveSessions();
  const state = useStore(tuner.states, (states) => states[tuningKey(tab.id, nodeId, field.name)]);
  const isLive = field.schema.live === true;
  const target = useMemo(
    () => ({ flowId: tab.id, nodeId, sessionIds: isDeployed ? live : [] }),
    [tab.id, nodeId, isDeployed, live],
  );
  useEffect(() => {
    if (isLive && Check(field.schema, value) && tuner.isBehind(target, field.name, value))
      tuner.set(target, field.name, value);
  }, [isLive, tuner, target, field, value]);
  const isRunning = target.sessionIds.length > 0;
  return {
    isRunning,
    state: isRunning ? state : undefined,
    send: (next) => {
      if (isLive && Check(field.schema, next)) tuner.set(target, field.name, next);
    },
  };
}
