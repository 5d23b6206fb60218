import '../components/index.js';

import { chosen, remember } from './address.js';
import { logInProviders } from './person.js';

await logInProviders();

// The story is between the two: each side begins with the other.
for (const [person, other] of [
  ['mara', 'jun'],
  ['jun', 'mara'],
] as const) {
  const provider = document.querySelector<HTMLElement>(`openim-provider[data-person="${person}"]`);
  provider
    ?.querySelector('openim-conversation-list')
    ?.setAttribute('active-conversation-id', chosen(person) || `single_${other}`);
  provider?.addEventListener('openim-conversation-change', ({ detail }) =>
    remember(person, detail.conversationID ?? ''),
  );
}

function speak(locale: string): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
  for (const provider of document.querySelectorAll('openim-provider')) provider.setAttribute('locale', locale);
}

const localeChoice = document.querySelector<HTMLSelectElement>('#locale');
if (localeChoice) localeChoice.value = chosen('locale') || 'en';
localeChoice?.addEventListener('change', () => {
  remember('locale', localeChoice.value);
  speak(localeChoice.value);
});
speak(localeChoice?.value || 'en');
