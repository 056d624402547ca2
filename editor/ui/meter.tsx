import "./meter.css";
import { useEffect, useRef } from "react";
import { useText } from "../texts/texts.ts";

/** Levels in dBFS, from -60 to 0. */
export interface MeterLevel {
  readonly rmsDb: number;
  readonly peakDb: number;
  readonly heldDb: number;
  readonly isClipped: boolean;
}

const floorDb = -60;
/** A screen reader gets a new value this often, in ms. */
const announceMs = 1000;

/** A level meter: RMS bright, peak dim above it, the held peak as a mark, and a clip light. It draws past React. */
export function Meter(props: {
  readonly label: string;
  readonly hasScale?: boolean;
  /** Asked at every frame of the screen. */
  level(): MeterLevel;
}) {
  const { label, hasScale = false, level } = props;
  const t = useText();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let announcedMs = 0;
    const draw = (nowMs: number) => {
      frame = requestAnimationFrame(draw);
      if (root.current === null) return;
      const now = level();
      show(root.current, now);
      if (nowMs - announcedMs < announceMs) return;
      announcedMs = nowMs;
      root.current.setAttribute("aria-valuenow", String(Math.round(now.peakDb)));
    };
    let frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn like this in every browser
    <div
      ref={root}
      className="meter"
      role="meter"
      aria-label={label}
      aria-valuemin={floorDb}
      aria-valuemax={0}
      aria-valuenow={floorDb}
    >
      <div className="meter-bar">
        <div className="meter-peak" />
        <div className="meter-rms" />
        <div className="meter-held" />
      </div>
      <span className="meter-clip" aria-hidden>
        {t("microphone.clip")}
      </span>
      {hasScale && (
        <div className="meter-scale figures" aria-hidden>
          {[-60, -48, -36, -24, -12, 0].map((db) => (
            <span key={db}>{db}</span>
          ))}
        </div>
      )}
    </div>
  );
}

function show(element: HTMLElement, { rmsDb, peakDb, heldDb, isClipped }: MeterLevel): void {
  const part = (db: number) => String(Math.max(0, Math.min(1, 1 - db / floorDb)));
  element.style.setProperty("--rms", part(rmsDb));
  element.style.setProperty("--peak", part(peakDb));
  element.style.setProperty("--held", part(heldDb));
  element.toggleAttribute("data-clipped", isClipped);
}
