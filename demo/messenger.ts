/** The messenger by itself; `?person=jun&locale=ar&chat=…` says whose it is, in which language and what is open. */
import '../components/messenger/messenger.js';

import { chosen, remember, rememberChat } from './address.js';
import { fetchAccounts } from './person.js';

const { url, people } = await fetchAccounts();
const messenger = document.querySelector('openim-messenger');
const form = document.querySelector<HTMLFormElement>('.site-choice');

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

const personChoice = form?.querySelector<HTMLSelectElement>('[name="person"]');
for (const { userID, nickname } of people)
  personChoice?.add(new Option(nickname, userID, false, userID === chosen('person')));
const localeChoice = form?.querySelector<HTMLSelectElement>('[name="locale"]');
if (localeChoice) localeChoice.value = chosen('locale') || 'en';
personChoice?.addEventListener('change', () => {
  remember('person', personChoice.value);
  remember('chat', '');
  enter(personChoice.value);
});
localeChoice?.addEventListener('change', () => {
  remember('locale', localeChoice.value);
  speak(localeChoice.value);
});
rememberChat(messenger);
speak(localeChoice?.value || 'en');
enter(personChoice?.value ?? '');
