### The victim's case: where things stand, what is owed, what they can say about it.

case-title = Your case
case-what = { $what }, reported on { $day }
case-reference = Your reference: { $reference }
case-stands = Where things stand
case-stands-since = That was on { $day }.
case-you-told-us = { $about ->
    [bereaved] The death was reported.
    [collision] The collision was reported.
   *[crime] You told us what happened.
}
case-happened-hearing = { $what } It is on { $hearing }.
case-next = What happens next
case-next-hearing = There is a court hearing on { $hearing }.
case-next-owed = { $who } should do this by the end of { $day }: { $what }.
case-next-nothing = We will tell you when something happens. You do not have to do anything.
case-hearing-day = { $day }
case-hearing-day-time = { $day } at { $time }
case-hearing-day-court = { $day } at { $court }
case-hearing-day-time-court = { $day } at { $time } at { $court }
case-contact = Your contact
case-contact-nobody = Nobody is named yet. Call 101 and give your reference.
case-contact-one = { $name }.
case-contact-or-team = { $name }, or { $team }.
case-contact-anyone = anyone in { $team }
case-contact-phone = Phone: { $phone }. In an emergency, call 999.
case-owed = What you are owed
case-owed-nothing = Nothing at the moment. When something happens in your case, what you are owed appears here.
case-owed-done = What else was done ({ $count })
case-owed-also = What else you are owed, without a fixed day
case-happened = What has happened
case-more-about = About your case
case-more-help = Help, and what you can ask for
case-more-you = You and your information
case-more = More
case-more-statement = Your personal statement
case-more-sharing = Who may have your information
case-more-people = People who act for you
case-more-seen = Who has seen your information
case-more-copy = Get a copy of your information
case-more-words = Words explained

case-count-late = { $count } late
case-count-due = { $count } due
case-count-done = { $count } done
case-count-disputed = { $count } being checked

owed-late = Late
owed-due = Due
owed-done = Done
owed-disputed = Being checked
owed-not-wanted = Not wanted
owed-told = What you were told: “{ $words }”
owed-who = Who does this: { $who }
owed-by = By the end of { $day }.
owed-was-due = This should have been done by the end of { $day }. We are sorry that it is late. You can ask { $contact } what is happening with it.
owed-was-due-now = This should have been done by now. We are sorry that it is late. You can ask { $contact } what is happening with it.
owed-your-contact = your contact
owed-sorry-late = { $done } We are sorry that it was late.
owed-you-do-not-want = You said that you do not want this. You can change your mind at any time.
owed-starts-later = This starts when the news has reached them.
owed-no-day = There is no fixed day for this.
owed-now = This is due now.

done-phone = { $who } phoned you on { $day }.
done-text = { $who } sent you a text message on { $day }.
done-email = { $who } emailed you on { $day }.
done-letter = { $who } wrote to you on { $day }.
done-in-person = { $who } met you on { $day }.
done-video = { $who } spoke to you by video on { $day }.
done-advocate = { $who } told your advocate on { $day }.
done-account = { $who } wrote to you here on { $day }.
done-other = { $who } did this on { $day }.

said-understood = You said that this happened and that you understood it.
said-happened = You said that this has happened.
said-not-understood = You said that you did not understand this. Somebody will explain it to you.
said-did-not-happen = You said that this did not happen. Somebody will look at it.

provider-police = Police
provider-cps = Crown Prosecution Service
provider-wcu = Witness Care Unit
provider-hmcts = HM Courts and Tribunals Service
provider-probation = Probation Service
provider-yot = Youth offending team
provider-parole-board = Parole Board
provider-cica = Criminal Injuries Compensation Authority
provider-ccrc = Criminal Cases Review Commission
provider-court-supreme = Highest court of appeal
provider-nhs-hospital = NHS hospital managers
provider-moj = Ministry of Justice
provider-pcc = Police and Crime Commissioner
provider-support-service = Support service
provider-team = The team that looks after your case
provider-all = Every service provider
provider-victim = You

