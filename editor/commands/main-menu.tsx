export function MainMenu() {
  return null;
}
