export const watch = {
  "watch.document": "Captions – Patchbay",
  "watch.show": "Show",
  "watch.all": "All",
  "watch.original": "Original only",
  "watch.missing": "Not found",
  "watch.connecting": "Connecting…",
  "watch.empty.missing": "There is no such session. Ask for a new link.",
  "watch.empty.looking": "Looking for the session…",
  "watch.empty.silent": "Nothing was said.",
  "watch.empty.waiting": "Captions appear here as soon as somebody speaks.",
  "watch.fullscreen.enter": "Full screen",
  "watch.fullscreen.leave": "Leave full screen",
} as const satisfies Record<string, string>;