answer-happened = This has happened
answer-understood = I understood this
answer-not-understood = I did not understand this
answer-did-not-happen = This did not happen
answer-thanks-happened = Thank you. We have written down that this has happened.
answer-thanks-understood = Thank you. We have written down that you understood this.
answer-thanks-not-understood = Thank you. It is now on the list of the people who must explain it to you.
answer-thanks-did-not-happen = Thank you for telling us. It is now on the list of the people who must look at it.
answer-does-happened = We will write down that you say it was done, and when you told us.
answer-does-understood = We will write down that you were told and that it was clear. You can still ask about it.
answer-does-not-understood = That is for us to put right. Somebody will explain it to you again.
answer-does-did-not-happen = You do not have to prove anything. What you say is kept beside what was written down, and the people responsible see it on their list.
answer-ask-happened = How and when were you told? (optional)
answer-ask-understood = Is there anything you would like to ask? (optional)
answer-ask-not-understood = What was not clear? (optional)
answer-ask-did-not-happen = What happened instead? (optional)
answer-send-happened = Yes, this has happened
answer-send-understood = Yes, I understood this
answer-send-not-understood = Tell us that you did not understand
answer-send-did-not-happen = Tell us that this did not happen
answer-written-down = This was written down: { $done }
answer-go-back = Go back without saying anything

explain-released-under-investigation = What does “released under investigation” mean?
explain-bail = What does bail mean?
explain-arrest = What does arrest mean?
explain-charge = What does “charged” mean?
explain-remand = What does remand mean?
explain-hearing = What is a hearing?
explain-no-further-action = What does “no further action” mean?
explain-personal-statement = What is a personal statement?

words-title = Words explained
words-back = Back to your case
words-arrest = Arrest
words-arrest-means = The police hold somebody because they suspect them. It does not mean that they will be charged.
words-bail = Bail
words-bail-means = Somebody is free while the case goes on, but has to come back on a certain day. Often there are rules, such as not to contact you or come to your street. If a rule is broken, call the police: 999 if you are in danger, 101 if not.
words-released-under-investigation = Released under investigation
words-released-under-investigation-means = Somebody is free while the police go on looking into it. There are no rules for them as there are with bail, and no day to come back.
words-charge = Charge
words-charge-means = Somebody is formally accused and has to go to court.
words-remand = Remand
words-remand-means = Somebody is kept in prison until the court decides.
words-hearing = Hearing
words-hearing-means = A meeting of the court about the case. At most of them you do not have to be there.
words-no-further-action = No further action
words-no-further-action-means = The police or the prosecutors have decided not to take the case to court. They must tell you why. In many cases you can ask for the decision to be looked at again.
words-personal-statement = Victim personal statement
words-personal-statement-means = Your own words about how the crime has affected you. The court reads it if somebody is found guilty. You choose whether to make one.

rights-title = Your rights
rights-about = The Victims’ Code gives you these rights. They are yours whether or not anybody is charged.
rights-enhanced = You have extra rights because of what happened to you: most news must reach you within one working day, not five, and you can ask for specialist support.
rights-1 = Be able to understand, and be understood
rights-2 = { $about ->
    [bereaved] Have what happened recorded without delay
    [collision] Have the collision recorded without delay
   *[crime] Have the crime written down without delay
}
rights-3 = { $about ->
    [bereaved] Be given information when the death is reported
    [collision] Be given information when you report the collision
   *[crime] Be given information when you report the crime
}
rights-4 = Be put in touch with people who can support you
rights-5 = Be told about compensation
rights-6 = Be told how the investigation and the prosecution are going, and ask for some decisions to be looked at again
rights-7 = { $about ->
    [bereaved] Say in a personal statement what the death has meant for you and your family
    [collision] Say in a personal statement how the collision has affected you
   *[crime] Say in a personal statement how the crime has affected you
}
rights-8 = Be told about the trial, what happens in it and what a witness does
rights-9 = Be told how the case ended, and about any appeal
rights-10 = Be paid your expenses and get your property back
rights-11 = Be told about the offender after a conviction, when that applies to you
rights-12 = Complain when any of this does not happen
rights-not-wanted = You can say that you do not want something. You can also change your mind at any time.
rights-see-owed = See what you are owed now
