### Reporting: the guided report, and reading it again.

start-report-heading = If something has happened to you or somebody else
start-report-text = You can tell us here, at any time, in your own words. You do not have to sign in, and you can ask for help without the police.
start-report-link = Tell us what happened

report-back = Back
report-continue = Continue
report-later-link = Save and come back later

## start

report-start-title = Tell us what happened
report-start-danger = If you or somebody else is in danger now, call 999. If you cannot speak, press 55 when you are asked.
report-start-about = You can use this for any crime, for a road collision, or when you are not sure what it was.
report-start-any = You do not need proof, or to know any special words.
report-start-other = You can report for somebody else.
report-start-anonymous = You do not have to give your name.
report-start-help = You can ask for help and not tell the police.
report-start-time = It takes about 10 minutes. You can leave questions empty, and come back later.
report-start-shared = If others use this phone or computer: “Exit this page” closes the report here. You can open it again only with a code. Press “Save and come back later” to get one.
report-start-button = Start
report-start-anew = Delete it and start again
report-start-has = You have begun a report on this device.
report-start-go-on = Carry on with your report
report-start-none = There is no report open on this device. If you have a code, you can use it to open your report again.
report-start-return = I have a code, and want to carry on
report-start-tracks = How to cover your tracks
report-start-phone = You can also call 101, go to a police station, or call Victim Support free on 08 08 16 89 111.

## danger

report-danger-title = Are you in danger now?
report-danger-short = In danger now
report-danger-hint = Also choose yes when somebody else is in danger.
report-danger-yes = Yes
report-danger-no = No
report-danger-now-title = Call 999 now
report-danger-now-1 = Nobody reads this page at once. Call 999 and ask for the police.
report-danger-now-2 = If you cannot speak on a mobile, listen to the questions, cough or tap the phone, and press 55 when you are asked.
report-danger-now-3 = If you are deaf or cannot use a phone to speak, text 999 if you are registered, or use 999 BSL.
report-danger-now-4 = Go somewhere safe if you can. You can write the report later.
report-danger-now-go-on = I am safe for now, and want to carry on

## what is wanted

report-want-title = What would you like to happen?
report-want-short = What you want
report-want-hint = You can change your mind later.
report-want-police = Tell the police
report-want-police-hint = The police read it and tell you what they will do.
report-want-help = I want help, and not the police
report-want-help-hint = A support service reads it. The police cannot see it. The service must tell somebody only if a child or a life is in danger.

## for whom

report-whom-title = Who are you reporting for?
report-whom-short = Who it is for
report-whom-hint = Choose one.
report-whom-me = For myself
report-whom-me-hint = It happened to me, or to somebody close to me who died.
report-whom-other = For somebody else
report-whom-other-hint = A child, a friend, somebody you care for, or somebody you saw.
report-whom-anonymous = I do not want to say who I am
report-whom-anonymous-hint = Nobody can ask you more, and nobody can tell you what happens.
report-whom-centre = We are a reporting centre
report-whom-centre-hint = For example a charity, college or place of worship that takes reports of hate crime.
report-reporter-title = About you
report-reporter-short = Who reports
report-reporter-who = Your name, how we can reach you, and how you know the person
report-reporter-hint = For a reporting centre: its name and your own reference.
report-reporter-agrees-question = Does the person know about this report?
report-reporter-agrees = Yes, they know and agree

## what happened

report-what-title = What happened?
report-what-short = What happened
report-what-hint = Write it as you would tell a friend. It does not have to be in order. It was not your fault.
report-kind-title = What comes nearest?
report-kind-short = What comes nearest
report-kind-hint = If it was several things, choose the one that worries you most.
report-kind-break_in = Somebody broke into a home or other place
report-kind-violence = Somebody was hurt or threatened
report-kind-home = Somebody close hurts, threatens or controls me
report-kind-sexual = Something sexual that was not wanted
report-kind-stalking = Somebody follows, watches or contacts me again and again
report-kind-robbery = Somebody was robbed
report-kind-theft = Something was stolen
report-kind-damage = Something was damaged
report-kind-collision = A road collision
report-kind-hate = Because of who somebody is, such as their race, faith, disability, sexuality or gender
report-kind-online = Fraud, or something online
report-kind-antisocial = Trouble with neighbours or others that does not stop
report-kind-death = Somebody close to me was killed, here or abroad
report-kind-exploited = Somebody is held, sold or made to work
report-kind-other = Something else, or I am not sure
report-when-title = When did it happen?
report-when-short = When
report-when-hint = As well as you can. For example: last night at about 11, or again and again since May.
report-where-title = Where did it happen?
report-where-short = Where
report-where-place = The place
report-where-hint = An address, a street, a shop, a bus route, or the name of a website.
report-where-area = Which police look after that place?
report-where-area-hint = If you do not know, we find out.
report-where-unknown = I do not know
report-who-title = Do you know who did it?
report-who-short = Who did it
report-who-hint = Names, what they looked like, a car and its number. You can leave this empty. Please do not go looking for them.
report-hurt-title = Was anybody hurt?
report-hurt-short = Who was hurt
report-hurt-hint = Who, and how. Also how it makes you feel, if you like. If somebody needs a doctor now, call 999.
report-property-title = Was anything taken or damaged?
report-property-short = Taken or damaged
report-property-hint = One thing a line, with colour, make and numbers on it if you know them. Leave it empty if nothing was.
report-files-title = Do you have photos or files?
report-files-short = Photos and files
report-files-hint = Up to 5 photos, letters, films or sounds. You do not have to send any.
report-files-add = Add this file
report-files-one = { $name }, { $size }
report-files-drop = Take it out

