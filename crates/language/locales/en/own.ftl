### Several cases of one person in one account.

cases-title = Your cases
cases-about = These cases are in your account. You see one at a time. Nobody who works on one of them sees from here that you have another.
cases-chosen = You are looking at this one.
cases-choose = Look at this one: { $title }
cases-acts-for = You act for { $victim }.
cases-reference = Reference: { $reference }
cases-add = Add another case
cases-add-about = If you were given an invitation for another case, type its code here. Then you need only one way to sign in.
cases-added = Done. The case is in your account now.
cases-head = You are looking at: { $title }
cases-other = Look at another case of yours
