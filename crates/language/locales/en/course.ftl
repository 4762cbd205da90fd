### Where a case is among its steps, what usually comes next, and words that officials use.

course-title = Where your case is
course-done = Done
course-now = Now
course-later = Not yet
course-ended-here = It ended here
course-usual-next = What usually comes next
course-usual-long = How long it usually takes
course-no-promise = Every case is different. This is what usually happens. It is not a promise.
course-all-steps = Every step explained

step-reported = { $about ->
    [bereaved] The death was reported
    [collision] The collision was reported
    [support] You asked for help
   *[crime] You reported the crime
}
step-police = { $about ->
    [collision] The police find out what happened
   *[crime] The police look into it
}
step-decision = Decision about a charge
step-court = Court
step-sentence = Sentence
step-after = { $about ->
    [support] You get help
   *[crime] Afterwards
}

about-bereaved = We are very sorry that somebody you loved died. This page is about what happened to them, and about your rights as their family.
about-collision = This page is about the collision and what comes next. You have a victim’s rights until something else is known.
about-support = This page is about the help that you asked for. No police are part of it.

happened-crime-reported = { $about ->
    [bereaved] The death was reported to the police.
    [collision] The collision was reported to the police.
    [support] You told somebody what happened.
   *[crime] You reported the crime.
}

ended-not-investigated = The police have decided not to look into this. They must tell you why. You can ask them to explain it, and you can complain. You can still have support.
ended-no-further-action = The case has ended: nobody is being charged. You must be told why. In many cases you can ask for the decision to be looked at again. You can still have support.
ended-out-of-court = The case was settled without a court. You must be told what was decided and why. You can still have support.
ended-not-guilty = The court case has ended: nobody was found guilty. That does not mean that you were not believed. You can ask what happened, and you can still have support.
ended-sentenced = The court case has ended with a sentence. You can ask what the sentence means. You can still have support.
ended-still = What you can still do
ended-ask-contact = Ask your contact anything about it
ended-rights = Read your rights
ended-review = Ask for the decision to be looked at again
ended-compensation = Compensation
ended-complaint = Make a complaint

next-title = What happens next
next-about = These are the steps that a case usually goes through. Many cases end early, and some go back a step. Your own case shows where it is now.
next-collision = When it is a collision on the road
next-support = When you want help and no police
next-how-long = How long: { $words }
next-words = Words explained
next-your-case = Your case

case-more-next = What happens next, step by step
case-more-property = Your property
case-more-hearings = Hearings
case-more-who = Who is who
case-more-card = Your care card

explain-appeal = What is an appeal?
explain-compensation = What is compensation?
explain-crown-court = What is the Crown Court?
explain-defendant = Who is the defendant?
explain-enhanced-rights = What are Enhanced Rights?
explain-evidence = What is evidence?
explain-guilty = What do “found guilty” and “pleaded guilty” mean?
explain-open-prison = What is an open prison?
explain-out-of-court = What does “out of court” mean?
explain-parole = What is parole?
explain-probation = What is the Probation Service?
explain-prosecutor = Who is the prosecutor?
explain-recall = What does “recalled” mean?
explain-register = What is the register?
explain-restorative-justice = What is restorative justice?
explain-restriction-order = What is a restriction order?
explain-sentence = What is a sentence?
explain-special-measures = What are special measures?
explain-suspect = Who is a suspect?
explain-transcript = What is a transcript?
explain-trial = What is a trial?
explain-victim-contact-scheme = What is the Victim Contact Scheme?
explain-warrant = What is a warrant?
explain-witness = Who is a witness?

words-appeal = Appeal
words-appeal-means = Asking a higher court to look at a decision of another court again. While it goes on, the decision usually stands.
words-compensation = Compensation
words-compensation-means = Money because you were hurt or lost something. A court can order it, or you can apply for it.
words-crown-court = Crown Court
words-crown-court-means = The court for the more serious crimes. A judge leads it, and twelve people from the public, the jury, decide whether somebody is guilty.
words-defendant = Defendant
words-defendant-means = The person who is accused in court.
words-enhanced-rights = Enhanced Rights
words-enhanced-rights-means = Extra rights for people who need more help or went through something very serious. Most news must reach you sooner.
words-evidence = Evidence
words-evidence-means = Everything that shows what happened: what people saw, things, pictures, messages. To give evidence means to tell the court what you know.
words-guilty = Guilty
words-guilty-means = A court has decided that somebody did it, or they have said so themselves. Saying so themselves is called pleading guilty.
words-open-prison = Open prison
words-open-prison-means = A prison with fewer locks for people near the end of their sentence. They may leave it for some hours with permission.
words-out-of-court = Out of court
words-out-of-court-means = The police or a prosecutor settle it without a court, for instance with a formal warning or with rules that the person must keep.
words-parole = Parole
words-parole-means = The Parole Board decides whether somebody can leave prison before the end of their sentence, and with which rules.
words-probation = Probation Service
words-probation-means = The people who look after and check on somebody who was sentenced, in prison and after it. They also run the Victim Contact Scheme.
words-prosecutor = Prosecutor
words-prosecutor-means = The lawyer who takes a case to court for the public. They work for the Crown Prosecution Service. They are not your own lawyer, but they must treat you with care.
words-recall = Recall
words-recall-means = Somebody who had left prison is taken back because they broke a rule.
words-register = The register
words-register-means = A list of people who must tell the police where they live because they were convicted of a sexual crime.
words-restorative-justice = Restorative justice
words-restorative-justice-means = Being in touch with the person who did it, with help and in a safe way, by letter or face to face. Only if you both want it.
words-restriction-order = Restriction order
words-restriction-order-means = The court sends somebody to a hospital instead of a prison, and they cannot leave without permission from the government or a tribunal.
words-sentence = Sentence
words-sentence-means = What the court decides must happen to somebody who is guilty: for instance prison, work for the community, or a fine.
words-special-measures = Special measures
words-special-measures-means = Ways to make giving evidence easier: a screen, a video link, the public sent out. The court decides, and you can ask.
words-suspect = Suspect
words-suspect-means = Somebody who the police think may have done it. It is not proved.
words-transcript = Transcript
words-transcript-means = A written copy of what was said in court.
words-trial = Trial
words-trial-means = The hearing at which the court hears the evidence and decides whether somebody is guilty.
words-victim-contact-scheme = Victim Contact Scheme
words-victim-contact-scheme-means = For some serious crimes: a person at the Probation Service tells you about the sentence and before somebody is released, and asks what rules would keep you safe.
words-warrant = Warrant
words-warrant-means = An order of the court that the police must arrest somebody.
words-witness = Witness
words-witness-means = Somebody who tells the court what they saw or know.
