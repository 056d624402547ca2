/**
 * Puts a text on the clipboard; false where the browser does not let us. Pages over plain http have no clipboard, unless
 * they come from this computer: there the old command does it, with a field that nobody sees.
 */
export async function copyText(content: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return copyByField(content);
  return clipboard.writeText(content).then(
    () => true,
    () => copyByField(content),
  );
}

function copyByField(content: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = content;
  field.style.cssText = "position: fixed; opacity: 0";
  // All but an open dialog is inert.
  (document.querySelector("dialog:modal") ?? document.body).append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}
