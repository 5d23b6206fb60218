/** The messenger by itself; `?person=jun&locale=ar&chat=…` says whose it is, in which language and what is open. */
import '../components/messenger/messenger.js';

import { fetchAccounts } from './person.js';

const { url, people } = await fetchAccounts();
const messenger = document.querySelector('openim-messenger');
const form = document.querySelector<HTMLFormElement>('.site-choice');
const query = new URLSearchParams(location.search);

function enter(userID: string): void {
  const person = people.find((candidate) => candidate.userID === userID) ?? people[0];
  if (!messenger || !person) return;
  messenger.url = url;
  messenger.userID = person.userID;
  messenger.token = person.token;
}

function speak(locale: string): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
  if (messenger) messenger.locale = locale;
}

/** In the address, so that a reload shows the same. */
function remember(name: string, value: string): void {
  if (value) query.set(name, value);
  else query.delete(name);
  history.replaceState(null, '', `?${query.toString()}`);
}

const personChoice = form?.querySelector<HTMLSelectElement>('[name="person"]');
for (const { userID, nickname } of people) personChoice?.add(new Option(nickname, userID));
const localeChoice = form?.querySelector<HTMLSelectElement>('[name="locale"]');
if (personChoice) personChoice.value = query.get('person') ?? people[0]?.userID ?? '';
if (localeChoice) localeChoice.value = query.get('locale') ?? 'en';
personChoice?.addEventListener('change', () => {
  remember('person', personChoice.value);
  remember('chat', '');
  enter(personChoice.value);
});
localeChoice?.addEventListener('change', () => {
  remember('locale', localeChoice.value);
  speak(localeChoice.value);
});
messenger?.addEventListener('openim-ready', () => {
  const conversationID = query.get('chat');
  if (!conversationID) return;
  messenger.dispatchEvent(
    new CustomEvent('openim-conversation-select-request', {
      bubbles: true,
      composed: true,
      cancelable: true,
      detail: { conversationID },
    }),
  );
});
messenger?.addEventListener('openim-conversation-change', ({ detail }) =>
  remember('chat', detail.conversationID ?? ''),
);
speak(localeChoice?.value ?? 'en');
enter(personChoice?.value ?? '');
