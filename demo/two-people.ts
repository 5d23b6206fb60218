import '../components/index.js';

import { logInProviders } from './person.js';

await logInProviders();

// The story is between the two: each side begins with the other.
document
  .querySelector('[data-person="mara"] openim-conversation-list')
  ?.setAttribute('active-conversation-id', 'single_jun');
document
  .querySelector('[data-person="jun"] openim-conversation-list')
  ?.setAttribute('active-conversation-id', 'single_mara');

const localeChoice = document.querySelector<HTMLSelectElement>('#locale');
localeChoice?.addEventListener('change', () => {
  document.documentElement.lang = localeChoice.value;
  document.documentElement.dir = localeChoice.value === 'ar' ? 'rtl' : 'ltr';
  for (const provider of document.querySelectorAll('openim-provider'))
    provider.setAttribute('locale', localeChoice.value);
});
