### The care card: a sheet to print or keep.

card-title = Your care card
card-about = Your rights in short, who to call, and a square to scan that leads to the sign-in page. The square says nothing about you.
card-safe = Print it only where nobody finds it who should not. A saved copy stays on this device until you delete it.
card-print = Print this page, or
card-pdf = Save it as a PDF
card-contact = Who to call
card-no-contact = Nobody is named yet. Call 101.
card-danger = In danger: call 999. If you cannot speak on a mobile, press 55.
card-not-danger = Police, when it is not urgent: 101.
card-support = Victim Support, free, day and night: 08 08 16 89 111.
card-reference = Your reference
card-reference-none = Your reference is not known yet.
card-rights = Your rights, and when each is useful
card-right-understand = Always: ask until you understand. You can have an interpreter, large print, or somebody with you.
card-right-told = When something happens: be told, and why. Ask when you will hear next.
card-right-support = From the first day: be put in touch with people who can support you, also if you do not go to the police.
card-right-review = When nobody is charged: ask for the decision to be looked at again. Ask soon: there is a time limit.
card-right-statement = Before court: say in a personal statement what it has meant for you. You choose whether.
card-right-court = At court: ask early for a separate room, a screen or a video link, and for your expenses.
card-right-after = Afterwards: ask about compensation, your property, and news about release.
card-right-complain = When something does not happen: complain. You need no reason but that.
card-code = Sign in: scan this, or type the address
card-code-leads = A square to scan. It leads to { $address }.
