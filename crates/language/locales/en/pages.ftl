### Pages that say the same to everybody, and signing in.

## start

start-title = Know what happens in your case
start-text-1 = If you have been the victim of a crime in England or Wales, the Victims’ Code says what you must be told, by whom and by when. Lantern keeps track of it, so that nobody is left in the dark.
start-heading-2 = If you are a victim
start-text-3 = You can see:
start-item-4 = what has happened in your case, in plain words
start-item-5 = what happens next, and whether you have to do anything
start-item-6 = what you are owed, who must do it and by when
start-item-7 = who to speak to
start-text-8 = You can also say when something that was written down as done did not happen.
start-heading-9 = If you work with victims
start-text-10 = You see what you owe each victim today, with the reason, and record what you told them in under a minute.
start-heading-11 = If you need help now
start-text-12 = If you are in danger, call 999. If you cannot speak, press 55 when you are asked.
start-button-13 = Sign in

## help

help-title = Help
help-heading-1 = If you are in danger
help-text-2 = Call 999. If you cannot speak, press 55 when you are asked.
help-heading-3 = If you are a victim
help-text-4 = Your own contact is named on your case page, with a phone number. You can ask them anything, also whether something you read here is right.
help-text-5 = You can get support whether or not you have reported the crime, and it is free. You can ask for it now or later.
help-heading-6 = If you share your phone or computer
help-item-7 = The red “Exit this page” button takes you to a weather page at once.
help-item-8 = You are signed out after 20 minutes without use.
help-item-9 = Your browser may still remember that you were here. To avoid that, use a private window.
help-link-10 = What others can find out from your phone or computer, and what helps
help-heading-11 = If you work with victims
help-text-12 = The guidance page explains what each kind of contact needs to contain. Your supervisor can change which team you belong to.

## accessibility

accessibility-title = Accessibility
accessibility-text-1 = We want as many people as possible to be able to use this service. You should be able to:
accessibility-item-2 = make the text four times as large without losing any of it
accessibility-item-3 = use every page with a keyboard only
accessibility-item-4 = use every page with scripts turned off, and on an old phone
accessibility-item-5 = listen to every page with a screen reader
accessibility-heading-6 = How we check
accessibility-text-7 = Every page is tested in a browser against the Web Content Accessibility Guidelines 2.2, level AA, at the width of a phone and of a desk, with and without scripts. Such tests find about half of all problems; people have to find the rest.
accessibility-heading-8 = What we know is missing
accessibility-text-10 = If something does not work for you, tell your contact. They can read any page to you, or send it in large print.

## privacy

privacy-title = Privacy and cookies
privacy-text-1 = The people and cases in this demonstration are made up.
privacy-heading-2 = Who sees what
privacy-text-3 = A victim sees their own case and nothing about other victims. Staff see the cases that their work needs.
privacy-heading-4 = Cookies
privacy-text-5 = We set a cookie when you sign in. It only says that you are signed in. When you were signed out while you typed, a second one keeps the way back to your text. Both end when you sign out or close the browser. Another keeps the way back to a report that you have begun on this device, until you send it, leave it or have not touched it for two hours. One remembers your language for a year. We set no other cookies, measure nothing about your visit, and load nothing from other websites.

## covering_tracks

tracks-title = What others can find out from your phone or computer
tracks-text-1 = If somebody else looks at your phone or computer, they may see that you were here. You know best what is safe for you.
tracks-heading-2 = What your browser keeps
tracks-item-3 = A list of the pages that you opened. Ours show “Lantern” and the name of the page. The address never holds your name.
tracks-item-4 = The tabs that are open. A phone shows small pictures of them.
tracks-item-5 = Passwords, when you tell the browser to remember them. Say no on a phone that others can open.
tracks-text-6 = We tell your browser not to keep a copy of your case pages.
tracks-heading-7 = Use a private window
tracks-text-8 = A private window forgets the list of pages when you close it. It is called “Private” in Safari and Firefox, “Incognito” in Chrome and “InPrivate” in Edge. Close it when you have finished.
tracks-text-9 = If you delete your whole list of pages, somebody may notice that it is empty. You can delete single pages instead.
tracks-heading-10 = The “Exit this page” button
tracks-text-11 = The red button, or the Shift key pressed three times, shows a weather page at once. It hides what is on the screen and signs you out. It does not remove this page from the list of pages that your browser keeps.
tracks-heading-12 = A phone or computer that you share
tracks-item-13 = Sign out when you have finished. You are signed out by yourself after 20 minutes without use.
tracks-item-14 = “Where you are signed in”, at the bottom of every page, shows other phones and computers, and signs you out of all of them.
tracks-item-15 = Text messages and e-mails from us can be read by whoever opens your phone. You can ask us to use another number, or not to write at all.
tracks-item-16 = Accounts that you share, such as a family account, can show your pages and messages on another device.
tracks-heading-17 = Apps that watch a phone
tracks-text-18 = Some people put an app on another person’s phone that shows them everything: messages, pages, where the phone is. A private window does not help against that, and nor does the exit button. If somebody knows things that they should not know, use a phone that they have never held: a friend’s, one at a library, or one at work.
tracks-text-19 = Removing such an app can be noticed. Speak to somebody first.
tracks-heading-20 = Call instead
tracks-text-21 = If you are in danger, call 999. If you cannot speak, press 55 when you are asked.
tracks-helpline = The National Domestic Abuse Helpline is free, at any hour:
tracks-helpline-shows = It shows in the list of calls on the phone, which you can delete.
tracks-helpline-wales = In Wales, Live Fear Free is free too, at any hour, in Welsh or English:
tracks-text-24 = You can ask your contact to keep your case only by telephone, and to suspend this sign-in. Nobody will hold it against you.
tracks-button-25 = If somebody checks your phone, it can be safer not to read your case on it at all. Your contact can ring you, write to you or meet you in the way that you choose.

