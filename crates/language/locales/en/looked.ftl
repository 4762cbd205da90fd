### Who has seen a victim's information: a sentence for each person, day and kind of act.

looked-who = { $name } ({ $role }, { $organisation })
looked-somebody = { $a-role }
looked-somebody-of = { $a-role } of { $organisation }
looked-acts-for-you = { $name }, who acts for you,

looked-case = your case
looked-part-victim-details = your address and phone numbers
looked-part-contact-content = what you were told
looked-part-preferences = how you want to be contacted
looked-part-needs = what you need
looked-part-support-notes = notes of your support service
looked-part-sharing = who may have your information
looked-part-statement = your personal statement

looked-times =
    { $times ->
        [1] {""}
        [2] , twice
       *[other] , { $times } times
    }
looked-looked = { $who } looked at { $what }{ $times }.
looked-found = { $who } saw your name in the results of a search{ $times }.
looked-wrote = { $who } wrote something down in your case{ $times }.
looked-opened = { $who } opened your case although it is not theirs{ $times }. A supervisor checks this.
looked-opened-why = { $who } opened your case although it is not theirs{ $times }. The reason given: { $why }. A supervisor checks this.
looked-tried = { $who } tried to open your case and was not allowed to{ $times }.
looked-checked = { $who } checked who has looked at your case{ $times }.
looked-inspected = { $who } read your case{ $times } because it was drawn at random for an inspection of how victims are treated.
looked-kept = { $who } decided or looked up how long your case is kept{ $times }.
looked-own = { $who } used this service{ $times }.
looked-took-copy = { $who } took a copy of your information away{ $times }.
looked-got-copy = { $who } made a copy of your information, to be given to you{ $times }.
looked-for-defence = { $who } took out a copy of parts of your case for the defence{ $times }. Your address and how you are reached were taken out of it first, and a second person checked it.
looked-you-own = You, or somebody signed in as you, used this service{ $times }.
looked-you-took-copy = You, or somebody signed in as you, took a copy of your information away{ $times }.
looked-you-tried = You, or somebody signed in as you, tried to open something and were not allowed to{ $times }.

why-life-at-risk = somebody may be in danger now
why-victim-asks = the victim is here or on the phone, and those responsible cannot be reached
why-court-today = the case is at court today
why-other = something else

## What people do, to stand in the middle of a sentence; and the same to begin one.

role-officer = police officer
role-witness-care = witness care officer
role-prosecution-liaison = prosecution liaison officer
role-probation-liaison = victim liaison officer
role-advocate = advocate
role-supervisor = supervisor
role-oversight = inspector or commissioner
role-victim = victim
role-representative = representative of a victim
role-court = member of the court’s staff
role-standards = member of professional standards
role-information-governance = member of information governance
role-caretaker = caretaker of the service
role-staff = member of staff

a-role-officer = A police officer
a-role-witness-care = A witness care officer
a-role-prosecution-liaison = A prosecution liaison officer
a-role-probation-liaison = A victim liaison officer
a-role-advocate = An advocate
a-role-supervisor = A supervisor
a-role-oversight = An inspector or commissioner
a-role-victim = A victim
a-role-representative = A representative of a victim
a-role-court = A member of the court’s staff
a-role-standards = A member of professional standards
a-role-information-governance = A member of information governance
a-role-caretaker = A caretaker of the service
a-role-staff = A member of staff
