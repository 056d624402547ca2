import "./port-handle.css";
import { Handle, Position } from "@xyflow/react";
import { shownPort } from "../../document/shown.ts";
import type { PortEnd } from "../../document/view.ts";
import { useText } from "../../texts/texts.ts";
import { PortShape } from "../../ui/port-shape.tsx";
import type { PortView } from "./node-view.ts";

/** A port of a node: its mark, where wires begin and end, and its name. */
export function PortHandle(props: {
  readonly nodeType: string;
  readonly port: PortView;
  readonly side: PortEnd["side"];
}) {
  const { nodeType, port, side } = props;
  const t = useText();
  const { name, summary } = shownPort(nodeType, side, port.name);
  const isError = side === "output" && port.name === "error";
  const isMissing = port.isRequired && !port.isWired;
  const sideways = side === "input" ? Position.Left : Position.Right;
  const type = t(`canvas.type.${port.type}`);
  const about = [t(`canvas.port.${side}`, { name, type }), summary];
  if (isMissing) about.push(t("canvas.port.required"));
  return (
    <li
      className={isError ? "port-handle-frame port-handle-error" : "port-handle-frame"}
      data-side={side}
      data-wired={port.isWired || undefined}
      data-missing={isMissing || undefined}
      title={about.filter((line) => line !== "").join("\n")}
    >
      <Handle
        type={side === "input" ? "target" : "source"}
        position={isError ? Position.Bottom : sideways}
        id={port.name}
        className="port-handle"
        data-type={port.type}
      >
        <PortShape type={port.type} />
      </Handle>
      <span className="port-handle-name">{name}</span>
      {isMissing && <span className="visually-hidden">{t("canvas.port.required")}</span>}
    </li>
  );
}
