import "./key-cap.css";

/** Keys of a shortcut, as they are written on the keyboard: `["Ctrl", "Z"]`. */
export function KeyCaps({ caps }: { readonly caps: readonly string[] }) {
  return (
    <kbd className="key-cap-row">
      {caps.map((cap) => (
        <kbd key={cap} className="key-cap">
          {cap}
        </kbd>
      ))}
    </kbd>
  );
}
