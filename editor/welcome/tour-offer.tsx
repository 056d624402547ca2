import "./tour-offer.css";
import { Compass } from "lucide-react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Editor } from "../document/editor.ts";
import { useEditor } from "../document/editor-context.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { readStored, writeStored } from "../ui/storage.ts";
import { examples, openExample } from "./examples.ts";

const key = "patchbay.tour";

/** Whether the tour is still to be offered: until somebody took it or said no. */
const offer = createStore(() => ({ isOpen: readStored<string>("localStorage", key) === undefined }));

/** Offers the tour no more on its own, in this browser. */
export function closeTourOffer(): void {
  writeStored("localStorage", key, "offered");
  offer.setState({ isOpen: false });
}

/** Shows the tour, on an example where no flow is open. @throws {ApiError} where the example cannot be opened */
export async function startTour(editor: Editor): Promise<void> {
  closeTourOffer();
  const [example] = examples;
  if (editor.tab === undefined && example !== undefined) await openExample(editor, example);
  editor.openDialog({ kind: "tour" });
}

/** Offers the tour to who is new here. */
export function TourOffer() {
  const editor = useEditor();
  const t = useText();
  const isOpen = useStore(offer, (state) => state.isOpen);
  if (!isOpen) return null;
  const start = () => startTour(editor).catch((error: unknown) => editor.fail(error));
  return (
    <aside className="tour-offer" aria-label={t("transfer.tour")}>
      <Compass size={18} aria-hidden />
      <p>{t("transfer.tour.offer")}</p>
      <Button size="small" onClick={() => void start()}>
        {t("transfer.tour.take")}
      </Button>
      <Button look="quiet" size="small" onClick={closeTourOffer}>
        {t("transfer.tour.no")}
      </Button>
    </aside>
  );
}