## reaching them

report-name-title = What is the name of the person this happened to?
report-name-short = Name
report-name-hint = First and family name, or any name that they want to be called. You can leave it empty.
report-reach-title = How can we reach you safely?
report-reach-short = How to reach you
report-reach-about = Only give ways that nobody else can see or hear. You can leave this empty, but then nobody can tell you what happens. If you report for somebody else, give what is safe for them.
report-reach-ways = Which ways are safe?
report-reach-hint = We use no other. Choose all that are safe.
report-reach-phone = Phone call
report-reach-text = Text message
report-reach-email = Email
report-reach-letter = Letter
report-reach-number = Phone number
report-reach-email-address = Email address
report-reach-address = Address
report-safe-title = What must we know before we get in touch?
report-safe-short = Being in touch safely
report-safe-text = The people who contact you read this first.
report-safe-words = What makes it safe or unsafe?
report-safe-hint = For example: only on weekdays before 3, or say that you ring from the dentist.
report-safe-calls = Calls and messages
report-safe-no_voicemail = Leave no voicemail
report-safe-alerts = Send me a short message when there is news. It only says that there is something new
report-needs-title = What would make this easier for you?
report-needs-short = Language and help
report-needs-text = You can leave all of this empty.
report-needs-language = Another language
report-needs-language-hint = Only if you would rather not use English or Welsh.
report-needs-interpreter-question = Interpreter
report-needs-interpreter = I need somebody to interpret
report-needs-formats = How do you read best?
report-needs-large_print = Large print
report-needs-easy_read = Easy read
report-needs-bsl = British Sign Language
report-needs-braille = Braille
report-needs-audio = Audio
report-needs-paper = On paper, by post
report-needs-help = What else would help?
report-needs-hint = For example: speak to a woman, have a friend with me, no stairs.
report-word-title = Choose a word that only you know
report-word-short = Your word
report-word-hint = We ask for it when you sign in to see what happens. At least 4 letters, and nothing that others can guess. You can leave it empty.
report-word-chosen = You have chosen one. It is not shown.

## checking and sending

report-check-title = Check your answers
report-check-change = Change
report-check-nothing = Not said
report-check-sends-police = When you send this, the police get it. They must decide within a day whether to record it as a crime.
report-check-sends-help = When you send this, a support service gets it. The police cannot see it.
report-check-true = You can correct or add things later.
report-check-send = Send

## coming back later

report-later-title = Save and come back later
report-later-code = Get a code and carry on
report-later-code-text = You get a code and go on writing here. If this page is closed, the code opens your report again.
report-later-code-button = Get a code
report-later-keep = Save it and stop for now
report-later-keep-text = You get a code. This device then forgets the report. We keep it locked for 28 days.
report-later-keep-button = Save and stop
report-later-drop = Delete it
report-later-drop-text = Everything that you wrote here is deleted. Nobody has read it.
report-later-drop-button = Delete my report
report-away-title = Your report is saved
report-away-code = Your code
report-away-1 = Write it down or print it now. We cannot show it again. It says nothing about you.
report-away-2 = It works once, on any device, for 28 days. After that, the report is deleted.
report-away-3 = This report has not been sent. Nobody has read it.
report-away-go-on = Carry on with your report
report-dropped-title = Your report is deleted
report-dropped-1 = Nothing of it is left with us.
report-return-title = Carry on with your report
report-return-text = Type the code that you were given when you saved it.
report-return-code = Your code
report-return-button = Open my report
report-return-lost = If you have lost the code, nobody can open the report, not even us. You can start a new one.

