const query = new URLSearchParams(location.search);
const provider = document.querySelector('openim-provider');
const toggle = document.querySelector('#toggle');

provider.url = query.get('url');
provider.userID = query.get('user');
// A real page asks its own back end.
provider.getToken = () => Promise.resolve(query.get('token'));
provider.addEventListener('openim-unread-change', ({ detail }) => {
  document.querySelector('#unread').value = detail.total;
});

toggle.addEventListener('click', () => {
  if (provider.isConnected) provider.remove();
  else document.body.append(provider);
  toggle.textContent = provider.isConnected ? 'Close chat' : 'Open chat';
});
