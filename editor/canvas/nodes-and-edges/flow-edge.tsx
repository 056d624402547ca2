import "./flow-edge.css";
import { type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { portTypes } from "#engine/graph/port-types.ts";
import { useText } from "../../texts/texts.ts";
import type { CanvasEdge, EdgeView } from "./to-react-flow.ts";

/** Width of what can be clicked of a wire, in px at zoom 1. */
const reachPx = 18;

/** A wire in the colour and width of its type. Live figures are drawn onto it by way of `data-edge-label`. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CanvasEdge>) {
  const { id, data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  const [path, middleX, middleY] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
  });
  const type = data?.type ?? "any";
  return (
    <>
      <path
        className="react-flow__edge-path flow-edge"
        d={path}
        data-edge-label={id}
        data-type={type}
        data-idle={data?.isIdle || undefined}
        style={{ stroke: portTypes[type].colour }}
      />
      <path
        className="react-flow__edge-interaction"
        d={path}
        fill="none"
        strokeOpacity={0}
        strokeWidth={reachPx}
      />
      {data !== undefined && <QueueMark view={data} x={middleX} y={middleY} />}
    </>
  );
});

/** What a full queue does, where it does not simply hold the sender back. */
function QueueMark({ view, x, y }: { readonly view: EdgeView; readonly x: number; readonly y: number }) {
  const t = useText();
  const { policy, capacity } = view;
  if (policy === undefined || policy === "block") return null;
  const label = t(`canvas.queue.${policy}`);
  const width = label.length * 6 + 12;
  return (
    <g className="flow-edge-queue" transform={`translate(${x} ${y})`}>
      <title>{t(`canvas.queue.${policy}.about`, { capacity: capacity ?? 1 })}</title>
      <rect x={-width / 2} y={-8} width={width} height={16} rx={8} />
      <text textAnchor="middle" dominantBaseline="central">
        {label}
      </text>
    </g>
  );
}
