import { createContext, use } from "react";
import type { AwaitedModels } from "./controls/awaited-models.ts";
import type { LiveTuner } from "./live-tuning.ts";
import type { MachineAnswers } from "./machine-answers.ts";

/** What the inspector has beside what it shows: it outlives the selection. */
export interface InspectorParts {
  /** One, so that the values of a node keep their order whatever is shown. */
  readonly tuner: LiveTuner;
  readonly awaitedModels: AwaitedModels;
  readonly machine: MachineAnswers;
}

/** Hands down what the inspector's parts share. */
export const InspectorContext = createContext<InspectorParts | undefined>(undefined);

/** What the inspector's parts share. */
export function useInspectorParts(): InspectorParts {
  const parts = use(InspectorContext);
  if (parts === undefined) throw new Error("useInspectorParts() needs an InspectorContext above it.");
  return parts;
}
