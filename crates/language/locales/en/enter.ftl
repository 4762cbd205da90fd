### Signing in: codes, invitations, passkeys.

enter-ways-link = I have an invitation
enter-ways-link-2 = Sign in with a passkey
enter-ways-link-3 = Get a code by text message or e-mail
enter-ways-link-4 = Staff: sign in with a password and an app
enter-public-link = Ways to sign in
enter-with-passkey-text = A passkey is on your phone or computer. You unlock it with your finger, your face or a PIN.
enter-with-passkey-text-2 = There are no passkeys at this address of the service.
enter-with-passkey-link = Sign in another way
enter-with-passkey-button = Use a passkey
enter-with-passkey-instead = Go back and choose another way to sign in.
enter-with-passkey-failed = No passkey was used. Try again, or choose another way to sign in.
enter-ask-code-text = We send a code to a mobile number or e-mail address that you confirmed with your invitation. The message does not say what it is about.
enter-ask-code-button = Send a code
enter-ask-code-ask = Your mobile number or e-mail address
enter-ask-code-title = Get a code to sign in
enter-type-code-text = If that number or address is one that you confirmed, a code is on its way. It works for 10 minutes.
enter-type-code-button = Go on
enter-type-code-ask = Code
enter-type-code-hint = Six digits.
enter-type-code-title = Type the code
enter-type-code-link = Ask for a new code
enter-which-case-ask = Your cases
enter-which-case-title = Which case do you want to see?
enter-invitation-text = If it does not work any more, ask the person who gave it to you for a new one. That is quick, and nothing is lost.
enter-invitation-ask = The code on your invitation
enter-invitation-hint = 12 letters and numbers, such as 7K2M-Q9XD-04TW. Small letters and spaces do not matter.
enter-invitation-title = Use your invitation
enter-question-ask = What is your date of birth?
enter-question-hint = For example, 27 3 1987.
enter-question-title = One question
enter-question-ask-2 = Which word did you agree with us?
enter-question-ask-3 = What is your sign-in name?
enter-question-ask-4 = What is the reference of your case?
enter-question-ask-5 = What is your family name?
enter-question-link = Start again
enter-choose-contact-text = Choose a way that only you use. Nobody else should be able to read your messages there.
enter-choose-contact-ask = Send me codes by
enter-choose-contact-hint = You make one on the next page. Without it you need a new invitation next time.
enter-choose-contact-title = How do you want to sign in from now on?
enter-choose-contact-choice = No codes: I will use a passkey

## What can be wrong with a form. The use cases say it in English; these are looked up by it.

enter-not-in = That did not work. Check what you typed. Codes work once and only for a short time: you can ask for a new one
refusal-invitation = Enter the code on your invitation
refusal-contact = Enter your mobile number or e-mail address
refusal-name = Enter the name of the person who acts
refusal-kind = Select who they are
refusal-scope = Select what they may do
refusal-last-day = The last day must be today or later
refusal-real-day = Enter a real day, such as 5 3 2027, or leave it empty
refusal-who = Pick who you want to be
