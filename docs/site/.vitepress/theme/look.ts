/** A look as the theme builder's controls have it. */
export type Look = {
  scheme: string;
  accent: string;
  surfaceLight: string;
  surfaceDark: string;
  bubbleRadius: number;
  avatarRadius: number;
  messageSize: number;
  rowHeight: number;
  font: string;
};

/** The elements' own. */
export const defaults: Readonly<Look> = {
  scheme: 'light dark',
  accent: '#3b6cf6',
  surfaceLight: '#ffffff',
  surfaceDark: '#161922',
  bubbleRadius: 17,
  avatarRadius: 50,
  messageSize: 14.5,
  rowHeight: 64,
  font: '',
};

export const PRESETS: readonly { readonly name: string; readonly look: Partial<Look> }[] = [
  { name: 'Harbour', look: {} },
  { name: 'Forest', look: { accent: '#0b7a5f', surfaceLight: '#fbfdf9', surfaceDark: '#121a17' } },
  { name: 'Plum', look: { accent: '#8b3fd6', surfaceLight: '#fffdff', surfaceDark: '#1a1522', bubbleRadius: 22 } },
  {
    name: 'Ember',
    look: { accent: '#d9480f', surfaceLight: '#fffaf5', surfaceDark: '#1d1613', avatarRadius: 28 },
  },
  {
    name: 'Paper',
    look: {
      accent: '#5c4b37',
      surfaceLight: '#fbf7ef',
      surfaceDark: '#1c1914',
      bubbleRadius: 6,
      avatarRadius: 8,
      font: "Georgia, 'Times New Roman', serif",
      messageSize: 15.5,
    },
  },
  { name: 'Compact', look: { accent: '#334155', bubbleRadius: 8, messageSize: 13.5, rowHeight: 54 } },
];

export const FONTS: readonly { readonly name: string; readonly value: string }[] = [
  { name: 'The system’s', value: '' },
  { name: 'Serif', value: "Georgia, 'Times New Roman', serif" },
  { name: 'Rounded', value: "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, Nunito, sans-serif" },
  { name: 'Monospace', value: 'ui-monospace, Menlo, Consolas, monospace' },
];

/** The style sheet of a look: what differs from the elements' own. */
export function cssOf(look: Look): string {
  const differs = (name: keyof Look): boolean => look[name] !== defaults[name];
  const lines = [
    ...(differs('scheme') ? [`color-scheme: ${look.scheme}`] : []),
    ...(differs('accent') ? [`--openim-color-accent: ${look.accent}`] : []),
    ...(differs('surfaceLight') || differs('surfaceDark')
      ? [`--openim-color-surface: light-dark(${look.surfaceLight}, ${look.surfaceDark})`]
      : []),
    ...(differs('bubbleRadius') ? [`--openim-bubble-radius: ${String(look.bubbleRadius)}px`] : []),
    ...(differs('avatarRadius') ? [`--openim-avatar-radius: ${String(look.avatarRadius)}%`] : []),
    ...(differs('messageSize') ? [`--openim-font-size-message: ${String(look.messageSize)}px`] : []),
    ...(differs('rowHeight') ? [`--openim-conversation-height: ${String(look.rowHeight)}px`] : []),
    ...(differs('font') ? [`--openim-font-family: ${look.font}`] : []),
  ];
  if (lines.length === 0) return '/* Nothing is changed: this is the look of the elements themselves. */';
  return `openim-provider {\n${lines.map((line) => `  ${line};`).join('\n')}\n}`;
}
