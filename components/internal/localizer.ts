import { signal } from '@preact/signals-core';
import { catalogOf, directionOf, findLanguage, type Catalog, type Language } from '../locales/index.js';

const DAY_MS = 86_400_000;

const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
const WEEKDAY: Intl.DateTimeFormatOptions = { weekday: 'short' };
const SHORT_DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const SHORT_DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'numeric', year: '2-digit' };
const LONG_WEEKDAY: Intl.DateTimeFormatOptions = { weekday: 'long' };
const LONG_DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'long' };
const LONG_DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const DAY_AND_TIME: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
const FULL: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'short' };

/** The words of one language, and its formats of times. Immutable: each language has a localizer of its own. */
export class Localizer {
  readonly #formats = new Map<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>();
  /** The language of the elements' words; see `wordsOfPart`. */
  readonly language: Language;
  /** The locale for Intl. */
  readonly locale: string;
  /** The direction of the words; undefined for the page's own language, whose direction the page sets itself. */
  readonly direction: 'ltr' | 'rtl' | undefined;

  /** @param wish the requested language; defaults to the page's `lang` */
  constructor(wish: string) {
    const { language, locale } = findLanguage(wish || pageLanguage());
    this.language = language;
    // Browsers differ in the digits they use for Arabic; these are the digits used in badges and durations.
    this.locale = language === 'ar' ? String(new Intl.Locale(locale, { numberingSystem: 'latn' })) : locale;
    this.direction = wish ? directionOf(language) : undefined;
  }

  /** The words; English until those of the language are loaded. Elements wait for them, see `OpenIMElement`. */
  get text(): Catalog {
    return catalogOf(this.language);
  }

  /** 10:42. `ms` is milliseconds since 1970, here and below. */
  time(ms: number): string {
    return this.date(ms, TIME);
  }

  /** Returns the shortest form for a row: the time today, the weekday in the last six days, otherwise the date. */
  shortTime(ms: number, nowMs = presentMs()): string {
    const daysAgo = daysBetween(ms, nowMs);
    if (daysAgo <= 0) return this.time(ms);
    if (daysAgo < 7) return this.date(ms, WEEKDAY);
    return this.date(ms, isSameYear(ms, nowMs) ? SHORT_DAY : SHORT_DATE);
  }

  /** Returns a day as a heading: Today, Yesterday, Monday, 12 November. */
  day(ms: number, nowMs = presentMs()): string {
    const daysAgo = daysBetween(ms, nowMs);
    if (daysAgo >= 0 && daysAgo < 2) {
      const word = new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' }).format(-daysAgo, 'day');
      return word.charAt(0).toLocaleUpperCase(this.locale) + word.slice(1);
    }
    if (daysAgo > 0 && daysAgo < 7) return this.date(ms, LONG_WEEKDAY);
    return this.date(ms, isSameYear(ms, nowMs) ? LONG_DAY : LONG_DATE);
  }

  /** Nov 12, 2026, 10:42. */
  dayAndTime(ms: number): string {
    return this.date(ms, DAY_AND_TIME);
  }

  /** Returns day and time in full. */
  dateTime(ms: number): string {
    return this.date(ms, FULL);
  }

  /** Minutes and seconds, 0:14. */
  duration(seconds: number): string {
    const whole = Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : 0;
    return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
  }

  /** Formats a date. The formatter is kept for further calls with the same object of options. */
  date(ms: number, options: Intl.DateTimeFormatOptions): string {
    const format = this.#formats.get(options) ?? new Intl.DateTimeFormat(this.locale, options);
    this.#formats.set(options, format);
    // A message from a broken client may contain any number, and Intl throws for numbers that are not a date.
    return Number.isNaN(startOfDay(ms)) ? '' : format.format(ms);
  }
}

function isSameYear(ms: number, otherMs: number): boolean {
  return new Date(ms).getFullYear() === new Date(otherMs).getFullYear();
}

/** Returns the number of calendar days from `ms` to `nowMs`, in the user's time zone. */
function daysBetween(ms: number, nowMs: number): number {
  return Math.round((startOfDay(nowMs) - startOfDay(ms)) / DAY_MS);
}

let timer: ReturnType<typeof setInterval>;

/** The midnight before now, in the user's time zone, which is looked up every minute while somebody shows days. */
const today = signal(startOfDay(Date.now()), {
  watched() {
    timer = setInterval(() => (this.value = startOfDay(Date.now())), 60_000);
  },
  unwatched: () => clearInterval(timer),
});

/** Returns the present time. What is rendered with it is rendered again when another day begins. */
export function presentMs(): number {
  // Reading the day subscribes to it.
  return today.value && Date.now();
}

/** Returns the midnight before `ms`, in the user's time zone. */
export function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

const localizers = new Map<string, Localizer>();

/** Returns the localizer of a language; by default, of the page's `lang`. */
export function localizerOf(wish = ''): Localizer {
  // The page may change its language at any time.
  const key = wish || `page:${pageLanguage()}`;
  const localizer = localizers.get(key) ?? new Localizer(wish);
  localizers.set(key, localizer);
  return localizer;
}

function pageLanguage(): string {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- on a server there is no page
  return globalThis.document?.documentElement.lang || 'en';
}
