import '../components/index.js';

import { logInProviders } from './person.js';

const form = document.querySelector<HTMLFormElement>('.theming-form');
const code = document.querySelector<HTMLElement>('.theming-form code');
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

function applyTheme(): void {
  if (!form || !code) return;
  const value = (name: string): string => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : '';
  };
  const css = `openim-provider {
  color-scheme: ${value('scheme')};
  --openim-color-accent: ${value('accent')};
  --openim-bubble-radius: ${value('radius')}px;
  --openim-font-size-message: ${value('size')}px;
}`;
  sheet.replaceSync(css);
  code.textContent = css;
}

form?.addEventListener('input', applyTheme);
applyTheme();
await logInProviders();
document.querySelector('openim-conversation-list')?.setAttribute('active-conversation-id', 'single_jun');
