// Scripts only enhance: every page works without them.
import { initAll } from '/assets/govuk-frontend.js';

initAll();

// Says two minutes before a session ends that it will, and lets people go on. Without scripts the same is written at the
// bottom of the page, and a form that is sent too late is kept until its writer has signed in again.
const WARNING = 120;
const ADDRESS = '/still-signed-in';
const dialog = document.getElementById('lantern-timeout');

if (dialog && typeof dialog.showModal === 'function') {
  const stay = document.getElementById('lantern-timeout-stay');
  let timer;

  const look = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(1, seconds) * 1000);
  };

  const typed = () =>
    [...document.querySelectorAll('main textarea, main input:not([type=hidden])')].some((field) =>
      field.type === 'radio' || field.type === 'checkbox'
        ? field.checked !== field.defaultChecked
        : field.value !== field.defaultValue,
    );

  // Another tab may have been used meanwhile: the service knows, and asking is no use of the session.
  const ask = async () => {
    let left;
    try {
      left = Number(await (await fetch(ADDRESS, { cache: 'no-store' })).text());
    } catch {
      look(30);
      return;
    }
    if (left > WARNING) {
      dialog.close();
      look(left - WARNING);
    } else if (left > 0) {
      const words = document.getElementById('lantern-timeout-left');
      words.textContent = left > 60 ? words.dataset.two : words.dataset.one;
      if (!dialog.open) dialog.showModal();
      look(Math.min(left, 30));
    } else {
      over();
    }
  };

  const over = () => {
    clearTimeout(timer);
    if (!typed()) {
      // Nothing to lose, and nothing to be left on the screen.
      window.location.replace('/sign-in');
      return;
    }
    document.getElementById('lantern-timeout-title').textContent = dialog.dataset.over;
    document.getElementById('lantern-timeout-text').hidden = true;
    document.getElementById('lantern-timeout-over').hidden = false;
    stay.textContent = dialog.dataset.close;
    stay.onclick = () => dialog.close();
    if (!dialog.open) dialog.showModal();
  };

  stay.onclick = async () => {
    const answer = await fetch(ADDRESS, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _token: dialog.dataset.token }),
    }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      dialog.close();
      look(Number(await answer.text()) - WARNING);
    } else {
      over();
    }
  };

  document.addEventListener('visibilitychange', () => document.hidden || ask());
  look(Number(dialog.dataset.seconds) - WARNING);
}
