/** Version 10: expired tokens are found without reading all of them. */
export const tokenExpiry = `
CREATE INDEX tokens_by_expiry ON tokens (expires_at_s);
`;
