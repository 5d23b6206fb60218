import 'openim-chat/components';
import 'openim-chat/preact';
import { render } from 'preact';
import { useState } from 'preact/hooks';

const query = new URLSearchParams(location.search);
// A real page asks its own back end.
const getToken = () => Promise.resolve(query.get('token') ?? '');

function App() {
  const [unread, setUnread] = useState(0);
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <header>
        <span>
          Unread: <output>{unread}</output>
        </span>
        <button type="button" onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close chat' : 'Open chat'}
        </button>
      </header>
      {isOpen && (
        <openim-provider
          url={query.get('url') ?? ''}
          user-id={query.get('user') ?? ''}
          getToken={getToken}
          onopenim-unread-change={({ detail }) => setUnread(detail.total)}
        >
          <openim-conversation-list />
          <openim-chat />
        </openim-provider>
      )}
    </>
  );
}

render(<App />, document.getElementById('root')!);
