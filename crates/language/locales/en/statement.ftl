### The Victim Personal Statement: what it is, writing it, sending it, where it is.

statement-title = Your personal statement
statement-title-family = Your family’s statement
statement-title-other = Personal statement of { $name }
statement-lead = You can tell the court in your own words how the crime has affected you. You do not have to. Nobody will think less of you if you do not.
statement-lead-family = You can tell the court in your own words what this loss means to you and your family. You do not have to. Nobody will think less of you if you do not.
statement-lead-acting = You can write this for { $name }. It should say how the crime has affected { $name }, in { $name }’s own words as far as you can.
statement-what = What it is
statement-what-1 = It is called a Victim Personal Statement. It is about you: your feelings, your health, your home and family, your work or school, your money, how safe you feel.
statement-what-2 = What happened on the day is in your witness statement. You do not have to tell it again here.
statement-use = How the court uses it
statement-use-1 = If somebody is found guilty or says that they are guilty, the judge or magistrates read it before they decide the sentence.
statement-use-2 = You cannot say in it which sentence you want. That is for the court alone. Please leave that out: the court must not take it into account.
statement-readers = Who will read it
statement-readers-1 = The police, your witness care officer, the prosecutor and the court.
statement-readers-2 = The defendant and their lawyer usually see it too. They may ask you about it in court. Do not write where you live or work, or a phone number.
statement-readers-3 = You can mark parts that you want kept from the other side. The prosecutor asks for that. The court decides, so we cannot promise it.
statement-readers-4 = Nobody but you can read it before you send it.
statement-readers-4-acting = Nobody but you, { $name } and others who may write it with you can read it before it is sent.
statement-after = You can change it until you send it. After that you cannot take words out, but you can add another statement up to the sentence.
statement-help = If you want help
statement-help-1 = You can ask { $contact } to write it down with you. Somebody who supports you can sit with you while you write. You can stop at any time.
statement-help-2 = Writing about this can bring a lot back. If it gets too much, stop. What you saved stays here.
statement-support = Find support near you

statement-when-best = There is a court hearing on { $hearing }. Your statement is best sent by the end of { $day }, so that it gets to the court in time. Later is better than not at all.
statement-when-soon = There is a court hearing on { $hearing }. Send your statement as soon as you can. Later is better than not at all.
statement-when-hearing = There is a court hearing on { $hearing }. The sooner you send it, the better.
statement-when-none = No court hearing is set, so there is no last day yet. When a hearing is set, this page says by when it is best to send it.
statement-when-sentenced = The court has passed sentence. What you write now can go to the Parole Board if it decides about a release.

statement-write = Write your statement
statement-write-on = Carry on writing
statement-write-more = Add another statement
statement-writing-saved = You saved { $count ->
    [one] { $count } character
   *[other] { $count } characters
  } on { $when }. It is not sent.
statement-versions = Versions that you saved
statement-versions-about = Each time you save, the version before stays. Nobody else can read them.
statement-version = Version { $number }, saved on { $when }
statement-version-by = Version { $number }, saved by { $who } on { $when }
statement-version-back = Go on with this version
statement-version-back-about = It becomes the newest version. The others stay.
statement-version-back-done = You are writing on from an older version. The others are still here.

statement-text = Your statement
statement-text-hint = Write as you speak. Short or long, both are fine. You can also speak: tap the microphone on your device’s keyboard. Leave an empty line between paragraphs, so that you can mark some of them later.
statement-text-counted = You have written { $count } of { $most } characters.
statement-save-keeps = Save as often as you like. If you are signed out while you write, press Save: what you wrote is kept until you have signed in again.
statement-kind = What is it for?
statement-kind-first = The court, before the sentence
statement-kind-update = To add to what I sent, before the sentence
statement-kind-parole = The Parole Board
statement-save = Save and stay here
statement-go-on = Save and go on
statement-saved = Saved. { $count ->
    [one] It has { $count } character.
   *[other] It has { $count } characters.
  }
statement-saved-meanwhile = Saved. Another version was saved while you were writing. Both are kept: look below before you send one.
statement-too-long = Your statement has { $count } characters. It can have up to { $most }. What you wrote is still here, but it is not saved. Make it shorter, then save it.
statement-back = Your personal statement

statement-choices = How your statement is used
statement-keep = Is there anything that you want kept from the other side?
statement-keep-hint = Tick those parts. The prosecutor asks the court to leave them out of what the defendant sees. The court decides.
statement-heard = If somebody is found guilty, should it be read aloud in court?
statement-heard-hint = You can change your mind until the day. The court decides in the end.
statement-heard-not-aloud = No. The judge reads it, and it is not read aloud
statement-heard-by-victim = Yes, I want to read it myself
statement-heard-by-prosecutor = Yes, the prosecutor should read it
statement-heard-by-somebody = Yes, somebody else should read it for me
statement-heard-recording = Yes, a recording should be played
statement-heard-undecided = I have not decided. Ask me again
statement-screen = If you are in the room
statement-screen-yes = I want to be behind a screen, so that the defendant cannot see me
statement-screen-hint = You do not have to be there.
statement-choices-save = Save and check

statement-check = Check your statement before you send it
statement-check-kind = For
statement-check-heard = Read aloud
statement-check-screen = Behind a screen
statement-check-yes = Yes
statement-check-no = No
statement-check-marked = You ask to keep this from the other side:
statement-check-truth = By sending it you say that it is true as far as you know. It may be used in court.
statement-check-readers = The police, your witness care officer, the prosecutor and the court will read it. The defendant and their lawyer may see it.
statement-check-readers-parole = Probation and the Parole Board will read it. The prisoner may see it, unless the board decides otherwise.
statement-send = Send my statement
statement-change-text = Change what I wrote
statement-change-choices = Change my choices
statement-sent-done = Your statement is sent. This page shows you each step until the court has it.

statement-way = Where your statement is
statement-way-of = { $kind }, sent on { $day }
statement-step-sent = Sent by you
statement-step-sent-acting = Sent
statement-step-received = The police have it
statement-step-with-prosecutor = The prosecutor has it
statement-step-with-court = The court has it
statement-step-read = The judge has read it
statement-step-read-out = It was read out or played
statement-step-received-parole = Probation has it
statement-step-with-court-parole = The Parole Board has it
statement-step-read-parole = The Parole Board has read it
statement-step-read-out-parole = It was read out or played to the Parole Board
statement-step-not-yet = Not yet
statement-step-on = { $day }
statement-step-on-words = { $day }. { $words }
statement-read = Read or print what you sent
statement-check-mark = Check mark: { $mark }
statement-check-mark-about = Whoever has your statement can compare this mark. When it is the same, nobody changed a word.
statement-copy = Ask for a copy on paper
statement-copy-done = You asked for a copy on paper. The police give it to you in a way that is safe for you.
statement-update = If more has changed
statement-update-about = You can add another statement yourself at any time before the sentence. Or ask the police to write it down with you.
statement-update-ask = Ask the police to add to it with me
statement-update-done = You asked the police to add to your statement with you. They get in touch.

refusal-statement-empty = Write something first, or go back. You do not have to make a statement
refusal-statement-heard = Choose whether it is read aloud, and by whom
refusal-statement-newer = A newer version was saved since you looked at this one. Look at it before you send it

asking-about-support = to be put in touch with a support service
asking-about-support-later = to be asked about support again later
asking-about-compensation = help with compensation
asking-about-expenses = expenses of going to court
asking-about-review = to look again at a decision
asking-about-complaint = a complaint
