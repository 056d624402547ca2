import "./base.css";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTheme } from "./theme.ts";

/** Shows a page in `#root`, in the reader's colours. */
export function renderPage(page: ReactNode): void {
  startTheme();
  createRoot(document.getElementById("root") as HTMLElement).render(<StrictMode>{page}</StrictMode>);
}
