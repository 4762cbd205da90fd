### What surrounds every page, and words that many pages share.

frame-error-before-title = Error: { $title }
frame-skip = Skip to main content
frame-exit = Exit this page
frame-exit-emergency = Emergency
frame-exit-loading = Loading.
frame-exit-key-pressed-once = Shift, press 2 more times to exit.
frame-exit-key-pressed-twice = Shift, press 1 more time to exit.
frame-exit-time-over = Exit this page expired.
frame-menu = Menu
frame-menu-label = Menu
frame-languages = Languages
frame-sign-out = Sign out
frame-phase = Alpha
frame-new-service = This is a new service with made-up people.
frame-help-and-feedback = Help and feedback
frame-acting-for = You are acting for { $victim }. “You” on this page means { $victim }.
frame-support-links = Support links
frame-help = Help
frame-privacy = Privacy and cookies
frame-accessibility = Accessibility
frame-signed-in-as = Signed in as { $name }.
frame-how-you-sign-in = How you sign in
frame-your-sign-ins = Where you are signed in
frame-ends-at = You will be signed out at { $time } if you do nothing here until then. What you have sent is saved; what you have typed and send later is kept until you sign in again.
frame-you = you

nav-your-case = Your case
nav-messages = Messages
nav-your-rights = Your rights
nav-how-we-contact-you = How we contact you

timeout-title = You will be signed out soon
timeout-text = You have not done anything here for a while. Very soon you will be signed out. What you have typed on this page is still there.
timeout-left-one = You will be signed out in about 1 minute.
timeout-left-two = You will be signed out in about 2 minutes.
timeout-over-title = You are signed out
timeout-over = You are signed out. What you typed is still on this page. Send it as usual: you will be asked to sign in again, and it is kept for you.
timeout-stay = Stay signed in
timeout-close = Close

form-there-is-a-problem = There is a problem
form-error = Error:
form-saved = Saved
form-warning = Warning

list-and = { $first } and { $last }