## sign_in

sign-in-title = Sign in
sign-in-note-1 = You were signed out because you did not do anything for a while. What you typed was kept for you: sign in and you can go on where you stopped.
sign-in-heading-2 = If you are a victim
sign-in-heading-3 = If you work for one of these organisations
sign-in-text-4 = Nobody can sign in here yet. This copy of the service has no way to check who you are.
sign-in-text-5 = This is a demonstration. All people are made up, and there are no passwords.
sign-in-legend-6 = Who do you want to be?

## your_sign_ins

sign-ins-title = Where you are signed in
sign-ins-text-1 = If you do not recognise one of these, sign out everywhere. Then nobody can go on with a sign-in from before, on any phone or computer.
sign-ins-one = Signed in { $how }, { $since }, last used { $used }
sign-ins-another = Another way to sign in
sign-ins-another-about = If you have an account there, you can sign in with it next time. We learn nothing from it but that it is you.
sign-ins-add = Add { $name }
sign-ins-issuer = through another organisation’s sign-in
sign-ins-passkey = with a passkey
sign-ins-password = with a password
sign-ins-code = with a code
sign-ins-demonstration = in the demonstration
sign-ins-this-browser = (this browser)
sign-ins-link-3 = What others can find out from your phone or computer
sign-ins-button-4 = Sign out everywhere

## signed_out

signed-out-title = You are signed out
signed-out-text-1 = Close this window if somebody else uses this phone or computer.
signed-out-link-2 = Go to the start page
signed-out-link-3 = What others can find out from your phone or computer

## carry_on

carry-on-title = What you typed was kept
carry-on-text-1 = You were signed out before you sent this. It is not saved yet.
carry-on-heading-3 = What you typed
carry-on-button-4 = I do not need it any more
carry-on-button-5 = Send it now
carry-on-button-6 = Change what I typed

## go_there

go-there-link-1 = Do not add it

## go_there and signed_out, about another organisation's sign-in

go-there-title = Go to { $name }
go-there-about = You leave Lantern for a moment. Sign in there, and you come back here. Next time you can sign in with { $name } alone.
go-there-continue = Continue to { $name }
signed-out-at-issuer = You are signed out of Lantern. You may still be signed in to { $name }, and to other services that use it. If somebody else uses this phone or computer, sign out there too.
signed-out-there-too = Sign out of { $name }
sign-in-with = Sign in with { $name }
accessibility-known = Some texts that staff wrote, such as what you were told, are in the language in which they were written.

## who may have your information

sharing-about = Other organisations can only help you when they know something about you. You decide who. You can change your mind at any time, and you do not have to say why.
sharing-nobody = Nobody has asked you about another organisation yet. The police, and later the court services, have your information because the law asks them to work on your case.
sharing-said-yes = You said yes: { $name } may have your information to { $purpose }.
sharing-said-no = You said no: { $name } may not have your information to { $purpose }.
sharing-law = { $name } may have your information to { $purpose }, because the law gives it this task. You can object: tell your contact, and somebody will look at it.
sharing-danger = { $name } may have your information to { $purpose }, because somebody’s life may be in danger.
sharing-you-decided = You decided this on { $day }.
sharing-written-down = { $who } wrote this down on { $day }.
sharing-no-longer = I no longer agree
sharing-agree-now = I agree now
sharing-how-to-object = How to object
sharing-thanks-yes = Thank you. They may have your information from now on.
sharing-thanks-no = Done. They see nothing about you from now on.
purpose-support = support you
purpose-updates = follow your case with you
purpose-restorative-justice = talk with you about restorative justice
purpose-survey = ask you how you were treated
purpose-research = do research that names nobody

## people who act for a victim

people-about = Somebody you trust can deal with us for you: a parent, a friend, an advocate. They get their own way to sign in. You say what they may do, and you can stop it at any time.
people-nobody = Nobody acts for you now.
people-let-somebody = Let somebody act for you
people-no-longer = No longer
people-name = Name
people-who = Who they are
people-could = They could
people-until = Until the end of { $day }.
people-until-ended = Until you end it.
people-they-may = { $who }. They may { $scope }.
people-shut-out = When you stop it, they are shut out at once.
people-stop = Stop { $name } acting for you
people-go-back = Go back without changing anything
people-let-them = Let them act for me
people-will-see = They will see what you allow here, and nothing about anybody else.
people-their-name = Their name
people-their-phone = Their phone number (optional)
people-their-email = Their email address (optional)
people-who-are-they = Who are they?
people-what-may-they = What may they do?
people-last-day = What is the last day? (optional)
people-last-day-hint = For example, 5 3 2027. Leave it empty when it is to go on until it is ended.
people-ended = Done. They can no longer act for you.
people-given = Saved. Your contact will send them a way to sign in.
representative-parent = Parent or guardian
representative-family-spokesperson = Speaks for the family
representative-advocate = Advocate
representative-other = Somebody else you trust
scope-see = see your case
scope-answer = say whether things happened, and write to the team
scope-preferences = say how you want to be contacted
scope-statement = write and send your personal statement, and read what you have saved
scope-requests = ask for things for you, such as support or a review

## who has seen your information

seen-about = Everybody who opens your case leaves a line here, also when they were not allowed to. Nobody can take a line away. Newest first.
seen-nothing = There is nothing to show.
seen-earlier = See earlier days
seen-worried = If something here worries you
seen-tell = Tell your contact. They must find out why somebody looked, and tell you. You do not have to say why you ask. If somebody else has used this service as you, tell them at once: they can close it.
