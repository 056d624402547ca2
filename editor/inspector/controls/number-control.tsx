import "./number-control.css";
import { Minus, Plus } from "lucide-react";
import { type CSSProperties, useMemo } from "react";
import { useLanguage, useText } from "../../texts/texts.ts";
import { usePending } from "../use-pending.ts";
import type { ControlProps } from "./control-props.ts";
import { NumberBox } from "./number-box.tsx";
import { readNumber, tidy } from "./numbers.ts";
import { sliderScale, stepped } from "./slider-scale.ts";

/** A number of a range: a slider, which sessions follow while it moves, and a box. A drag is one step of undo. */
export function SliderControl(props: ControlProps) {
  const { field, value, aria, preview, commit } = props;
  const t = useText();
  const language = useLanguage();
  const { schema } = field;
  const scale = useMemo(() => sliderScale(schema), [schema]);
  const drag = usePending<number>(commit);
  const now = drag.pending ?? (typeof value === "number" ? value : (schema.minimum ?? 0));
  const position = scale.toPosition(now);
  const part = (each: number) => scale.toPosition(each) / scale.positions;
  const preset = typeof schema.default === "number" ? part(schema.default) : undefined;
  return (
    <div className="number-control-slider">
      <input
        {...aria}
        type="range"
        min={0}
        max={scale.positions}
        step={1}
        value={position}
        aria-valuetext={readNumber(now, schema.unit, language)}
        style={{ "--part": part(now), "--preset": preset } as CSSProperties}
        data-preset={preset === undefined ? undefined : ""}
        onChange={(event) => {
          const moved = scale.toValue(event.target.valueAsNumber);
          drag.set(moved);
          preview(moved);
        }}
        onPointerUp={drag.settle}
        onPointerCancel={drag.settle}
        onLostPointerCapture={drag.settle}
        onKeyUp={drag.settle}
        onBlur={drag.settle}
      />
      <NumberBox
        {...props}
        label={t("inspector.exactly", { field: schema.title ?? field.name })}
        moving={drag.pending}
        next={(from, by) => stepped(scale, from, by)}
      />
    </div>
  );
}

/** A number without a useful range: a box between a minus and a plus. */
export function StepperControl(props: ControlProps) {
  const { field, value, commit } = props;
  const t = useText();
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field.schema;
  const next = (from: number, by: number) => Math.max(minimum, Math.min(maximum, tidy(from + by)));
  const now = typeof value === "number" ? value : 0;
  const title = field.schema.title ?? field.name;
  return (
    <div className="number-control-joined">
      <button
        type="button"
        className="number-control-button"
        aria-label={t("inspector.less", { field: title })}
        disabled={now <= minimum}
        onClick={() => commit(next(now, -1))}
      >
        <Minus size={14} aria-hidden />
      </button>
      <NumberBox {...props} next={next} />
      <button
        type="button"
        className="number-control-button"
        aria-label={t("inspector.more", { field: title })}
        disabled={now >= maximum}
        onClick={() => commit(next(now, 1))}
      >
        <Plus size={14} aria-hidden />
      </button>
    </div>
  );
}
