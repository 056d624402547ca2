/** Lets a person choose a file; undefined when they choose none. Call it in answer to a click or a key. */
export function chooseFile(accept: string): Promise<File | undefined> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  const { promise, resolve } = Promise.withResolvers<File | undefined>();
  input.onchange = () => resolve(input.files?.[0]);
  input.oncancel = () => resolve(undefined);
  input.click();
  return promise;
}

/** How long the browser may take to begin with a download, in ms. */
const downloadMs = 60_000;

/** Saves something as a file of this name. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), downloadMs);
}

/** Name of a flow's file: an id may hold a colon, which Windows allows in no name. */
export function fileNameOf(flowId: string, extension: string): string {
  return `${flowId.replaceAll(":", "_")}.${extension}`;
}
