### A victim's property: what was taken, damaged, lost or kept as evidence, and where it is.

property-title = Your property
property-about = Things that were taken, damaged or lost, and things that the police keep because a court may need them.
property-none = Nothing is on the list yet.
property-add = Add something
property-add-about = Somebody looks at what you add within five working days. You do not have to prove anything here.
property-what = What is it?
property-what-hint = For instance: a red bicycle, or a wedding ring
property-marks = Is there anything by which it can be known? (optional)
property-marks-hint = For instance a number, an engraving or a scratch
property-value = What is it worth, about? (optional)
property-state = What happened to it?
property-save-add = Add it to the list
property-save-correct = Save the correction
property-correct = Correct this
property-correct-title = Correct what the list says
property-go-back = Go back without changing anything
property-added = Thank you. It is on your list now. Somebody will look at it and tell you what they did.
property-corrected = Thank you. Your correction is on the list now. Somebody will look at it and tell you what they did.
property-listed-as = At first: { $state }
property-is-now = Now: { $state }
property-since = Since { $day }
property-marks-are = Marks: { $marks }
property-value-is = Worth about: { $value }
property-to-check = Somebody will look at what you said.
property-found = What was found: “{ $words }”
property-said = What you were told: “{ $words }”
property-ask = Ask about your property: { $name }.
property-ask-phone = Ask about your property: { $name }, phone { $phone }.
property-copy = Since { $day }: { $state }.
property-means = What this means

property-at-taken = it was taken
property-at-damaged = it was damaged
property-at-lost = it got lost
property-at-found = it was found
property-at-evidence = the police keep it
property-at-not-needed = it is no longer needed as evidence
property-at-ready = you can collect it
property-at-returned = you have it back
property-at-disposed = it is gone

property-at-taken-means = Somebody has it who should not. If you see it for sale or find it, do not try to get it back yourself. Call 101.
property-at-damaged-means = Keep it, or take pictures of it, until you know whether the police or your insurer want to see it.
property-at-lost-means = If you find it, tell your contact.
property-at-found-means = Your contact tells you when you can have it back.
property-at-evidence-means = It may be needed in court. It still belongs to you. You can ask for it back when it is no longer needed, and sometimes before.
property-at-not-needed-means = You should get it back as soon as possible. Your contact tells you how.
property-at-ready-means = Take something with your name on it when you collect it. Somebody else can collect it if you say so first.
property-at-returned-means = If that is not right, tell your contact.
property-at-disposed-means = If you did not agree to that, you can ask why, and you can complain.

refusal-property-what = Enter what it is
refusal-property-state = Select what happened to it
refusal-property-long = This must be 500 characters or fewer
refusal-property-full = The list is full. Ask your contact to add more
