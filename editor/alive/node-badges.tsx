/** Figures of a node of the watched session; draws itself, 4 times a second, without rendering the graph. */
export function NodeBadges(_props: { readonly nodeId: string }) {
  return null;
}
