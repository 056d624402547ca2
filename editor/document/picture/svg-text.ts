/** Text as XML takes it: markup escaped, what XML 1.0 forbids (control characters, lone surrogates) replaced. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, " ")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Widest character of a Latin text font, and of one for East Asian scripts and emoji, as parts of the font's size. */
const narrow = 0.56;
const wide = 1;
/** From here on most characters are as wide as they are high. */
const firstWide = 0x1100;

/** About how wide a text will be, in px: nothing is measured, so that the same flow gives the same picture everywhere. */
function widthOf(text: string, fontPx: number): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < firstWide ? narrow : wide;
  return width * fontPx;
}

/** A text cut to a width in px, with an ellipsis where something is missing. */
export function fitted(text: string, widthPx: number, fontPx: number): string {
  if (widthOf(text, fontPx) <= widthPx) return text;
  let fitting = "";
  for (const character of text) {
    if (widthOf(`${fitting}${character}…`, fontPx) > widthPx) break;
    fitting += character;
  }
  return `${fitting.trimEnd()}…`;
}

/** A text in lines of a width in px, broken at spaces and at its own line ends; cut after `most` lines. */
export function wrapped(text: string, widthPx: number, fontPx: number, most: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(/\s+/)) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (widthOf(longer, fontPx) <= widthPx || line === "") line = longer;
      else {
        lines.push(line);
        line = word;
      }
      if (lines.length >= most) break;
    }
    lines.push(line);
    if (lines.length > most) return [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
  }
  return lines.map((line) => fitted(line, widthPx, fontPx));
}
