export function OpenFlowDialog() {
  return null;
}
