import 'openim-chat/components';
import 'openim-chat/react';
import { useCallback, useState } from 'react';

const query = new URLSearchParams(location.search);

export default function Chat() {
  const [unread, setUnread] = useState(0);
  const [isOpen, setOpen] = useState(true);
  // A real page asks its own back end.
  const getToken = useCallback(() => Promise.resolve(query.get('token') ?? ''), []);
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
