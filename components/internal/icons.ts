/**
 * One set of icons: 24 units wide, 1.8 px strokes, round. They inherit colour and are hidden from screen readers. Icons that
 * point along the line are mirrored with the writing direction.
 */
import { svg, type SVGTemplateResult, html, type TemplateResult } from 'lit';

/** The icons that a chat starts with; code that is loaded later uses more-icons.ts. */
const paths = {
  search: svg`<circle cx="11" cy="11" r="7" /><path d="m20 20-4-4" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" />`,
  send: svg`<path class="turns" d="M5 12h14M13 6l6 6-6 6" />`,
  clock: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7v5l3 2" />`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`,
  checks: svg`<path d="m2 12.5 4.5 4.5L15 8.5M12 16l1 1 9-9" />`,
  alert: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7.5V13M12 16.3v.1" />`,
  pin: svg`<path d="M9 4h6l-.6 6 3.1 3.5H6.5L9.6 10zM12 13.5V21" />`,
  muted: svg`<path d="M18 14.5V11a6 6 0 0 0-9.6-4.8M6 11v5.5L4.5 18H17M10 21h4M4 4l16 16" />`,
  down: svg`<path d="M12 5v14M6 13l6 6 6-6" />`,
  chat: svg`<path d="M20.5 11.5a8.5 8.5 0 0 1-12.4 7.6L3.5 20.5l1.4-4.6A8.5 8.5 0 1 1 20.5 11.5z" />`,
  chats: svg`<path d="M14.5 9.5a5.8 5.8 0 0 1-8.4 5.2L3 15.6l.9-3.1A5.8 5.8 0 1 1 14.5 9.5z" /><path d="M16.8 9.9a5.3 5.3 0 0 1 3.3 7.8l.7 2.6-2.7-.7a5.3 5.3 0 0 1-6.9-2.3" />`,
  offline: svg`<path d="M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.4M19 12a10 10 0 0 0-5.5-2.8M2 8.5A14.5 14.5 0 0 1 6 6M22 8.5A14.5 14.5 0 0 0 10 4.6M12 19.5v.1" />`,
  user: svg`<circle cx="12" cy="8" r="4" /><path d="M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6" />`,
  users: svg`<circle cx="9" cy="8.5" r="3.5" /><path d="M2.5 19.5c.6-3.3 3.2-5 6.5-5s5.9 1.7 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.9c2 .7 3.2 2.3 3.5 4.6" />`,
  lock: svg`<rect x="5" y="11" width="14" height="9.5" rx="2.5" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
  mic: svg`<rect x="9" y="3" width="6" height="11" rx="3" /><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />`,
  attach: svg`<path d="m20 11.5-8.2 8.2a5 5 0 0 1-7.1-7.1l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.5-7.5" />`,
  smile: svg`<circle cx="12" cy="12" r="9" /><path d="M8.5 14.5c.8 1.2 2 1.8 3.5 1.8s2.7-.6 3.5-1.8M9 9.5v.1M15 9.5v.1" />`,
  block: svg`<circle cx="12" cy="12" r="9" /><path d="m5.8 5.8 12.4 12.4" />`,
} satisfies Record<string, SVGTemplateResult>;

export type FirstIconName = keyof typeof paths;

/** Renders an icon of 19 px, or of the surrounding `--_icon-size`. */
export function icon(name: FirstIconName, className = ''): TemplateResult {
  return drawn(paths[name], className);
}

export function drawn(path: SVGTemplateResult, className: string): TemplateResult {
  return html`<svg
    class="icon ${className}"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${path}
  </svg>`;
}
