// A real OpenID provider for the tests, on a free port. Its only argument is JSON: { clients, accounts }.
// Says `{"issuer": ...}` on one line when it listens, and ends when its standard input does.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { clients, accounts } = JSON.parse(process.argv[2]);
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    // Claims in the ID token, as the issuers of agencies do it.
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'groups', 'employee', 'vot', 'email', 'email_verified'] },
    extraParams: ['vtr'],
    features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
    findAccount: (_, id) => accounts[id] && { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) },
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
  });
  for (const event of ['server_error', 'backchannel.error', 'grant.error']) {
    provider.on(event, (_, error, ...rest) => console.error(event, error?.message, error?.error_description, rest[0]?.message ?? ''));
  }
  server.on('request', provider.callback());
  console.log(JSON.stringify({ issuer }));
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
