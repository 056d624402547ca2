export function TabStrip() {
  return null;
}
