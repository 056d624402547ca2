import { useEffect } from "react";

/** Names the page in its tab, also after a change of its language. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
