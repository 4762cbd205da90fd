### How somebody is reached without making them less safe: their page, their form, what was sent.

reach-title = How to reach you safely
reach-not-safe = You told us that it is not safe to contact you now. We send you nothing and call nobody until you, or somebody who has spoken with you, say that it is safe again.
reach-asked-for = This is what you asked for. Everybody who contacts you sees it first.
reach-nobody-asked = Nobody has asked you yet which ways are safe for messages. Until you say it here, we send you none by ourselves.
reach-kept = You also told us { $what }. It is not shown here, so that nobody else can read it on your screen.
reach-kept-safe-word = a safe word
reach-kept-safe-contact = what makes contact safe or unsafe
reach-kept-tell-also = who else may be told
reach-change = Change how we contact you
reach-sent = Messages that we sent you
reach-sent-day = Day
reach-sent-what = What
reach-rather = If you would rather say it to somebody
reach-tell = Tell { $contact }. You do not have to give a reason.
reach-whoever = whoever contacts you next
reach-who-or-team = { $name }, or { $team }

reach-stop = If it is not safe right now
reach-stop-text = We stop all messages and calls at once. Nobody is told why.
reach-stop-button = It is not safe to contact me now
reach-stop-done = Done. We send you nothing and call nobody until you say that it is safe again.
reach-again = When it is safe again
reach-again-text = We go on as you asked before.
reach-again-button = It is safe to contact me again
reach-again-done = Thank you. We go on as you asked before.
reach-unchanged = Nothing was changed.
reach-saved = Saved. Everybody who contacts you sees it first.

reach-row-how = How
reach-row-never = Never
reach-row-own-words = When, in your words
reach-row-when = When
reach-row-news = News
reach-row-often = Updates, even without news
reach-row-format = Format
reach-row-forms = Forms
reach-row-language = Language
reach-any-day = Any day, from 8am until 8pm
reach-every-days =
    { $days ->
        [1] Every day
        [7] Every week
       *[other] Every { $days } days
    }

way-phone = Phone call
way-text = Text message
way-email = Email
way-letter = Letter
way-in-person = Meeting in person
way-video = Video call
way-advocate = Through somebody who acts for me
way-then = { $first }, then { $next }

hours-every-day = Every day
hours-any-time = { $days }, at any time
hours-from-until = { $days } from { $from } until { $until }

alerts-each-time = Each time there is news
alerts-once-a-day = Once a day at most
alerts-once-a-week = Once a week at most
alerts-never = Not at all

format-large-print = Large print
format-easy-read = Easy read
format-bsl = British Sign Language
format-braille = Braille
format-audio = Audio
format-paper = On paper, by post

reads-english = English
reads-welsh = Welsh
reads-other = Another language

bad-news-no-wish = I do not mind
bad-news-call-first = Call me first
bad-news-in-person = Come and tell me
bad-news-through-somebody = Through somebody who acts for me
bad-news-in-writing = In writing, I read it when I am ready

## The form

reach-any-time = You can change this at any time. You do not have to fill in everything.
reach-may = How may we contact you?
reach-may-hint = Choose every way that is safe for you.
reach-must-not = What must we never use?
reach-no-number = We have no mobile number of yours. Tell your contact if you want text messages.
reach-number = Text messages go to
reach-email-if = { $email }, if you choose email.
reach-no-email = We have no email address of yours.
reach-days = On which days can we contact you?
reach-days-hint = If you leave this empty, it is any day from 8am to 8pm.
reach-days-other = Other days with other times, if you have any
reach-days-other-hint = Leave this empty if the first is enough.
reach-choose-time = Choose a time
reach-from = From
reach-until = Until
reach-from-other = From (other days)
reach-until-other = Until (other days)
reach-alerts = How often should we tell you that there is news?
reach-alerts-hint = The message only says that there is a new message. It does not say what it is about.
reach-often = How often should we write or call, even without news?
reach-often-hint = Every so many days. Leave it empty if you only want news.
reach-calls = If somebody calls you
reach-no-voicemail = Do not leave a message on my voicemail
reach-no-withheld = I do not answer calls from hidden numbers
reach-formats = Do you need information in another form?
reach-reads = Which language do you like to read?
reach-other-language = If another language, which one?
reach-interpreter = Interpreter
reach-needs-interpreter = I need an interpreter when somebody speaks with me
reach-bad-news = If there is bad news, how should it come?
reach-say = What our messages say
reach-may-name = Messages may say that they are about my case
reach-may-name-hint = If you leave this empty, they only say that you have a new message.
reach-told-before = You told us this before. It is not shown here. What you write now takes its place.
reach-safe-word = A word by which you know that it is us
reach-safe-word-hint = We say it when we call. You can also use it to say that you cannot talk.
reach-safe-contact = Is there anything else that makes it safe or unsafe?
reach-safe-contact-hint = Only people who contact you read this.
reach-tell-also = Who else may we tell?
reach-tell-also-hint = For example somebody who supports you.
reach-forget = Forget what I told you before
reach-forget-safe-word = My safe word
reach-forget-safe-contact = What makes it safe or unsafe
reach-forget-tell-also = Who else may be told
reach-save = Save
reach-leave = Leave it as it is

## What was sent

masked-text = A text message to the number that ends in { $end }
masked-email = An e-mail to the address that begins with { $first } and ends in @{ $site }
sent-text = We sent you a text message.
sent-email = We sent you an email.
sent-letter = We sent you a letter.
not-delivered-text = A text message to you could not be delivered.
not-delivered-email = An email to you could not be delivered.
not-delivered-letter = A letter to you could not be delivered.
sent-person-needed = We could not send you a message. Somebody will get in touch.
