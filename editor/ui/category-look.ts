import {
  AudioWaveform,
  Bug,
  Captions,
  Languages,
  type LucideIcon,
  MessageSquareText,
  Mic,
  Split,
  Users,
} from "lucide-react";
import type { Category } from "#engine/graph/definition.ts";

/** Icon and colour of a category: the same in the palette, on the canvas and in lists. */
export interface CategoryLook {
  readonly icon: LucideIcon;
  /** A CSS colour with AA contrast on every ground of both themes. */
  readonly colour: string;
}

/** Icon and colour of each section of the palette. */
export const categoryLook: Readonly<Record<Category, CategoryLook>> = {
  sources: { icon: Mic, colour: "var(--speaker-3)" },
  audio: { icon: AudioWaveform, colour: "var(--speaker-6)" },
  speech: { icon: MessageSquareText, colour: "var(--speaker-1)" },
  speakers: { icon: Users, colour: "var(--speaker-4)" },
  language: { icon: Languages, colour: "var(--speaker-5)" },
  output: { icon: Captions, colour: "var(--speaker-2)" },
  flow: { icon: Split, colour: "var(--text-muted)" },
  debug: { icon: Bug, colour: "var(--danger)" },
};
