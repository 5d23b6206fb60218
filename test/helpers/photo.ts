/** Returns a picture of many details, which compresses as badly as a photo, over a plain ground. */
export function photo(width: number, height: number, type: string, ground = 'gray'): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  let seed = 1;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
  for (let dot = 0; dot < 100_000; dot++) {
    context.fillStyle = `hsl(${next() % 360} 70% ${next() % 100}%)`;
    context.fillRect(8 + (next() % width), 8 + (next() % height), 4, 4);
  }
  return canvas.convertToBlob({ type });
}
