import '../components/index.js';

import { logInProviders } from './person.js';

await logInProviders();

// The first conversation of the story is between the two: each side opens the other.
document.querySelector('[data-person="mara"] openim-chat')?.setAttribute('peer-id', 'jun');
document.querySelector('[data-person="jun"] openim-chat')?.setAttribute('peer-id', 'mara');

const localeChoice = document.querySelector<HTMLSelectElement>('#locale');
localeChoice?.addEventListener('change', () => {
  for (const provider of document.querySelectorAll('openim-provider'))
    provider.setAttribute('locale', localeChoice.value);
});
