export const page = {
  "page.language": "Language",
  "page.theme.dark": "Use dark colours",
  "page.theme.light": "Use light colours",
  "page.textSize": "Text size",
  "page.textSize.smaller": "Smaller text",
  "page.textSize.larger": "Larger text",
  "page.close": "Close",
  "page.copy": "Copy",
  "page.copied": "Copied",
  "page.server.slow": "The server takes too long to answer.",
  "page.server.unreached": "The server was not reached.",
  "page.server.status": "The server answered {status}.",
} as const satisfies Record<string, string>;
