import { Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import { chooseTheme, currentTheme, onThemeChange } from "./theme.ts";

/** Switches between dark and light. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(onThemeChange, currentTheme);
  const other = theme === "dark" ? "light" : "dark";
  return (
    <Button
      look="quiet"
      size="small"
      iconOnly
      aria-label={`Use ${other} colours`}
      title={`Use ${other} colours`}
      onClick={() => chooseTheme(other)}
    >
      {theme === "dark" ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
    </Button>
  );
}
