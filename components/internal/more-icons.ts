/** All icons, for code that is loaded after a chat. */
import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { drawn, icon as firstIcon, type FirstIconName } from './icons.js';

const paths = {
  retry: svg`<path d="M20 11a8 8 0 1 0-.7 4M20 5v6h-6" />`,
  trash: svg`<path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13" />`,
  bell: svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 21h4" />`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2.5" /><path d="M16 8V6.5A2.5 2.5 0 0 0 13.5 4h-7A2.5 2.5 0 0 0 4 6.5v7A2.5 2.5 0 0 0 6.5 16H8" />`,
  recall: svg`<path class="turns" d="M8 5 4 9l4 4M4 9h10.5a5.5 5.5 0 0 1 0 11H9" />`,
  video: svg`<rect x="3" y="6.5" width="12.5" height="11" rx="2.5" /><path d="m15.5 10.5 5.5-3v9l-5.5-3" />`,
  place: svg`<path d="M12 21.5c4.5-4.6 7-8.2 7-11.3A7 7 0 0 0 5 10.2c0 3.1 2.5 6.7 7 11.3z" /><circle cx="12" cy="10" r="2.5" />`,
  image: svg`<rect x="3.5" y="4.5" width="17" height="15" rx="2.5" /><circle cx="9" cy="10" r="1.7" /><path d="m4 17 5-4.5 3.5 3 3-2.5 5 4" />`,
  brokenImage: svg`<path d="M20.5 12.5V7A2.5 2.5 0 0 0 18 4.5H6A2.5 2.5 0 0 0 3.5 7v10A2.5 2.5 0 0 0 6 19.5h7M4 16.5l5-4.5 3 2.7M16 16l5 5M21 16l-5 5" />`,
  download: svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14" />`,
  card: svg`<rect x="3" y="5" width="18" height="14" rx="2.5" /><circle cx="8.5" cy="11" r="2" /><path d="M5.5 16c.5-1.5 1.6-2.2 3-2.2s2.5.7 3 2.2M14.5 10h3.5M14.5 14h3.5" />`,
  file: svg`<path d="M6 3.5h8l5 5V18a2.5 2.5 0 0 1-2.5 2.5h-8A2.5 2.5 0 0 1 6 18zM13.5 3.5V9H19" />`,
  puzzle: svg`<path d="M9.5 5.5a2 2 0 1 1 4 0V7H18v4.5h-1a2 2 0 1 0 0 4h1V20H5v-4.5h1a2 2 0 1 0 0-4H5V7h4.5z" />`,
  history: svg`<path class="turns" d="M5 4.5h14M5 9.5h14M5 14.5h9M5 19.5h6" />`,
  play: svg`<path d="M8 5.5v13l11-6.5z" />`,
  pause: svg`<path d="M8.5 6v12M15.5 6v12" />`,
  reply: svg`<path class="turns" d="M9 6 4 11l5 5M4 11h9a7 7 0 0 1 7 7" />`,
  forward: svg`<path class="turns" d="m15 6 5 5-5 5M20 11h-9a7 7 0 0 0-7 7" />`,
  select: svg`<circle cx="12" cy="12" r="9" /><path d="m8 12.3 2.8 2.7 5.2-5.5" />`,
  edit: svg`<path d="m4.5 19.5 1-4L16 5l3 3L8.5 18.5zM13.5 7.5l3 3" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  minus: svg`<path d="M5 12h14" />`,
  next: svg`<path class="turns" d="m9.5 5 7 7-7 7" />`,
  calendar: svg`<rect x="4" y="5.5" width="16" height="15" rx="2.5" /><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />`,
  up: svg`<path d="m5 14.5 7-7 7 7" />`,
  below: svg`<path d="m5 9.5 7 7 7-7" />`,
  back: svg`<path class="turns" d="m14.5 5-7 7 7 7" />`,
} satisfies Record<string, SVGTemplateResult>;

type LaterIconName = keyof typeof paths;
export type IconName = FirstIconName | LaterIconName;

/** Renders an icon like that of icons.ts, of which it includes all. */
export function icon(name: IconName, className = ''): TemplateResult {
  return isLater(name) ? drawn(paths[name], className) : firstIcon(name, className);
}

function isLater(name: IconName): name is LaterIconName {
  return Object.hasOwn(paths, name);
}
