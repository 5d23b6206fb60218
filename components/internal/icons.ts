/** One set of icons: 24 units wide, 1.8 px strokes, round. They inherit colour and are hidden from screen readers. */
import { svg, type SVGTemplateResult, html, type TemplateResult } from 'lit';

const paths = {
  search: svg`<circle cx="11" cy="11" r="7" /><path d="m20 20-4-4" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" />`,
  send: svg`<path d="M5 12h14M13 6l6 6-6 6" />`,
  clock: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7v5l3 2" />`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`,
  checks: svg`<path d="m2 12.5 4.5 4.5L15 8.5M12 16l1 1 9-9" />`,
  alert: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7.5V13M12 16.3v.1" />`,
  retry: svg`<path d="M20 11a8 8 0 1 0-.7 4M20 5v6h-6" />`,
  trash: svg`<path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13" />`,
  pin: svg`<path d="M9 4h6l-.6 6 3.1 3.5H6.5L9.6 10zM12 13.5V21" />`,
  bell: svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 21h4" />`,
  muted: svg`<path d="M18 14.5V11a6 6 0 0 0-9.6-4.8M6 11v5.5L4.5 18H17M10 21h4M4 4l16 16" />`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2.5" /><path d="M16 8V6.5A2.5 2.5 0 0 0 13.5 4h-7A2.5 2.5 0 0 0 4 6.5v7A2.5 2.5 0 0 0 6.5 16H8" />`,
  recall: svg`<path d="M8 5 4 9l4 4M4 9h10.5a5.5 5.5 0 0 1 0 11H9" />`,
  down: svg`<path d="M12 5v14M6 13l6 6 6-6" />`,
  chat: svg`<path d="M20.5 11.5a8.5 8.5 0 0 1-12.4 7.6L3.5 20.5l1.4-4.6A8.5 8.5 0 1 1 20.5 11.5z" />`,
  chats: svg`<path d="M14.5 9.5a5.8 5.8 0 0 1-8.4 5.2L3 15.6l.9-3.1A5.8 5.8 0 1 1 14.5 9.5z" /><path d="M16.8 9.9a5.3 5.3 0 0 1 3.3 7.8l.7 2.6-2.7-.7a5.3 5.3 0 0 1-6.9-2.3" />`,
  offline: svg`<path d="M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.4M19 12a10 10 0 0 0-5.5-2.8M2 8.5A14.5 14.5 0 0 1 6 6M22 8.5A14.5 14.5 0 0 0 10 4.6M12 19.5v.1" />`,
  user: svg`<circle cx="12" cy="8" r="4" /><path d="M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6" />`,
  users: svg`<circle cx="9" cy="8.5" r="3.5" /><path d="M2.5 19.5c.6-3.3 3.2-5 6.5-5s5.9 1.7 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.9c2 .7 3.2 2.3 3.5 4.6" />`,
  lock: svg`<rect x="5" y="11" width="14" height="9.5" rx="2.5" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
  mic: svg`<rect x="9" y="3" width="6" height="11" rx="3" /><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />`,
  video: svg`<rect x="3" y="6.5" width="12.5" height="11" rx="2.5" /><path d="m15.5 10.5 5.5-3v9l-5.5-3" />`,
  place: svg`<path d="M12 21.5c4.5-4.6 7-8.2 7-11.3A7 7 0 0 0 5 10.2c0 3.1 2.5 6.7 7 11.3z" /><circle cx="12" cy="10" r="2.5" />`,
  image: svg`<rect x="3.5" y="4.5" width="17" height="15" rx="2.5" /><circle cx="9" cy="10" r="1.7" /><path d="m4 17 5-4.5 3.5 3 3-2.5 5 4" />`,
  brokenImage: svg`<path d="M20.5 12.5V7A2.5 2.5 0 0 0 18 4.5H6A2.5 2.5 0 0 0 3.5 7v10A2.5 2.5 0 0 0 6 19.5h7M4 16.5l5-4.5 3 2.7M16 16l5 5M21 16l-5 5" />`,
  download: svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14" />`,
  card: svg`<rect x="3" y="5" width="18" height="14" rx="2.5" /><circle cx="8.5" cy="11" r="2" /><path d="M5.5 16c.5-1.5 1.6-2.2 3-2.2s2.5.7 3 2.2M14.5 10h3.5M14.5 14h3.5" />`,
  attach: svg`<path d="m20 11.5-8.2 8.2a5 5 0 0 1-7.1-7.1l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.5-7.5" />`,
  file: svg`<path d="M6 3.5h8l5 5V18a2.5 2.5 0 0 1-2.5 2.5h-8A2.5 2.5 0 0 1 6 18zM13.5 3.5V9H19" />`,
  smile: svg`<circle cx="12" cy="12" r="9" /><path d="M8.5 14.5c.8 1.2 2 1.8 3.5 1.8s2.7-.6 3.5-1.8M9 9.5v.1M15 9.5v.1" />`,
  puzzle: svg`<path d="M9.5 5.5a2 2 0 1 1 4 0V7H18v4.5h-1a2 2 0 1 0 0 4h1V20H5v-4.5h1a2 2 0 1 0 0-4H5V7h4.5z" />`,
  history: svg`<path d="M5 4.5h14M5 9.5h14M5 14.5h9M5 19.5h6" />`,
  play: svg`<path d="M8 5.5v13l11-6.5z" />`,
  pause: svg`<path d="M8.5 6v12M15.5 6v12" />`,
  reply: svg`<path d="M9 6 4 11l5 5M4 11h9a7 7 0 0 1 7 7" />`,
  forward: svg`<path d="m15 6 5 5-5 5M20 11h-9a7 7 0 0 0-7 7" />`,
  select: svg`<circle cx="12" cy="12" r="9" /><path d="m8 12.3 2.8 2.7 5.2-5.5" />`,
  edit: svg`<path d="m4.5 19.5 1-4L16 5l3 3L8.5 18.5zM13.5 7.5l3 3" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  minus: svg`<path d="M5 12h14" />`,
  next: svg`<path d="m9.5 5 7 7-7 7" />`,
  block: svg`<circle cx="12" cy="12" r="9" /><path d="m5.8 5.8 12.4 12.4" />`,
  calendar: svg`<rect x="4" y="5.5" width="16" height="15" rx="2.5" /><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />`,
  up: svg`<path d="m5 14.5 7-7 7 7" />`,
  below: svg`<path d="m5 9.5 7 7 7-7" />`,
  back: svg`<path d="m14.5 5-7 7 7 7" />`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof paths;

/** An icon of 19 px, or of the surrounding `--_icon-size`. */
export function icon(name: IconName, className = ''): TemplateResult {
  return html`<svg
    class="icon ${className}"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths[name]}
  </svg>`;
}
