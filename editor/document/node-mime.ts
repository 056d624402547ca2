/** What a dragged node type is called on its way from the palette to the canvas; the data is its type. */
export const nodeMime = "application/x-patchbay-node";
