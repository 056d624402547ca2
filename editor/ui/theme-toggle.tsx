import { Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useText } from "../texts/texts.ts";
import { Button } from "./button.tsx";
import { chooseTheme, currentTheme, onThemeChange } from "./theme.ts";

/** Switches between dark and light. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(onThemeChange, currentTheme);
  const other = theme === "dark" ? "light" : "dark";
  const label = useText()(`page.theme.${other}`);
  return (
    <Button
      look="quiet"
      size="small"
      iconOnly
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(other)}
    >
      {theme === "dark" ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
    </Button>
  );
}
