/**
 * Version 7: support chats. A guest is a user for whom no back end vouches. A support chat is a group of one visitor, who
 * may be a guest, and the agents. Its row in `support_groups` contains the SHA-256 hash of the token with which the visitor
 * finds the chat again, and hides the group from everybody who is not in it.
 */
export const support = `
ALTER TABLE users ADD COLUMN is_guest INTEGER NOT NULL DEFAULT 0;

CREATE TABLE support_groups (
  group_id TEXT PRIMARY KEY REFERENCES groups,
  user_id TEXT NOT NULL REFERENCES users,
  -- Null once the conversation has moved to a verified user, or to another group.
  visitor_token_hash TEXT UNIQUE,
  used_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX support_groups_by_user ON support_groups (user_id, used_at_ms);

-- The agents that the gateway had when it last ran.
CREATE TABLE support_agents (user_id TEXT PRIMARY KEY REFERENCES users) STRICT, WITHOUT ROWID;

CREATE INDEX files_by_owner ON files (owner_id, size_bytes);
`;
