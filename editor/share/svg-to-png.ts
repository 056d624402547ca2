import { text } from "../texts/texts.ts";

/** Pixels a px of the picture, so that it stays sharp on a screen that has twice as many. */
const sharpness = 2;
/** What every browser's canvas takes: pixels a side, and in all. */
const sideAtMost = 16_384;
const pixelsAtMost = 100_000_000;

/** An SVG picture as PNG, twice its size, or as large as a canvas may be. @throws {Error} where the browser cannot */
export async function svgToPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const fits = Math.min(sideAtMost / Math.max(width, height), Math.sqrt(pixelsAtMost / (width * height)));
    const scale = Math.min(sharpness, fits);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.floor(width * scale));
    canvas.height = Math.max(1, Math.floor(height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await blobOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error(text("transfer.share.noPicture"));
  return blob;
}
