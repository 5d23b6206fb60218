/** People and the gateway that the playground's pages chat on; `demo.json` beside the site, which `npm start` answers. */
export type Demo = { url: string; people: { userID: string; nickname: string; token: string }[] };

export async function fetchDemo(address: string): Promise<Demo | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? ((await response.json()) as Demo) : undefined;
  } catch {
    return undefined;
  }
}

/** Tells the page around about everything the inner page prints or breaks. */
const REPORTER = `<script>(() => {
  // The frame is of no origin, so it may store nothing: that the elements notice is no news here.
  const isNews = (part) => !String(part).startsWith('[openim-chat] continuing without storage');
  const tell = (level, parts) => isNews(parts[0]) && parent.postMessage({ playground: level, text: parts.map((part) => {
    if (part instanceof Error) return String(part);
    try { return typeof part === 'string' ? part : JSON.stringify(part) ?? String(part); } catch { return String(part); }
  }).join(' ') }, '*');
  for (const level of ['log', 'info', 'warn', 'error']) {
    const own = console[level];
    console[level] = (...parts) => { own.apply(console, parts); tell(level, parts); };
  }
  addEventListener('error', (event) => { if (event.message) tell('error', [event.message]); });
  addEventListener('unhandledrejection', (event) => tell('error', [event.reason]));
})()</script>`;

/** A whole page out of what stands in the editor. */
export function pageOf(code: string, demo: Demo | undefined, scheme: 'light' | 'dark'): string {
  const filled = code
    .replaceAll('{{url}}', demo?.url ?? 'ws://127.0.0.1:30000')
    .replaceAll(/\{\{token:(\w+)\}\}/g, (_, userID: string) => {
      return demo?.people.find((person) => person.userID === userID)?.token ?? '';
    });
  return `<!doctype html><html lang="en" style="color-scheme:${scheme}"><head><meta charset="utf-8">${REPORTER}</head><body>${filled}</body></html>`;
}
