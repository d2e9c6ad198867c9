import { strip } from "./strip.ts";

// A copy of an image that holds its pixels and nothing else.

const LARGEST_SIDE = 16_384;
const LARGEST_FILE = 128 << 20;
const QUALITY = 0.92;

/** Draws the image anew, or cuts out what is not needed to draw it where the browser does not let a page see what it drew. Nothing where neither can be done. */
export async function cleanCopy(file: Blob, type: string): Promise<Blob | undefined> {
  if (file.size > LARGEST_FILE) return undefined;
  if (isHonest()) return drawn(file, type);
  const bytes = strip(new Uint8Array(await file.arrayBuffer()));
  return bytes === undefined ? undefined : new Blob([bytes], { type });
}

async function drawn(file: Blob, type: string): Promise<Blob | undefined> {
  try {
    const image = await createImageBitmap(file);
    try {
      if (image.width > LARGEST_SIDE || image.height > LARGEST_SIDE) return undefined;
      const { canvas, context } = canvasOf(image.width, image.height);
      context?.drawImage(image, 0, 0);
      const as = type === "image/jpeg" || type === "image/avif" ? "image/jpeg" : "image/png";
      return context === null ? undefined : await new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), as, QUALITY));
    } finally {
      image.close();
    }
  } catch {
    return undefined;
  }
}

/**
 * Whether a canvas gives back the very pixels that were put on it. Tor Browser answers noise to a page that it does not trust with that, and a copy of noise
 * would replace the evidence.
 */
function isHonest(): boolean {
  const { context } = canvasOf(16, 16);
  if (context === null) return false;
  const put = context.createImageData(16, 16);
  for (let i = 0; i < put.data.length; i++) put.data[i] = i % 4 === 3 ? 255 : (i * 37) & 255;
  context.putImageData(put, 0, 0);
  const got = context.getImageData(0, 0, 16, 16).data;
  return put.data.every((value, i) => value === got[i]);
}

function canvasOf(width: number, height: number): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D | null } {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return { canvas, context: canvas.getContext("2d", { willReadFrequently: true }) };
}
