/** Imports off the page's thread: a file of 42 MB takes seconds. */
import { toFlowError } from "#engine/errors.ts";
import { catalogue } from "../document/catalogue.ts";
import { ImportJob } from "./import-job.ts";
import type { ImportAnswer, ImportQuestion } from "./import-messages.ts";

let job: ImportJob | undefined;

addEventListener("message", async ({ data }: MessageEvent<ImportQuestion>) => {
  const { number } = data;
  try {
    answer({ number, kind: "done", value: await answerTo(data) });
  } catch (error) {
    const { code, message, hint } = toFlowError(error, "import.not-flows");
    answer({ number, kind: "refused", refusal: { code, message, hint } });
  }
});

async function answerTo(question: ImportQuestion) {
  if (question.kind === "import") {
    const { source, ...request } = question.request;
    const text = typeof source === "string" ? source : await source.text();
    job = new ImportJob(text, request, catalogue);
    return job.outline;
  }
  if (question.kind === "page") return job?.page(question.list, question.from) ?? [];
  return job?.flows(question.ids) ?? [];
}

function answer(message: ImportAnswer): void {
  postMessage(message);
}