## sent

report-sent-title = We have your report
report-sent-reference = Your reference
report-sent-owner = It is with { $owner }.
report-sent-owner-help = It is with { $owner }. The police cannot see it.
report-sent-phone = Phone: { $phone }. In an emergency, call 999.
report-sent-next = What happens next
report-sent-police-1 = The police read it. They must decide within a day whether to record it as a crime.
report-sent-police-2 = They get in touch only in the ways that you said are safe.
report-sent-police-3 = You have rights under the Victims’ Code, also if nobody is ever charged.
report-sent-help-1 = Somebody who is trained to help reads it.
report-sent-help-2 = They get in touch only in the ways that you said are safe.
report-sent-help-3 = It is free, and you can stop at any time.
report-sent-sign-in = See what happens, and check what you wrote
report-sent-sign-in-why = With this code you sign in the first time. You can then read your report, say if a detail is wrong, and see what you are owed.
report-sent-code = Your code to sign in
report-sent-sign-in-word = You are asked for the word that you chose.
report-sent-sign-in-name = You are asked for your reference and your family name.
report-sent-until = It works once, until { $until }.
report-sent-go = Sign in with the code
report-sent-print = Write the reference and the code down or print this page. It is gone from this device in an hour.
report-sent-finish-text = If others use this phone or computer, press this button when you are done.
report-sent-finish = Finish, and forget it on this device

## reading it again

report-read-title = Your report
report-read-when = You are reading what was written down on { $when }.
report-read-by-me = You told us this.
report-read-by-other = Somebody else told us this for you.
report-read-by-anonymous = Somebody who gave no name told us this.
report-read-by-centre = A reporting centre told us this for you.
report-read-owner = It is with { $owner }.
report-read-none = Your case did not begin with a report that was written here. Ask your contact for the written confirmation of your report.
report-read-corrected = On { $when } you said that this is right:
report-read-correct = Something is wrong or missing: { $what }
report-read-saved = We have what you said. Somebody checks it and tells you what was done.
report-read-print = You can print this page, or save it as PDF from your browser. Think about who could find it.
report-detail-what = What happened
report-detail-when = When
report-detail-place = Where
report-detail-who = Who did it
report-detail-hurt = Who was hurt
report-detail-property = What was taken or damaged
report-detail-name = Your name
report-detail-address = Your address
report-correct-title = Say what is right
report-correct-text = What was written first stays, and what you say now stands beside it. Somebody checks it within 5 working days.
report-correct-now = This is what we have:
report-correct-right = What is right?
report-correct-send = Send

## what cases are called

report-case-break_in = A break-in
report-case-violence = Violence or threats
report-case-home = Abuse by somebody close
report-case-sexual = A sexual offence
report-case-stalking = Stalking or harassment
report-case-robbery = A robbery
report-case-theft = A theft
report-case-damage = Damage to property
report-case-collision = A road collision
report-case-hate = A hate crime
report-case-online = Fraud or a crime online
report-case-antisocial = Anti-social behaviour
report-case-death = The death of somebody close
report-case-exploited = Exploitation or slavery
report-case-other = Something that happened

## what is wrong with an answer

refusal-report-danger = Choose yes or no
refusal-report-want = Choose what you would like to happen
refusal-report-whom = Choose who you are reporting for
refusal-report-what = Write what happened, in a few words or many
refusal-report-kind = Choose what comes nearest
refusal-report-agrees = We can only pass this on for help when the person knows about it and agrees
refusal-report-anonymous-help = To get help without the police, we need a way to reach you. You can use any name
refusal-report-reach = Give one safe way to reach you, so that somebody can help
refusal-report-mobile = Enter a mobile number that gets text messages, such as 07700 900123
refusal-report-number = Enter the number that we may call
refusal-report-email = Enter an email address, such as name@example.com
refusal-report-address = Enter the address to which we may write
refusal-report-word = Choose a word of at least 4 letters
refusal-report-long = This is too long. Use 300 characters or fewer
refusal-report-files = You can send 5 files with your report, and more once you have signed in
refusal-report-often = A great many reports came from your network just now. Wait a minute and try again, or call 101
refusal-report-nobody = Nobody can take this here at the moment. Call 101 for the police, or 08 08 16 89 111 for Victim Support
refusal-report-code = This code did not work. Check it, wait a minute and try again
refusal-report-correct = Write what is right
