export const app = {
  "app.title": "Patchbay editor",
  "app.dismiss": "Dismiss",
  "app.dock": "Panels",
  "app.dock.panel.captions": "Captions",
  "app.dock.panel.problems": "Problems",
  "app.dock.panel.outline": "Outline",
  "app.dock.panel.debug": "Debug",
  "app.dock.close": "Close the panel",
  "app.hint.severalSources": "Turn off or delete all sources but one.",
  "app.hint.unknownFlow": "Open a flow from the list; somebody may have deleted this one.",
  "app.close": "Close",
  "app.cancel": "Cancel",
} as const satisfies Record<string, string>;
