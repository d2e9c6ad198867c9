// A copy of an image that holds its pixels and nothing else.

const LARGEST_SIDE = 16_384;
const QUALITY = 0.92;

/**
 * Draws the image anew. Nothing where the browser cannot read it, or where it does not give back what was drawn: Tor Browser
 * returns noise from a canvas to whoever it does not trust, and a copy of noise would replace the evidence.
 */
export async function cleanCopy(file: Blob, type: string): Promise<Blob | undefined> {
  if (!honest()) return undefined;
  try {
    const image = await createImageBitmap(file);
    try {
      if (image.width > LARGEST_SIDE || image.height > LARGEST_SIDE) return undefined;
      const canvas = document.createElement("canvas");
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext("2d");
      if (context === null) return undefined;
      context.drawImage(image, 0, 0);
      const as = type === "image/jpeg" || type === "image/avif" ? "image/jpeg" : "image/png";
      return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), as, QUALITY));
    } finally {
      image.close();
    }
  } catch {
    return undefined;
  }
}

/** Whether a canvas gives back the very pixels that were put on it. */
function honest(): boolean {
  const canvas = document.createElement("canvas");
  canvas.width = 16;
  canvas.height = 16;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return false;
  const put = context.createImageData(16, 16);
  for (let i = 0; i < put.data.length; i++) put.data[i] = i % 4 === 3 ? 255 : (i * 37) & 255;
  context.putImageData(put, 0, 0);
  const got = context.getImageData(0, 0, 16, 16).data;
  return put.data.every((value, i) => value === got[i]);
}
