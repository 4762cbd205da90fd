// New key pairs for the tests: private keys as PEM, public keys as JWK.
import { generateKeyPairSync } from 'node:crypto';

const pair = (kind, options) => {
  const { privateKey, publicKey } = generateKeyPairSync(kind, options);
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }), jwk: publicKey.export({ format: 'jwk' }) };
};
const ec = () => pair('ec', { namedCurve: 'P-256' });
console.log(JSON.stringify({ client: ec(), issuer: ec(), stranger: ec(), next: ec() }));
