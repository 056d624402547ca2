import { Type } from "typebox";
import { defineNode } from "#engine/graph/definition.ts";

export const definition = defineNode({
  type: "mic-input",
  version: 1,
  category: "sources",
  title: "Microphone",
  summary: "The microphone of whoever opens the live page, or a sound device of the server.",
  docs:
    "With the device `browser` the audio comes from the page `/live`, at the rate of that machine's microphone. Any " +
    "other device is read on the server through ffmpeg, as mono at 48 kHz: `alsa:NAME` (`alsa:default`, `alsa:hw:1`; " +
    "`arecord -L` lists them) or `pulse:NAME` (`pulse:default`; `pactl list sources`). Packets are 100 ms long. Put a " +
    "resample node behind it.",
  execution: "async",
  source: "live",
  isFed: { field: "device", equals: "browser" },
  inputs: {},
  outputs: {
    audio: { type: "audio", summary: "What the microphone records, as mono chunks.", rateHz: "any" },
  },
  config: Type.Object(
    {
      device: Type.String({
        title: "Device",
        description: "`browser`, or a sound device of the server such as alsa:default or pulse:default.",
        default: "browser",
        // Of ALSA's plugins only those that read a card: `file` and `tee` would write files and start programs.
        pattern:
          "^(browser|alsa:([A-Za-z0-9_.-]+|(hw|plughw|sysdefault|dsnoop):[A-Za-z0-9_=,]+)|pulse:[A-Za-z0-9_.:@-]+)$",
      }),
    },
    { additionalProperties: false },
  ),
});
