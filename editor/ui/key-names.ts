import { parseKeybinding } from "tinykeys";
import type { text as textFunction } from "../texts/texts.ts";

/** Whether the reader's keyboard is Apple's, where `$mod` is Command. The same test as tinykeys makes. */
export const isMac = typeof navigator === "object" && /Mac|iPod|iPhone|iPad/.test(navigator.platform);

const macModifiers = { Control: "⌃", Alt: "⌥", Shift: "⇧", Meta: "⌘" } as const;
const modifiers = ["Control", "Alt", "Shift", "Meta"] as const;
type Modifier = (typeof modifiers)[number];

/** Signs that stand on every keyboard, by KeyboardEvent.key or .code. */
const signs: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Minus: "−",
  Equal: "=",
  Comma: ",",
  Period: ".",
  Slash: "/",
  NumpadAdd: "+",
  NumpadSubtract: "−",
};
const macSigns: Readonly<Record<string, string>> = { Backspace: "⌫", Delete: "⌦", Enter: "↩" };
const namedKeys = ["Delete", "Backspace", "Enter", "Escape", "Space", "PageUp", "PageDown"] as const;

/** The caps of a binding, as the reader's keyboard and language write them: `$mod+Shift+z` is Ctrl, Shift, Z or ⇧, ⌘, Z. */
export function keyCaps(binding: string, t: typeof textFunction, mac: boolean = isMac): readonly string[] {
  // tinykeys has read `$mod` for the machine that it runs on.
  const written = binding.replaceAll("$mod", mac ? "Meta" : "Control");
  return parseKeybinding(written).flatMap(([held, key]) => {
    const name = String(key);
    // Whoever presses ? knows that it takes Shift, and on which keys.
    const isSign = /^[^\p{L}\p{N}]$/u.test(name);
    const shown = modifiers.filter((each) => held.includes(each) && !(isSign && each === "Shift"));
    return [...shown.map((each) => modifierName(each, t, mac)), keyName(name, t, mac)];
  });
}

function modifierName(modifier: Modifier, t: typeof textFunction, mac: boolean): string {
  if (mac) return macModifiers[modifier];
  return modifier === "Meta" ? "Meta" : t(`commands.key.${modifier}`);
}

function keyName(key: string, t: typeof textFunction, mac: boolean): string {
  const sign = (mac ? macSigns[key] : undefined) ?? signs[key];
  if (sign !== undefined) return sign;
  const named = namedKeys.find((each) => each === key);
  if (named !== undefined) return t(`commands.key.${named}`);
  return key.replace(/^(Key|Digit)(?=.$)/, "").replace(/^.$/, (letter) => letter.toUpperCase());
}
