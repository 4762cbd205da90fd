### Pages for when something is not as hoped: what happened, and what the person can do.

problem-to-your-case = Go to your case
problem-to-start = Go to the start page
problem-to-sign-in = Go to the sign-in page

problem-not-there = Page not found
problem-not-there-1 = If you typed the address, check that it is right. If you pasted it, check that you copied all of it.
problem-not-there-2 = The page may be about a case that you are not part of. If you think you should see it, ask your contact or your supervisor.

problem-not-from-here = We could not accept this form
problem-not-from-here-1 = Nothing was saved. The page was open for a long time, or you signed in again since you opened it.
problem-not-from-here-2 = Go back in your browser: what you typed should still be there. Copy it, open the page again and paste it.

problem-too-large = That is too long to send
problem-too-large-1 = Nothing was saved. What you sent is longer than we can take: about 100 pages of text.
problem-too-large-2 = Go back in your browser: what you typed should still be there. Make it shorter and send it again. You can add the rest as a second record.
problem-too-large-again = Open an empty form again

problem-fault = Sorry, there is a problem with the service
problem-fault-1 = This is our fault. We cannot tell whether your last change was saved, so please check before you repeat it.
problem-fault-2 = Try again in a few minutes. If you are in danger, call 999.

problem-no-sign-in = We could not sign you in
problem-no-sign-in-1 = You are not signed in, and nothing was changed. This can happen when signing in took longer than ten minutes, or when the address was opened a second time.
problem-no-sign-in-2 = Try again from the sign-in page. If it happens again, ask whoever looks after your account. If you are a victim, ring your contact: they can help you without this page.

problem-busy = Sorry, the service is not available at the moment
problem-busy-1 = We cannot answer just now. Nothing that was saved before is lost.
problem-busy-2 = Try again in a few minutes. If you are in danger, call 999.
