import { type Static, Type } from "typebox";
import { type NodeVerdicts, type VerdictFigures, verdictKinds } from "../graph/verdict.ts";
import { spanMs } from "../media-time.ts";

/** A verdict on one result of a node, for whoever asks why there is no caption. It holds no text. */
export const verdictReportSchema = Type.Object({
  nodeId: Type.String(),
  verdict: Type.Enum([...verdictKinds]),
  segmentId: Type.Optional(Type.Integer({ minimum: 1, description: "Absent for what is no part of one." })),
  hypothesis: Type.Optional(Type.Enum(["partial", "final"])),
  startMs: Type.Number({ description: "Media time." }),
  endMs: Type.Number(),
  figures: Type.Unsafe<VerdictFigures>(
    Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()]), {
      description:
        "What decided: noSpeechProbability, averageLogProbability, compressionRatio, temperature, rms, the queue's policy, " +
        "the code of an error.",
    }),
  ),
});

export type VerdictReport = Static<typeof verdictReportSchema>;

/** The latest verdicts of a session's nodes, each node's oldest first. */
export function verdictReports(nodes: readonly NodeVerdicts[]): VerdictReport[] {
  return nodes.flatMap(({ nodeId, latest }) =>
    latest.map((each) => {
      const { kind: verdict, segmentId, hypothesis, figures } = each;
      return {
        ...{ nodeId, verdict, ...spanMs(each), figures },
        ...(segmentId === undefined ? {} : { segmentId }),
        ...(hypothesis === undefined ? {} : { hypothesis }),
      };
    }),
  );
}
