import type { Page } from "playwright";

/** A caption as a page shows it. */
export interface ShownCaption {
  readonly speaker: string;
  readonly text: string;
  readonly translations: Readonly<Record<string, string>>;
  readonly isFinal: boolean;
}

/** The captions on a page, from top to bottom. */
export function shownCaptions(page: Page): Promise<ShownCaption[]> {
  return page.locator(".caption-row").evaluateAll((rows) =>
    rows.map((row) => {
      const textOf = (element: Element | null) =>
        [...(element?.childNodes ?? [])]
          .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
          .map(({ textContent }) => textContent)
          .join("");
      const translations = [...row.querySelectorAll("[data-kind=translation]")];
      return {
        speaker: textOf(row.querySelector(".speaker-label-name")),
        text: textOf(row.querySelector("[data-kind=original]")),
        translations: Object.fromEntries(
          translations.map((line) => [line.getAttribute("lang") ?? "", textOf(line)]),
        ),
        isFinal: !row.hasAttribute("data-partial"),
      };
    }),
  );
}
