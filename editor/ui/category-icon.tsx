import type { Category } from "#engine/graph/definition.ts";
import { categoryLook } from "./category-look.ts";

/** The icon of a category in its colour. */
export function CategoryIcon({ category }: { readonly category: Category }) {
  const { icon: Icon, colour } = categoryLook[category];
  return <Icon size={15} color={colour} aria-hidden />;
}
