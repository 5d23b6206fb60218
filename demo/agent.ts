/** What an agent works with: a messenger and the visitor's card; `?person=sami&chat=…` says who it is and what is open. */
import '../components/messenger/messenger.js';
import '../components/provider/provider.js';
import '../components/visitor-card/visitor-card.js';

import { chosen, remember, rememberChat } from './address.js';
import { fetchAccounts } from './person.js';

const { url, people, agents } = await fetchAccounts();
const provider = document.querySelector('openim-provider');
const card = document.querySelector('openim-visitor-card');
const choice = document.querySelector<HTMLSelectElement>('[name="person"]');

function enter(userID: string): void {
  const agent = people.find((person) => person.userID === userID);
  if (!provider || !agent) return;
  provider.url = url;
  provider.userID = agent.userID;
  provider.token = agent.token;
}

for (const { userID, nickname } of people) if (agents.includes(userID)) choice?.add(new Option(nickname, userID));
const wanted = chosen('person');
if (choice && agents.includes(wanted)) choice.value = wanted;
choice?.addEventListener('change', () => {
  remember('person', choice.value);
  remember('chat', '');
  enter(choice.value);
});
rememberChat(provider);
if (card) {
  card.answers = [
    { text: 'Hello, this is the workshop. How can I help?' },
    { text: 'Which order is it?', choices: ['The last one', 'An older one', 'I do not know the number'] },
    { text: 'It left the workshop today and should be with you in two or three days.' },
    { text: 'Is there anything else?', choices: ['Yes', 'No, thank you'] },
  ];
}
// Where there is no room for both, one of them at a time.
const toggle = document.querySelector<HTMLButtonElement>('.card-toggle');
toggle?.addEventListener('click', () => {
  const isCardShown = provider?.classList.toggle('agent-desk--card') ?? false;
  toggle.setAttribute('aria-pressed', String(isCardShown));
});
enter(choice?.value ?? '');
