// Asks the browser for a passkey and puts its answer into the form. Without scripts the page offers another way.
const form = document.querySelector('form[data-passkey]');
if (form && window.PublicKeyCredential && navigator.credentials) offer(form);

function offer(form) {
  const button = document.createElement('button');
  button.type = 'submit';
  button.className = 'govuk-button';
  button.textContent = form.dataset.button;
  form.append(button);
  form.querySelector('[data-passkey-missing]').hidden = true;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const credential = await ask(form.dataset.passkey, JSON.parse(form.dataset.options));
      form.elements.answer.value = JSON.stringify(answer(credential));
      form.submit();
    } catch {
      form.querySelector('[data-passkey-failed]').hidden = false;
      button.disabled = false;
    }
  });
}

function ask(kind, options) {
  options.challenge = bytes(options.challenge);
  for (const known of options.allowCredentials ?? []) known.id = bytes(known.id);
  for (const known of options.excludeCredentials ?? []) known.id = bytes(known.id);
  if (options.user) options.user.id = bytes(options.user.id);
  return kind === 'new'
    ? navigator.credentials.create({ publicKey: options })
    : navigator.credentials.get({ publicKey: options });
}

function answer(credential) {
  const said = credential.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  if (said.attestationObject) {
    response.attestationObject = text(said.attestationObject);
    response.transports = said.getTransports ? said.getTransports() : [];
  } else {
    response.authenticatorData = text(said.authenticatorData);
    response.signature = text(said.signature);
    response.userHandle = said.userHandle ? text(said.userHandle) : null;
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, extensions: {} };
}

function bytes(text) {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
