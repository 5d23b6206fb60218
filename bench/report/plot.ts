/** A line chart, as an SVG that a page or a repository shows without any script. */
export type Plot = {
  /** File name without ending. */
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly logX?: boolean;
  readonly lines: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[];
  /** Where to draw a dashed line across. */
  readonly goal?: number;
};

const WIDTH = 640;
const HEIGHT = 320;
const LEFT = 64;
const RIGHT = 24;
const TOP = 44;
const BOTTOM = 48;
const COLORS = ['#2563eb', '#d97706', '#059669', '#9333ea', '#64748b'];

export function plotSvg({ title, x, y, logX = false, lines, goal }: Plot): string {
  const points = lines.flatMap((line) => line.points);
  const scaleX = logX ? Math.log10 : (value: number) => value;
  const xs = points.map(([value]) => scaleX(value));
  const [minX, maxX] = [Math.min(...xs), Math.max(...xs)];
  const maxY = niceCeiling(Math.max(...points.map(([, value]) => value), goal ?? 0));
  const atX = (value: number): number =>
    LEFT + ((scaleX(value) - minX) / (maxX - minX || 1)) * (WIDTH - LEFT - RIGHT);
  const atY = (value: number): number => HEIGHT - BOTTOM - (value / maxY) * (HEIGHT - TOP - BOTTOM);
  const ticksY = [0, 0.25, 0.5, 0.75, 1].map((share) => share * maxY);
  const ticksX = [...new Set(points.map(([value]) => value))].sort((a, b) => a - b);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#334155">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="20" font-size="14" font-weight="600">${escapeXml(title)}</text>`,
    ...ticksY.map(
      (value) =>
        `<path d="M${LEFT} ${px(atY(value))}H${WIDTH - RIGHT}" stroke="#e2e8f0"/>` +
        `<text x="${LEFT - 8}" y="${px(atY(value) + 4)}" text-anchor="end">${short(value)}</text>`,
    ),
    ...ticksX.map(
      (value) =>
        `<text x="${px(atX(value))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${short(value)}</text>`,
    ),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escapeXml(x)}</text>`,
    `<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${escapeXml(y)}</text>`,
    goal === undefined
      ? ''
      : `<path d="M${LEFT} ${px(atY(goal))}H${WIDTH - RIGHT}" stroke="#dc2626" stroke-dasharray="5 4"/>` +
        `<text x="${WIDTH - RIGHT}" y="${px(atY(goal) - 5)}" text-anchor="end" fill="#dc2626">goal</text>`,
    ...lines.flatMap((line, index) => {
      const color = COLORS[index % COLORS.length] ?? '#000000';
      const path = line.points.map(([px_, py]) => `${px(atX(px_))} ${px(atY(py))}`).join('L');
      return [
        `<path d="M${path}" fill="none" stroke="${color}" stroke-width="2"/>`,
        ...line.points.map(
          ([px_, py]) => `<circle cx="${px(atX(px_))}" cy="${px(atY(py))}" r="3" fill="${color}"/>`,
        ),
        `<text x="${LEFT + index * 130}" y="37" fill="${color}">● ${escapeXml(line.name)}</text>`,
      ];
    }),
    '</svg>',
  ].join('\n');
}

/** Returns the next of 1, 2, 2.5, 5 times a power of ten. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function short(value: number): string {
  if (value >= 1_000_000) return `${Number((value / 1_000_000).toPrecision(3))}M`;
  if (value >= 1000) return `${Number((value / 1000).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}

function px(value: number): string {
  return value.toFixed(1);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
