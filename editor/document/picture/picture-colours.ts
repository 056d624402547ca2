import type { Category } from "#engine/graph/definition.ts";

/** What a picture is drawn for. */
export type PictureTheme = "dark" | "light";

/** Colours of a picture: those of ui/tokens.css, because a picture is looked at without it. */
export interface PictureColours {
  readonly ground: string;
  readonly node: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly note: string;
  /** As in palette/category-look.ts. */
  readonly categories: Readonly<Record<Category, string>>;
}

/** Colours of a picture, as the pages have them in that theme. */
export const pictureColours: Readonly<Record<PictureTheme, PictureColours>> = {
  dark: {
    ground: "#111315",
    node: "#191c1f",
    line: "#737b84",
    text: "#f0eee9",
    muted: "#a9aeb5",
    note: "#3a2f19",
    categories: {
      sources: "#93d98f",
      audio: "#63dccf",
      speech: "#7fc0ff",
      speakers: "#ff9fca",
      language: "#c5abff",
      output: "#ffb27a",
      flow: "#a9aeb5",
      debug: "#ff8a80",
    },
  },
  light: {
    ground: "#f7f5f0",
    node: "#ffffff",
    line: "#8a8578",
    text: "#1a1c1e",
    muted: "#585c62",
    note: "#f8e8cb",
    categories: {
      sources: "#256b2c",
      audio: "#00666a",
      speech: "#0b5cad",
      speakers: "#ab1c69",
      language: "#6a3fc0",
      output: "#9a4500",
      flow: "#585c62",
      debug: "#b3261e",
    },
  },
};
